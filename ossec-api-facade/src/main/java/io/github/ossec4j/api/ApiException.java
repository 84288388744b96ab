package io.github.ossec4j.api;

import io.github.ossec4j.model.OssecException;
import java.util.OptionalInt;

/**
 * A request that cannot be answered. The subclasses tell why: the agent is unknown, a file is missing, may not be read, or
 * is damaged.
 */
public abstract class ApiException extends OssecException {
    private static final long serialVersionUID = 1L;

    private static final int NO_CODE = -1;

    private final int errorCode;

    ApiException(String message, int errorCode, Throwable cause) {
        super(message, cause);
        this.errorCode = errorCode;
    }

    ApiException(String message, int errorCode) {
        super(message);
        this.errorCode = errorCode;
    }

    ApiException(String message) {
        this(message, NO_CODE);
    }

    ApiException(String message, Throwable cause) {
        this(message, NO_CODE, cause);
    }

    /** The number by which OSSEC's tools and the REST API call this error, such as 40; empty where they have none. */
    public OptionalInt errorCode() {
        return errorCode == NO_CODE ? OptionalInt.empty() : OptionalInt.of(errorCode);
    }
}
