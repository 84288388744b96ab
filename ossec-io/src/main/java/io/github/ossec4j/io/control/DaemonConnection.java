package io.github.ossec4j.io.control;

import io.github.ossec4j.io.control.DaemonUnreachableException.Reason;
import io.github.ossec4j.model.RawText;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a {@link DaemonSocket}, for many messages in a row. It is opened by the first message, and again after
 * the daemon has been restarted. One thread at a time.
 */
public final class DaemonConnection implements Closeable {
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** A daemon that reads empties its queue in less. */
    private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

    private final DaemonSocket socket;
    private @Nullable DatagramLink link;

    DaemonConnection(DaemonSocket socket) {
        this.socket = socket;
    }

    /**
     * Sends these bytes and one NUL, as {@link DaemonSocket#send(RawText)}.
     *
     * @throws IOException as there; the next message is sent over a new connection
     */
    public void send(RawText message) throws IOException {
        byte[] datagram = socket.datagram(message);
        long giveUp = System.nanoTime() + socket.waitForDaemon().toNanos();
        while (true) {
            boolean isNew = link == null;
            try {
                send(datagram);
                return;
            } catch (DaemonUnreachableException e) {
                boolean isGone = e.reason() == Reason.NOBODY_LISTENS || e.reason() == Reason.REFUSED;
                boolean mayCome = e.reason() == Reason.MISSING || e.reason() == Reason.NOBODY_LISTENS;
                if (!isNew && isGone) {
                    continue; // the daemon to which it was connected has ended; there may be another one
                }
                if (!mayCome || System.nanoTime() - giveUp >= 0) {
                    throw e;
                }
            }
            pause(LONGEST_PAUSE_NANOS);
        }
    }

    /** Ends the connection, if there is one. */
    @Override
    public void close() throws IOException {
        DatagramLink opened = link;
        link = null;
        if (opened != null) {
            opened.close();
        }
    }

    /** Over the connection, which is closed if that fails. */
    private void send(byte[] datagram) throws IOException {
        boolean done = false;
        try {
            DatagramLink opened = link;
            if (opened == null) {
                opened = socket.link();
                link = opened;
            }
            ByteBuffer buffer = ByteBuffer.wrap(datagram);
            Duration wait = socket.waitForQueue();
            long giveUp = System.nanoTime() + wait.toNanos();
            long pause = SHORTEST_PAUSE_NANOS;
            while (!opened.send(buffer)) {
                if (System.nanoTime() - giveUp >= 0) {
                    throw socket.unreachable(
                            Reason.FULL, "queue of the daemon was full for " + wait.toMillis() + " ms", null);
                }
                pause(pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
            }
            done = true;
        } finally {
            if (!done) {
                close();
            }
        }
    }

    private static void pause(long nanos) throws InterruptedIOException {
        LockSupport.parkNanos(nanos);
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted while waiting for a daemon");
        }
    }
}
