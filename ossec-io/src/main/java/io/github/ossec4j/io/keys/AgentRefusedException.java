package io.github.ossec4j.io.keys;

import io.github.ossec4j.model.OssecException;

/** An agent cannot be enrolled; nothing was changed. */
public final class AgentRefusedException extends OssecException {
    private static final long serialVersionUID = 1L;

    private final AgentRefusal reason;
    private final String name;

    /** With the name of the agent that was refused. */
    public AgentRefusedException(AgentRefusal reason, String name) {
        super(reason.message() + ": \"" + name + "\"", reason.errorCode());
        this.reason = reason;
        this.name = name;
    }

    /** The name of the agent that was refused. */
    public String name() {
        return name;
    }

    /** Why. */
    public AgentRefusal reason() {
        return reason;
    }
}
