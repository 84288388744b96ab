package io.github.ossec4j.agentless;

import io.github.ossec4j.model.conf.AgentlessEntry;

/** What became of one host of one entry. */
public sealed interface JobResult {
    /** The entry as configured. */
    AgentlessEntry entry();

    /** The host, without the word for the elevation. */
    String host();

    /** Whether the check was run and went well. */
    default boolean isSuccess() {
        return false;
    }

    /** One sentence for people, with type, host and line of the entry. */
    String message();

    /** Of a host that can be run. */
    sealed interface OfJob extends JobResult {
        /** What was to be run. */
        AgentlessJob job();

        @Override
        default AgentlessEntry entry() {
            return job().entry();
        }

        @Override
        default String host() {
            return job().check().host();
        }
    }

    /** The check was run; its result says how. */
    record Done(AgentlessJob job, AgentlessResult result) implements OfJob {
        @Override
        public boolean isSuccess() {
            return result.isSuccess();
        }

        @Override
        public String message() {
            return job.name() + " " + result.reason();
        }
    }

    /**
     * The check was given up, for a reason of ours: its messages could not be sent, a listener threw, or the monitor was
     * closed. Stored state is as before.
     *
     * @param cause an {@link InterruptedException} if the monitor was closed
     */
    record Broken(AgentlessJob job, Throwable cause) implements OfJob {
        @Override
        public String message() {
            return job.name()
                    + (cause instanceof InterruptedException
                            ? " was stopped"
                            : " was given up: " + (cause.getMessage() == null ? cause : cause.getMessage()));
        }
    }

    /**
     * The check was not run.
     *
     * @param reason as the end of the sentence "was skipped: …"
     */
    record Skipped(AgentlessJob job, String reason) implements OfJob {
        @Override
        public String message() {
            return job.name() + " was skipped: " + reason;
        }
    }

    /**
     * The entry cannot be run for this host, however often it is tried.
     *
     * @param reason one sentence
     */
    record Refused(AgentlessEntry entry, String host, String reason) implements JobResult {
        @Override
        public String message() {
            return AgentlessJob.name(entry, host) + " was refused: " + reason;
        }
    }
}
