package io.github.ossec4j.agentless;

import io.github.ossec4j.agentless.script.ScriptOutcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a check went.
 *
 * @param storageFailure why the state could not be compared or replaced, if that failed; it is {@link State#KEPT} then
 * @param listingFailure why the file by which the control tools list the device could not be written, if that failed;
 *     {@code state} is true nevertheless
 * @param sentMessages number of messages given to the sink
 */
public record AgentlessResult(
        AgentlessCheck check,
        ScriptOutcome outcome,
        State state,
        Optional<IOException> storageFailure,
        Optional<IOException> listingFailure,
        long sentMessages,
        Instant started,
        Duration duration) {
    /** What became of the stored state. */
    public enum State {
        /** There was no {@code STORE} section. */
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

    /** Whether the script ended by itself without an error, its content could be kept, and the device be listed. */
    public boolean isSuccess() {
        return outcome.isComplete() && storageFailure.isEmpty() && listingFailure.isEmpty();
    }

    /** One sentence for people. */
    public String message() {
        return check.device() + " " + reason();
    }

    /** How it went, as the end of a sentence that begins with the device. */
    String reason() {
        return outcome.message()
                + storageFailure
                        .map(cause -> "; its state could not be stored: " + cause)
                        .orElse("")
                + listingFailure
                        .map(cause -> "; it could not be listed in queue/agentless: " + cause)
                        .orElse("");
    }
}
