package io.github.ossec4j.io.process;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** A program that was started. One thread at a time. */
public final class RunningProgram implements AutoCloseable {
    /** How often to look for children that may outlive their parents. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** How long to wait for silent output that a child keeps open after the program has exited. */
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

    /** Receives output as it arrives. */
    @FunctionalInterface
    public interface Reader {
        /**
         * Receives a piece of output, which may start and end anywhere in a line.
         *
         * @return whether to continue
         * @throws IOException to end the run; {@link RunningProgram#read} passes it on
         */
        boolean read(byte[] piece) throws IOException;
    }

    /** Why {@link RunningProgram#read} has returned. */
    public enum End {
        /** The program has exited, and all its output was read. */
        EXITED,
        /** The reader wants no more output. */
        STOPPED,
        /** The timeout has passed. */
        TIMED_OUT,
        /** There was no output for the idle timeout. */
        IDLE
    }

    /**
     * Passes on output, in the calling thread, until the program exits, the reader stops, or a limit is reached; only
     * in the first case has the program exited.
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

    /** The exit code; empty if the program has not exited. 128 plus the number of a signal if it was killed by one. */
    public OptionalInt exitCode() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    /**
     * Kills the program and everything it has started: gives it time to exit by itself, asks all to exit, and after the
     * grace period kills those that are left. Output is read and dropped meanwhile.
     *
     * @param patience how long it may take to exit by itself
     */
    public void end(Duration patience, Duration grace) throws InterruptedException {
        pump.discard();
        awaitExit(patience.toNanos());
        tree.end(grace);
        isOver = true;
    }

    /** Kills the program and everything it has started at once, unless it has exited. */
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
