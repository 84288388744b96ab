package io.github.ossec4j.cli;

import io.github.ossec4j.model.RawText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON for machines, written as it comes, ended with a line feed. Members are always present, null if
 * unknown; times are ISO-8601 in UTC. One thread at a time.
 */
final class Json implements AutoCloseable {
    /** A configuration may nest about a thousand elements, each of them an object in a list. */
    private static final int DEPTH = 4096;

    static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT) // incomplete output must not look complete
            .streamWriteConstraints(
                    StreamWriteConstraints.builder().maxNestingDepth(DEPTH).build())
            .build();

    private static final JsonFactory UNFLUSHED =
            FACTORY.rebuild().disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM).build();

    private final OutputStream out;
    private final JsonGenerator json;
    private final char[] chars = new char[1024];

    Json(OutputStream out) {
        this(out, FACTORY);
    }

    private Json(OutputStream out, JsonFactory factory) {
        this.out = out;
        this.json = factory.createGenerator(ObjectWriteContext.empty(), out);
    }

    /** For several values: each is on a line of its own (JSON Lines). */
    static Json lines(OutputStream out) {
        return new Json(out, FACTORY.rebuild().rootValueSeparator("\n").build());
    }

    /** For one value on a line of its own, which is complete when this is closed; the output is not flushed. */
    static Json line(OutputStream out) {
        return new Json(out, UNFLUSHED);
    }

    Json object() {
        json.writeStartObject();
        return this;
    }

    Json object(String name) {
        json.writeObjectPropertyStart(name);
        return this;
    }

    Json endObject() {
        json.writeEndObject();
        return this;
    }

    Json array() {
        json.writeStartArray();
        return this;
    }

    Json array(String name) {
        json.writeArrayPropertyStart(name);
        return this;
    }

    Json endArray() {
        json.writeEndArray();
        return this;
    }

    Json item(String value) {
        json.writeString(value);
        return this;
    }

    Json item(long value) {
        json.writeNumber(value);
        return this;
    }

    Json missingItem() {
        json.writeNull();
        return this;
    }

    Json member(String name, String value) {
        int length = value.length();
        if (length > chars.length) {
            json.writeStringProperty(name, value);
        } else {
            value.getChars(0, length, chars, 0); // a third faster where the command runs without the second compiler
            json.writeName(name).writeString(chars, 0, length);
        }
        return this;
    }

    Json member(String name, long value) {
        json.writeNumberProperty(name, value);
        return this;
    }

    Json member(String name, boolean value) {
        json.writeBooleanProperty(name, value);
        return this;
    }

    Json member(String name, Optional<String> value) {
        return value.isPresent() ? member(name, value.get()) : missing(name);
    }

    Json time(String name, Optional<Instant> moment) {
        return member(name, moment.map(Times::iso));
    }

    Json missing(String name) {
        json.writeNullProperty(name);
        return this;
    }

    /** Text; if it is not UTF-8, also its bytes as {@code <name>Base64}. */
    Json text(String name, RawText text) {
        String shown = text.display();
        member(name, shown);
        byte[] bytes = text.bytes();
        if (shown.indexOf('\uFFFD') >= 0 && !Arrays.equals(shown.getBytes(StandardCharsets.UTF_8), bytes)) {
            member(name + "Base64", Base64.getEncoder().encodeToString(bytes));
        }
        return this;
    }

    /** Hands on what has been written. */
    void flush() throws IOException {
        json.flush();
    }

    @Override
    public void close() throws IOException {
        json.close();
        out.write('\n');
    }
}
