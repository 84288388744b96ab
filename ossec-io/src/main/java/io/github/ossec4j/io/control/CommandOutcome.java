package io.github.ossec4j.io.control;

import io.github.ossec4j.model.RawText;
import java.util.OptionalInt;

/**
 * How a program ended and what it said.
 *
 * @param exitStatus empty if it was killed at the timeout; 128 and the signal's number if somebody else killed it
 * @param output its standard output, as far as it was kept
 * @param isOutputCut whether there was more
 * @param errors its standard error, as far as it was kept; empty if merged into the output
 * @param isErrorsCut whether there was more
 */
public record CommandOutcome(
        OptionalInt exitStatus, RawText output, boolean isOutputCut, RawText errors, boolean isErrorsCut) {
    /** Whether it was killed at the timeout. */
    public boolean isTimedOut() {
        return exitStatus.isEmpty();
    }

    /** Whether it ended by itself with exit status 0. */
    public boolean isSuccess() {
        return exitStatus.orElse(-1) == 0;
    }

    /** Without what the program said: it may be secret. */
    @Override
    public String toString() {
        return "CommandOutcome["
                + (isTimedOut() ? "timed out" : "exit status " + exitStatus.getAsInt())
                + ", " + output.length() + " bytes of output, " + errors.length() + " of errors]";
    }
}
