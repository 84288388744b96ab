package io.github.ossec4j.cli;

/** The exit status of the process. */
final class ExitStatus {
    /** Answered. */
    static final int ANSWERED = 0;

    /** The API answered with an error: an unknown agent, no statistics, a damaged file; or a check failed. */
    static final int ERROR_ANSWER = 1;

    /** Invalid usage of the command. */
    static final int USAGE = 2;

    /** The home cannot be read, or the answer cannot be written. */
    static final int UNREADABLE = 3;

    private ExitStatus() {}
}
