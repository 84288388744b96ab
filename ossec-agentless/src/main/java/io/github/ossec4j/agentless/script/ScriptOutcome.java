package io.github.ossec4j.agentless.script;

import io.github.ossec4j.model.RawText;
import java.time.Duration;

/** How a script's run ended. */
public sealed interface ScriptOutcome {
    /** Whether the output is whole: only then may it replace stored state. */
    default boolean isComplete() {
        return this instanceof Finished;
    }

    /** One sentence for people. */
    String message();

    /**
     * The script ended by itself; all its output was read.
     *
     * @param exitCode as it gave it; the protocol attaches no meaning to it
     */
    record Finished(int exitCode) implements ScriptOutcome {
        @Override
        public String message() {
            return "finished with exit code " + exitCode;
        }
    }

    /**
     * The script reported an {@code ERROR}.
     *
     * @param text what it said
     */
    record Failed(RawText text) implements ScriptOutcome {
        @Override
        public String message() {
            return "reported an error: " + text.display();
        }
    }

    /**
     * A signal ended the script, by the exit code 128 plus its number that shells and the JDK give then.
     *
     * @param signal its number, 9 for SIGKILL
     */
    record Killed(int signal) implements ScriptOutcome {
        @Override
        public String message() {
            return "was ended by signal " + signal;
        }
    }

    /**
     * The script, or a child that held its output open, took too long and was ended.
     *
     * @param limit what it was given
     */
    record TimedOut(Duration limit) implements ScriptOutcome {
        @Override
        public String message() {
            return "was ended after " + limit;
        }
    }

    /**
     * The script, or a child that held its output open, printed nothing for too long and was ended.
     *
     * @param limit what it was given
     */
    record Idle(Duration limit) implements ScriptOutcome {
        @Override
        public String message() {
            return "was ended after printing nothing for " + limit;
        }
    }

    /**
     * The script printed too much and was ended.
     *
     * @param limitBytes the limit it went beyond, of the whole output or of a line
     */
    record OutputTooLong(long limitBytes) implements ScriptOutcome {
        @Override
        public String message() {
            return "was ended because its output, or a line of it, is longer than " + limitBytes + " bytes";
        }
    }

    /**
     * There is no such script, or it may not be executed.
     *
     * @param reason why, as the end of the sentence "could not be started: …"
     */
    record CouldNotStart(String reason) implements ScriptOutcome {
        @Override
        public String message() {
            return "could not be started: " + reason;
        }
    }
}
