package io.github.ossec4j.io.control;

import io.github.ossec4j.io.process.Program;
import io.github.ossec4j.io.process.RunningProgram;
import io.github.ossec4j.model.RawText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

/**
 * Runs a program of OSSEC to its end and keeps a mebibyte of its output. Processes that it has started keep running.
 *
 * <p>One run; one thread at a time.
 */
final class Command {
    private static final int OUTPUT_LIMIT_BYTES = 1 << 20;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    private Command() {}

    /**
     * Runs a program.
     *
     * @throws CommandTimeoutException if it was killed, with all its descendants, at the timeout
     * @throws InterruptedIOException if the thread was interrupted; it still is, and the program was killed
     * @throws IOException if it cannot be started
     */
    static CommandOutcome run(Program program, Duration timeout) throws IOException {
        var command = new Command();
        try (RunningProgram running = program.withTimeout(timeout).start()) {
            if (running.read(command::keep) == RunningProgram.End.TIMED_OUT) {
                throw new CommandTimeoutException(program.name(), timeout);
            }
            return new CommandOutcome(running.exitCode().orElseThrow(), RawText.of(command.kept.toByteArray()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            var interrupted = new InterruptedIOException("interrupted while " + program.name() + " ran");
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    /** Keeps the start; the rest is read and dropped. */
    private boolean keep(byte[] piece) {
        kept.write(piece, 0, Math.min(piece.length, OUTPUT_LIMIT_BYTES - kept.size()));
        return true;
    }
}
