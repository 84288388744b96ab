package io.github.ossec4j.api.rest;

/** An error that one of the original's tools reports, by number. */
final class ToolError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;

    ToolError(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    RestResponse response() {
        return Envelope.toolError(code, String.valueOf(getMessage()));
    }
}
