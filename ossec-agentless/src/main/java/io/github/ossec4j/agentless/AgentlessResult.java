package io.github.ossec4j.agentless;

import io.github.ossec4j.model.conf.AgentlessEntry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The result for one host of one entry.
 *
 * @param host without the word for the elevation
 * @param outcome how the check ended, or why it was not run
 * @param storage what happened to the stored state
 * @param sentMessages number of messages sent to the sink
 * @param started when it was started, or when it was skipped
 * @param duration zero if it was not run
 */
public record AgentlessResult(
        AgentlessEntry entry,
        String host,
        AgentlessOutcome outcome,
        Storage storage,
        long sentMessages,
        Instant started,
        Duration duration) {
    /**
     * What happened to the stored state, and why it failed.
     *
     * @param failure why the state could not be compared or replaced, if that failed; it is {@link State#KEPT} then
     * @param listingFailure why the file by which the control tools list the device could not be written, if that
     *     failed; {@code state} is true nevertheless
     */
    public record Storage(State state, Optional<IOException> failure, Optional<IOException> listingFailure) {
        private static final Storage NONE = new Storage(State.NONE, Optional.empty(), Optional.empty());
    }

    /** What happened to the stored state. */
    public enum State {
        /** There was no {@code STORE} section, or the check did not finish. */
        NONE,
        /** Stored for the first time. */
        FIRST,
        /** As before. */
        UNCHANGED,
        /** Replaced by new content. */
        CHANGED,
        /** There was new content, but it was not trusted or could not be stored; as before. */
        KEPT
    }

    /** The result of a check that did not run: stored state is as before. */
    static AgentlessResult without(AgentlessEntry entry, String host, AgentlessOutcome outcome, Instant at) {
        return new AgentlessResult(entry, host, outcome, Storage.NONE, 0, at, Duration.ZERO);
    }

    /** What happened to the stored state. */
    public State state() {
        return storage.state();
    }

    /** Whether there was a run that ended, successful or not. */
    boolean wasRun() {
        return !(outcome instanceof AgentlessOutcome.GivenUp
                || outcome instanceof AgentlessOutcome.Skipped
                || outcome instanceof AgentlessOutcome.Refused);
    }

    /** Whether the check finished without an error, its content could be stored, and the device could be listed. */
    public boolean isSuccess() {
        return outcome.isComplete()
                && storage.failure().isEmpty()
                && storage.listingFailure().isEmpty();
    }

    /** One sentence for people, with type, host and line of the entry. */
    public String message() {
        return AgentlessCheck.name(entry, host) + " " + outcome.message()
                + storage.failure()
                        .map(cause -> "; its state could not be stored: " + cause)
                        .orElse("")
                + storage.listingFailure()
                        .map(cause -> "; it could not be listed in queue/agentless: " + cause)
                        .orElse("");
    }
}
