package io.github.ossec4j.api;

import io.github.ossec4j.model.OssecException;

/** No active agent has this id. */
public final class UnknownAgentException extends OssecException {
    private static final long serialVersionUID = 1L;

    private final String idText;

    UnknownAgentException(String idText, int errorCode) {
        super("no agent " + idText + " in client.keys", errorCode);
        this.idText = idText;
    }

    /** The requested id, such as {@code 007}. */
    public String idText() {
        return idText;
    }
}
