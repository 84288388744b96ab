package io.github.ossec4j.io.control;

import io.github.ossec4j.model.RawText;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Reads a program's output to its end on a thread of its own, keeps the beginning and drops the rest.
 *
 * <p>The thread outlives the program if a child of it holds the output open: nothing on this platform wakes a thread that
 * reads from a pipe.
 */
final class OutputCollector {
    private static final int CHUNK_BYTES = 8192;
    private static final int STACK_BYTES = 128 * 1024;

    private final InputStream stream;
    private final int limitBytes;
    private final CountDownLatch end = new CountDownLatch(1);

    private byte[] kept = new byte[0];
    private int keptBytes;
    private long seenBytes;

    private OutputCollector(InputStream stream, int limitBytes) {
        this.stream = stream;
        this.limitBytes = limitBytes;
    }

    static OutputCollector start(InputStream stream, int limitBytes) {
        var collector = new OutputCollector(stream, limitBytes);
        var thread = new Thread(null, collector::drain, "ossec4j-output", STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
        return collector;
    }

    private void drain() {
        byte[] chunk = new byte[CHUNK_BYTES];
        try (stream) {
            for (int read = stream.read(chunk); read >= 0; read = stream.read(chunk)) {
                add(chunk, read);
            }
        } catch (IOException e) {
            // The JDK closes the stream of a killed process under its reader: there is no more output.
        } finally {
            end.countDown();
        }
    }

    private synchronized void add(byte[] chunk, int length) {
        seenBytes += length;
        int take = Math.min(length, limitBytes - keptBytes);
        if (keptBytes + take > kept.length) {
            kept = Arrays.copyOf(kept, Math.min(limitBytes, Math.max(CHUNK_BYTES, 2 * (keptBytes + take))));
        }
        System.arraycopy(chunk, 0, kept, keptBytes, take);
        keptBytes += take;
    }

    /**
     * Waits for the end, but no longer than {@code quiet} without news, nor, if there is news, beyond a time.
     *
     * @param giveUp of {@link System#nanoTime()}
     */
    void awaitEnd(Duration quiet, long giveUp) throws InterruptedException {
        long before;
        do {
            before = seenBytes();
            if (end.await(quiet.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } while (before != seenBytes() && System.nanoTime() - giveUp < 0);
    }

    synchronized RawText text() {
        return RawText.of(kept, 0, keptBytes);
    }

    synchronized boolean isCut() {
        return seenBytes > keptBytes;
    }

    private synchronized long seenBytes() {
        return seenBytes;
    }
}
