package io.github.ossec4j.model;

/**
 * The root of all unchecked exceptions about the content of an OSSEC home or about a request to it.
 *
 * <p>Messages never contain keys or passwords.
 */
public class OssecException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a message of one sentence. */
    public OssecException(String message) {
        super(message);
    }

    /** With a message of one sentence and the reason behind it. */
    public OssecException(String message, Throwable cause) {
        super(message, cause);
    }
}
