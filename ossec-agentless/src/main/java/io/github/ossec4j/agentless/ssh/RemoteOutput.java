package io.github.ossec4j.agentless.ssh;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Adds a time limit to reading from a stream: a separate thread reads, a short queue holds the data.
 * While the queue is full nothing is read, and the remote side waits.
 */
final class RemoteOutput implements Closeable {
    private static final byte[] END = new byte[0];
    private static final int CHUNK = 16 * 1024;
    private static final int CHUNKS = 8;

    private final BlockingQueue<byte[]> chunks = new ArrayBlockingQueue<>(CHUNKS);
    private final String host;
    private final Thread reader;
    private volatile @Nullable IOException failure;
    private boolean ended;

    RemoteOutput(InputStream in, String host) {
        this.host = host;
        reader = new Thread(() -> pump(in), "ossec4j-ssh-" + host);
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * What came next; empty at the end of the stream, null if nothing came in time.
     *
     * @throws InterruptedIOException if the thread is interrupted
     */
    byte @Nullable [] read(long nanos) throws InterruptedIOException {
        if (ended) {
            return END;
        }
        try {
            byte[] chunk = chunks.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS);
            ended = chunk == END;
            return chunk;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(host + ": interrupted");
        }
    }

    /** Why the stream ended, if it failed. */
    @Nullable
    IOException failure() {
        return failure;
    }

    @Override
    public void close() {
        reader.interrupt(); // frees it from a full queue; the stream itself ends with the connection
    }

    private void pump(InputStream in) {
        byte[] buffer = new byte[CHUNK];
        try {
            try {
                int length;
                while ((length = in.read(buffer)) >= 0) {
                    if (length > 0) {
                        chunks.put(Arrays.copyOf(buffer, length));
                    }
                }
            } catch (IOException e) {
                failure = e;
            }
            chunks.put(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed: nobody reads any more
        }
    }
}
