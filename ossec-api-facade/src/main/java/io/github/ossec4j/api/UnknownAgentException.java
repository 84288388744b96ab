package io.github.ossec4j.api;

import io.github.ossec4j.model.AgentId;

/** No living agent has this number. */
public final class UnknownAgentException extends ApiException {
    private static final long serialVersionUID = 1L;

    private final int number;

    UnknownAgentException(AgentId id, int errorCode) {
        super("no agent " + id + " in client.keys", errorCode);
        this.number = id.number();
    }

    /** The number that was asked for. */
    public AgentId id() {
        return AgentId.of(number);
    }
}
