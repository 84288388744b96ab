package io.github.ossec4j.agentless;

import io.github.ossec4j.model.RawText;
import java.time.Duration;

/** How a check ended, or why it was not run. */
public sealed interface AgentlessOutcome {
    /** Whether the output is complete: only then may it replace stored state. */
    default boolean isComplete() {
        return this instanceof Finished;
    }

    /** Whether this is a passed test of a script, {@code TYPE test test}: it exited with code 0. */
    default boolean isPassedTest() {
        return this instanceof Finished finished && finished.exitCode() == 0;
    }

    /** For people, as the end of a sentence that starts with the check. */
    String message();

    /**
     * The script exited; all its output was read.
     *
     * @param exitCode the script's exit code; the protocol attaches no meaning to it
     */
    record Finished(int exitCode) implements AgentlessOutcome {
        @Override
        public String message() {
            return "finished with exit code " + exitCode;
        }
    }

    /**
     * The script reported an {@code ERROR}.
     *
     * @param text its message
     */
    record Failed(RawText text) implements AgentlessOutcome {
        @Override
        public String message() {
            return "reported an error: " + text.display();
        }
    }

    /**
     * A signal killed the script, as shown by the exit code 128 plus its number.
     *
     * @param signal its number, 9 for SIGKILL
     */
    record Killed(int signal) implements AgentlessOutcome {
        @Override
        public String message() {
            return "was killed by signal " + signal;
        }
    }

    /**
     * The script, or a child that had its output open, took too long and was killed.
     *
     * @param limit the limit
     */
    record TimedOut(Duration limit) implements AgentlessOutcome {
        @Override
        public String message() {
            return "was killed after " + limit;
        }
    }

    /**
     * The script, or a child that had its output open, printed nothing for too long and was killed.
     *
     * @param limit the limit
     */
    record Idle(Duration limit) implements AgentlessOutcome {
        @Override
        public String message() {
            return "was killed after printing nothing for " + limit;
        }
    }

    /**
     * The script printed too much and was killed.
     *
     * @param limitBytes the exceeded limit, of the whole output or of a line
     */
    record OutputTooLong(long limitBytes) implements AgentlessOutcome {
        @Override
        public String message() {
            return "was killed because its output, or a line of it, is longer than " + limitBytes + " bytes";
        }
    }

    /**
     * There is no such script, or it is not executable.
     *
     * @param reason why, as the end of the sentence "could not be started: …"
     */
    record CouldNotStart(String reason) implements AgentlessOutcome {
        @Override
        public String message() {
            return "could not be started: " + reason;
        }
    }

    /**
     * The check was given up, but not because of the host: its messages could not be sent, a listener threw, or the
     * monitor was closed.
     *
     * @param cause an {@link InterruptedException} if the monitor was closed
     */
    record GivenUp(Throwable cause) implements AgentlessOutcome {
        @Override
        public String message() {
            return cause instanceof InterruptedException
                    ? "was stopped"
                    : "was given up: " + (cause.getMessage() == null ? cause : cause.getMessage());
        }
    }

    /**
     * The check was not run this time.
     *
     * @param reason as the end of the sentence "was skipped: …"
     */
    record Skipped(String reason) implements AgentlessOutcome {
        @Override
        public String message() {
            return "was skipped: " + reason;
        }
    }

    /**
     * The entry can never be run for this host.
     *
     * @param reason one sentence
     */
    record Refused(String reason) implements AgentlessOutcome {
        @Override
        public String message() {
            return "was refused: " + reason;
        }
    }
}
