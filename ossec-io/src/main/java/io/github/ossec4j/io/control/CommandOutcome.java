package io.github.ossec4j.io.control;

import io.github.ossec4j.model.RawText;

/**
 * The exit status and output of a program.
 *
 * @param exitStatus 128 plus the signal's number if it was killed
 * @param output the start of its output
 */
record CommandOutcome(int exitStatus, RawText output) {
    /** Whether it exited with status 0. */
    boolean isSuccess() {
        return exitStatus == 0;
    }

    /** Without the program's output, which may be secret. */
    @Override
    public String toString() {
        return "CommandOutcome[exit status " + exitStatus + ", " + output.length() + " bytes of output]";
    }
}
