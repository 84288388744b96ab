package io.github.ossec4j.io.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.newsclub.net.unix.AFUNIXDatagramChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/** A daemon's side of a datagram socket. */
final class Receiver implements AutoCloseable {
    private final AFUNIXDatagramChannel channel;

    private Receiver(AFUNIXDatagramChannel channel) {
        this.channel = channel;
    }

    static Receiver at(Path path) throws IOException {
        AFUNIXDatagramChannel channel = AFUNIXDatagramChannel.open();
        channel.bind(AFUNIXSocketAddress.of(path));
        return new Receiver(channel);
    }

    /** The next datagram; waits for it. */
    byte[] receive() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(70_000);
        channel.receive(buffer);
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    /** Leaves the file after, as a daemon that ended. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
