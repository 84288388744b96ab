package io.github.ossec4j.io.control;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A connection to a datagram socket; keeps the types of the optional library out of {@link DaemonSocket}. */
interface DatagramLink extends Closeable {
    /**
     * Sends the whole buffer as one datagram, without waiting.
     *
     * @return false if the receiver's queue is full; the buffer is then unchanged
     */
    boolean send(ByteBuffer datagram) throws IOException;
}
