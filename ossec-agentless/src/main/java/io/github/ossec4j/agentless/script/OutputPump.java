package io.github.ossec4j.agentless.script;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Starts a process and reads its output on a thread of its own, so that waiting for it can have a time limit.
 *
 * <p>Between the process and us stands {@code cat}. Of a process that it has started itself the JDK closes the output as
 * soon as that process ends, even while children still write to it; {@code cat} ends when the last of them has.
 */
final class OutputPump implements Runnable {
    /** Stands for the end of the output; compared by identity. */
    static final byte[] END = {};

    private static final int PIECE = 16 * 1024;
    private static final int PIECES = 8;

    private final ProcessBuilder builder;
    private final ProcessBuilder forwarder;
    private final BlockingQueue<byte[]> pieces = new ArrayBlockingQueue<>(PIECES);
    private final CountDownLatch started = new CountDownLatch(1);
    private volatile @Nullable Process process;
    private volatile @Nullable IOException failure;
    private volatile boolean isDiscarding;

    OutputPump(ProcessBuilder builder) {
        this.builder = builder;
        this.forwarder = new ProcessBuilder("cat").redirectError(ProcessBuilder.Redirect.DISCARD);
        // The same mark, so that it is ended together with the process.
        forwarder.environment().clear();
        forwarder.environment().putAll(builder.environment());
    }

    /** The running process. */
    Process start(String name) throws IOException, InterruptedException {
        var thread = new Thread(this, name);
        thread.setDaemon(true);
        thread.start();
        boolean interrupted = false;
        while (true) {
            try {
                started.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true; // starting does not take long, and a started process must be known to be ended
            }
        }
        Process running = process;
        if (running == null) {
            throw new IOException(failure == null ? "the process could not be made" : failure.getMessage(), failure);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return running;
    }

    /** The next piece, {@link #END}, or null if there was none in time. */
    byte @Nullable [] next(long timeout, TimeUnit unit) throws InterruptedException {
        return pieces.poll(timeout, unit);
    }

    /** From now on output is read and dropped, so that the process does not block. */
    void discard() {
        isDiscarding = true;
        pieces.clear();
    }

    @Override
    public void run() {
        List<Process> running;
        try {
            running = ProcessBuilder.startPipeline(List.of(builder, forwarder));
            process = running.get(0);
        } catch (IOException e) {
            failure = e;
            return;
        } finally {
            started.countDown(); // after whatever happened, or the one who waits would wait for ever
        }
        pump(running.get(1).getInputStream());
    }

    private void pump(InputStream output) {
        byte[] buffer = new byte[PIECE];
        try {
            for (int n = output.read(buffer); n >= 0; n = output.read(buffer)) {
                if (n > 0) {
                    put(Arrays.copyOf(buffer, n));
                }
            }
        } catch (IOException e) {
            // Closed from the other side, or by us: the output has ended either way.
        }
        put(END);
    }

    private void put(byte[] piece) {
        try {
            while (!isDiscarding && !pieces.offer(piece, 50, TimeUnit.MILLISECONDS)) {
                // The reader is slow: that must slow down the script, not fill the memory.
            }
        } catch (InterruptedException e) {
            isDiscarding = true; // nobody interrupts this thread; were it done, output must still flow
        }
    }
}
