package io.github.ossec4j.model;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Whether an agent is reporting, as shown by the age of its file in {@code queue/agent-info}. */
public enum AgentStatus {
    /** Reported less than 1830 seconds ago (or in the future). The manager is always active. */
    ACTIVE("Active"),
    /** Has reported, but not recently. */
    DISCONNECTED("Disconnected"),
    /** Enrolled, but has never reported. */
    NEVER_CONNECTED("Never connected");

    /** Three times the default interval of keep-alives, and half a minute. */
    private static final long ACTIVE_SECONDS = 1830;

    private final String text;

    AgentStatus(String text) {
        this.text = text;
    }

    /** OSSEC's words for it: {@code Active}, {@code Disconnected}, {@code Never connected}. */
    public String text() {
        return text;
    }

    /**
     * The status at a moment of an agent, not the manager, by the time of its last report; empty if it never reported.
     */
    public static AgentStatus of(Optional<Instant> lastKeepAlive, Instant now) {
        if (lastKeepAlive.isEmpty()) {
            return NEVER_CONNECTED;
        }
        return lastKeepAlive.get().getEpochSecond() > now.getEpochSecond() - ACTIVE_SECONDS ? ACTIVE : DISCONNECTED;
    }

    /** The status of these words, in any letter case; empty for other words. */
    public static Optional<AgentStatus> parse(String words) {
        for (AgentStatus status : values()) {
            if (status.text.toLowerCase(Locale.ROOT).equals(words.toLowerCase(Locale.ROOT))) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }
}
