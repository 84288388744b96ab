package io.github.ossec4j.agentless;

import io.github.ossec4j.agentless.script.ScriptOutcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a check went.
 *
 * @param storageFailure why the state could not be kept, if that failed
 * @param sentMessages number of messages given to the sink
 */
public record AgentlessResult(
        AgentlessCheck check,
        ScriptOutcome outcome,
        State state,
        Optional<IOException> storageFailure,
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

    /** Whether the script ended by itself without an error, and its content could be kept. */
    public boolean isSuccess() {
        return outcome.isComplete() && storageFailure.isEmpty();
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
                        .orElse("");
    }
}
