package io.github.ossec4j.api;

import io.github.ossec4j.io.control.DaemonUnreachableException;
import io.github.ossec4j.model.OssecException;

/** A command for agents could not be sent to {@code ossec-remoted}; the message says why and what to do about it. */
public final class RemotedUnreachableException extends OssecException {
    private static final long serialVersionUID = 1L;

    private final DaemonUnreachableException.Reason reason;

    RemotedUnreachableException(DaemonUnreachableException cause, int errorCode) {
        super(String.valueOf(cause.getMessage()), errorCode, cause);
        this.reason = cause.reason();
    }

    /** Why. */
    public DaemonUnreachableException.Reason reason() {
        return reason;
    }
}
