package io.github.ossec4j.io.control;

import io.github.ossec4j.model.RawText;

/**
 * How a program ended and what it said.
 *
 * @param exitStatus 128 and the signal's number if somebody killed it
 * @param output the start of what was read of it
 */
record CommandOutcome(int exitStatus, RawText output) {
    /** Whether it exited with status 0. */
    boolean isSuccess() {
        return exitStatus == 0;
    }

    /** Without what the program said: it may be secret. */
    @Override
    public String toString() {
        return "CommandOutcome[exit status " + exitStatus + ", " + output.length() + " bytes of output]";
    }
}
