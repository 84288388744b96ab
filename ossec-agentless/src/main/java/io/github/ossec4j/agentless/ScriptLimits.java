package io.github.ossec4j.agentless;

import java.time.Duration;

/**
 * The limits of a script; the original daemon has none.
 *
 * @param timeout for the whole run, until the last process that has the output open closes it
 * @param idleTimeout between two pieces of output
 * @param grace between asking processes to exit and killing them; after an {@code ERROR} also the time that the script
 *     has to exit by itself
 * @param maxOutputBytes of the whole output
 * @param maxLineBytes of a line
 */
public record ScriptLimits(
        Duration timeout, Duration idleTimeout, Duration grace, long maxOutputBytes, int maxLineBytes) {
    /**
     * Half an hour, eleven minutes of silence (the shipped scripts give up by themselves after ten), two seconds of
     * grace, 64 MiB of output, lines of {@value ScriptOutputParser#DEFAULT_MAX_LINE_BYTES} bytes.
     */
    public static final ScriptLimits DEFAULT = new ScriptLimits(
            Duration.ofMinutes(30),
            Duration.ofMinutes(11),
            Duration.ofSeconds(2),
            64L << 20,
            ScriptOutputParser.DEFAULT_MAX_LINE_BYTES);

    public ScriptLimits {
        if (timeout.isNegative() || timeout.isZero() || idleTimeout.isNegative() || idleTimeout.isZero()) {
            throw new IllegalArgumentException("timeouts must be positive, were " + timeout + " and " + idleTimeout);
        }
        if (grace.isNegative()) {
            throw new IllegalArgumentException("grace must not be negative, was " + grace);
        }
        if (maxOutputBytes < 1 || maxLineBytes < 1) {
            throw new IllegalArgumentException(
                    "limits must be 1 byte or more, were " + maxOutputBytes + " and " + maxLineBytes);
        }
    }

    /** These limits with another timeout. */
    public ScriptLimits withTimeout(Duration other) {
        return new ScriptLimits(other, idleTimeout, grace, maxOutputBytes, maxLineBytes);
    }

    /** These limits with another idle timeout. */
    public ScriptLimits withIdleTimeout(Duration other) {
        return new ScriptLimits(timeout, other, grace, maxOutputBytes, maxLineBytes);
    }

    /** These limits with another grace. */
    public ScriptLimits withGrace(Duration other) {
        return new ScriptLimits(timeout, idleTimeout, other, maxOutputBytes, maxLineBytes);
    }

    /** These limits with another bound on the whole output. */
    public ScriptLimits withMaxOutputBytes(long other) {
        return new ScriptLimits(timeout, idleTimeout, grace, other, maxLineBytes);
    }

    /** These limits with another bound on lines. */
    public ScriptLimits withMaxLineBytes(int other) {
        return new ScriptLimits(timeout, idleTimeout, grace, maxOutputBytes, other);
    }
}
