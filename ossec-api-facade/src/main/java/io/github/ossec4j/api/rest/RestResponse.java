package io.github.ossec4j.api.rest;

import io.github.ossec4j.io.HomeFileException;
import io.github.ossec4j.model.OssecException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;

/**
 * The answer to a request: HTTP status, content type and body.
 *
 * <p>The body is generated when it is written: large databases are read and written record by record and never held in
 * memory. Write it once, soon, and in one thread.
 */
public final class RestResponse {
    static final String JSON = "application/json; charset=utf-8";

    private static final Path NO_HOME = Path.of("");

    @FunctionalInterface
    interface Body {
        /** Writes the body; its exceptions come from reading the home. */
        void writeTo(AnswerOutput out) throws IOException;
    }

    private final int status;
    private final String contentType;
    private final Body body;
    private final Path home;

    private RestResponse(int status, String contentType, Body body, Path home) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.home = home;
    }

    static RestResponse json(int status, Body body) {
        return new RestResponse(status, JSON, body, NO_HOME);
    }

    static RestResponse text(int status, String contentType, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new RestResponse(status, contentType, out -> out.write(bytes), NO_HOME);
    }

    RestResponse withoutBody() {
        return new RestResponse(status, contentType, out -> {}, home);
    }

    /** The same answer; failures to read its body name this home if they do not name a file. */
    RestResponse from(Path home) {
        return new RestResponse(status, contentType, body, home);
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
     * @throws AnswerNotWrittenException if {@code out} fails; its exception is the cause
     * @throws HomeFileException if the home cannot be read to the end; part of the body may have been written
     */
    public void writeTo(OutputStream out) {
        try {
            body.writeTo(new AnswerOutput(out));
        } catch (IOException e) {
            throw HomeFileException.of(home, e);
        } catch (JacksonException e) {
            throw new OssecException("the answer cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * The complete body, in memory.
     *
     * @throws HomeFileException if the home cannot be read to the end
     */
    public String body() {
        var out = new ByteArrayOutputStream();
        writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
