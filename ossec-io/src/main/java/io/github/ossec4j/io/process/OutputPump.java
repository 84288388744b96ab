package io.github.ossec4j.io.process;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Starts a process and reads its output on a separate thread, so that waiting for output can have a time limit.
 *
 * <p>The thread lives as long as a process has the output open: nothing wakes a thread that reads from a pipe.
 */
final class OutputPump implements Runnable {
    /** Marks the end of the output; compared by identity. */
    static final byte[] END = {};

    private static final int PIECE = 16 * 1024;
    private static final int PIECES = 8;
    private static final int STACK_BYTES = 128 * 1024;

    private final Process process;
    private final InputStream output;
    private final BlockingQueue<byte[]> pieces = new ArrayBlockingQueue<>(PIECES);
    private volatile boolean isDiscarding;

    OutputPump(Process process, InputStream output) {
        this.process = process;
        this.output = output;
        var thread = new Thread(null, this, "output of " + process.pid(), STACK_BYTES);
        thread.setDaemon(true);
        thread.start();
    }

    /** The output of a program up to its end, and of its children as long as they write without a pause. */
    static OutputPump ofProgram(ProcessBuilder builder, boolean isErrorsOnly) throws IOException {
        Process process = builder.start();
        return new OutputPump(process, isErrorsOnly ? process.getErrorStream() : process.getInputStream());
    }

    /**
     * The output of a program and of all its children. The JDK closes its pipe as soon as the program has exited, even
     * while children write to it, so this needs a pipe of junixsocket; without it, the output of children is read as
     * far as possible.
     */
    static OutputPump ofAll(ProcessBuilder builder) throws IOException {
        return isPipeSupported() ? JunixPipe.start(builder) : ofProgram(builder, false);
    }

    private static boolean isPipeSupported() {
        try {
            return JunixPipe.isSupported();
        } catch (LinkageError e) {
            return false; // neither the library nor its native part is needed to run programs
        }
    }

    Process process() {
        return process;
    }

    /** The next piece, {@link #END}, or null if there was none in time. */
    byte @Nullable [] next(long timeoutNanos) throws InterruptedException {
        return pieces.poll(timeoutNanos, TimeUnit.NANOSECONDS);
    }

    /** From now on output is read and dropped, so that writers are neither blocked nor killed. */
    void discard() {
        isDiscarding = true;
        pieces.clear();
    }

    @Override
    public void run() {
        byte[] buffer = new byte[PIECE];
        // The JDK replaces its own stream when the program has ended, but needs this monitor to do so: a child that
        // lives on can write as long as we read.
        synchronized (output) {
            try (output) {
                for (int n = output.read(buffer); n >= 0; n = output.read(buffer)) {
                    put(Arrays.copyOf(buffer, n));
                }
            } catch (IOException e) {
                // Closed from the other side, or by the JDK: the output has ended either way.
            }
        }
        put(END);
    }

    private void put(byte[] piece) {
        try {
            while (!isDiscarding && !pieces.offer(piece, 50, TimeUnit.MILLISECONDS)) {
                // The reader is slow: that must slow down the program, not fill the memory.
            }
        } catch (InterruptedException e) {
            isDiscarding = true; // this thread is never interrupted; if it were, output would still have to be read
        }
    }
}
