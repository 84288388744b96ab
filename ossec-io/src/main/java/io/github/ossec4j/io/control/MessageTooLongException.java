package io.github.ossec4j.io.control;

import java.io.IOException;

/** A message is longer than its receiver reads; it was not sent; OSSEC's own programs would have cut it. */
public final class MessageTooLongException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int lengthBytes;
    private final int limitBytes;

    MessageTooLongException(int lengthBytes, int limitBytes) {
        super("message has " + lengthBytes + " bytes, expected up to " + limitBytes);
        this.lengthBytes = lengthBytes;
        this.limitBytes = limitBytes;
    }

    /** Its length, without the final NUL. */
    public int lengthBytes() {
        return lengthBytes;
    }

    /** The maximum length, without the final NUL. */
    public int limitBytes() {
        return limitBytes;
    }
}
