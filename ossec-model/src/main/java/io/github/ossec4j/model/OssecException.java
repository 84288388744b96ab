package io.github.ossec4j.model;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The root of all exceptions about an OSSEC home or a request to it; all are unchecked.
 *
 * <p>Messages never contain keys or passwords.
 */
public class OssecException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int NO_CODE = -1;

    private final int errorCode;

    /** With a message of one sentence. */
    public OssecException(String message) {
        this(message, NO_CODE, null);
    }

    /** With a message of one sentence and its cause. */
    public OssecException(String message, Throwable cause) {
        this(message, NO_CODE, cause);
    }

    /** With a message of one sentence, for an error to which OSSEC's tools give a number. */
    public OssecException(String message, int errorCode) {
        this(message, errorCode, null);
    }

    /**
     * With all details.
     *
     * @param errorCode the number that OSSEC's tools give to the error; negative if they have none
     */
    public OssecException(String message, int errorCode, @Nullable Throwable cause) {
        super(message, cause);
        this.errorCode = errorCode;
    }

    /** The number that OSSEC's tools and the REST API give to this error, such as 40; empty if they have none. */
    public OptionalInt errorCode() {
        return errorCode < 0 ? OptionalInt.empty() : OptionalInt.of(errorCode);
    }
}
