package io.github.ossec4j.api.rest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The answer to a request: HTTP status, content type and body.
 *
 * <p>The body is made when it is written: large databases are read and written record by record and never held in memory.
 * Write it once, soon, and in one thread.
 */
public final class RestResponse {
    static final String JSON = "application/json; charset=utf-8";

    @FunctionalInterface
    interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    private final int status;
    private final String contentType;
    private final Body body;

    private RestResponse(int status, String contentType, Body body) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
    }

    static RestResponse json(int status, Body body) {
        return new RestResponse(status, JSON, body);
    }

    static RestResponse text(int status, String contentType, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new RestResponse(status, contentType, out -> out.write(bytes));
    }

    RestResponse withoutBody() {
        return new RestResponse(status, contentType, out -> {});
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The content type; empty text if there is no content. */
    public String contentType() {
        return contentType;
    }

    /** Whether the body is JSON. */
    public boolean isJson() {
        return contentType.equals(JSON);
    }

    /**
     * Writes the body; {@code out} is left open.
     *
     * @throws IOException if writing fails
     * @throws UncheckedIOException if reading the home fails half-way
     */
    public void writeTo(OutputStream out) throws IOException {
        body.writeTo(out);
    }

    /** The whole body, in memory. */
    public String body() {
        var out = new ByteArrayOutputStream();
        try {
            writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
