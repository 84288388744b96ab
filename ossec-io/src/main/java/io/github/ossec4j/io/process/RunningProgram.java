package io.github.ossec4j.io.process;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** A program that was started. One thread at a time. */
public final class RunningProgram implements AutoCloseable {
    /** How often children are looked for that may outlive their parents. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** How long output that a child holds open, but nobody writes to, is waited for after the program has ended. */
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final OutputPump pump;
    private final Process process;
    private final ProcessTree tree;
    private final boolean withChildren;
    private final long timeoutNanos;
    private final long idleTimeoutNanos;
    private final long started = System.nanoTime();
    private boolean isOver;

    RunningProgram(OutputPump pump, ProcessTree tree, boolean withChildren, Duration timeout, Duration idleTimeout) {
        this.pump = pump;
        this.process = pump.process();
        this.tree = tree;
        this.withChildren = withChildren;
        this.timeoutNanos = timeout.toNanos();
        this.idleTimeoutNanos = idleTimeout.toNanos();
    }

    /** Takes output as it arrives. */
    @FunctionalInterface
    public interface Reader {
        /**
         * Takes a piece of output, which may start and end anywhere in a line.
         *
         * @return whether more is wanted
         * @throws IOException to end the run; {@link RunningProgram#read} passes it on
         */
        boolean read(byte[] piece) throws IOException;
    }

    /** Why {@link RunningProgram#read} has returned. */
    public enum End {
        /** The program has ended, and all its output was read. */
        EXITED,
        /** The reader wants no more output. */
        STOPPED,
        /** The timeout has passed. */
        TIMED_OUT,
        /** There was no output for the idle timeout. */
        IDLE
    }

    /**
     * Hands over output, on the calling thread, until the program ends, the reader has enough, or a limit is reached;
     * the program has ended in the first case only.
     *
     * @throws IOException only from the reader
     * @throws InterruptedException if the thread is interrupted
     */
    public End read(Reader reader) throws IOException, InterruptedException {
        long idleSince = System.nanoTime();
        while (true) {
            long now = System.nanoTime();
            long left = timeoutNanos - (now - started);
            long idleLeft = idleTimeoutNanos - (now - idleSince);
            boolean isLeaving = !withChildren && !process.isAlive();
            if (left <= 0 || idleLeft <= 0) {
                return isLeaving ? over() : left <= 0 ? End.TIMED_OUT : End.IDLE;
            }
            long wait = Math.min(left, idleLeft);
            if (!withChildren) {
                wait = Math.min(wait, isLeaving ? QUIET_NANOS : LOOK_NANOS);
            }
            byte[] piece = pump.next(wait);
            if (piece == OutputPump.END) {
                return awaitExit(timeoutNanos - (System.nanoTime() - started)) ? over() : End.TIMED_OUT;
            } else if (piece != null) {
                if (!reader.read(piece)) {
                    return End.STOPPED;
                }
                idleSince = System.nanoTime();
            } else if (isLeaving) {
                return over();
            } else if (!withChildren) {
                tree.remember();
            }
        }
    }

    long pid() {
        return process.pid();
    }

    /** The exit code; empty if the program has not ended. 128 and the number of a signal if one ended it. */
    public OptionalInt exitCode() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    /**
     * Ends the program and everything it has started: gives it time to exit by itself, asks all to exit, and after the
     * grace ends those that are left. Output is read and dropped meanwhile.
     *
     * @param patience how long it may take to exit by itself
     */
    public void end(Duration patience, Duration grace) throws InterruptedException {
        pump.discard();
        awaitExit(patience.toNanos());
        tree.end(grace);
        isOver = true;
    }

    /** Ends the program and everything it has started at once, unless it has ended. */
    @Override
    public void close() {
        pump.discard();
        if (!isOver) {
            tree.endForcibly();
        }
    }

    private End over() {
        isOver = true;
        return End.EXITED;
    }

    private boolean awaitExit(long nanos) throws InterruptedException {
        return process.waitFor(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }
}
