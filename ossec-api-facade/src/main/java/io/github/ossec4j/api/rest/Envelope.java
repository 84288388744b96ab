package io.github.ossec4j.api.rest;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** The object around every JSON answer: {@code error}, {@code data}, {@code message}, in that order. */
final class Envelope {
    /** A configuration may nest about a thousand elements, each of them an object in a list. */
    private static final int DEPTH = 4096;

    /** Brackets are not closed automatically: an incomplete answer must not look complete. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .streamWriteConstraints(
                    StreamWriteConstraints.builder().maxNestingDepth(DEPTH).build())
            .build();

    private Envelope() {}

    /** A success; the error is the number 0. */
    static RestResponse success(Payload data) {
        return RestResponse.json(200, out -> write(out, json -> json.writeNumber(0), Optional.of(data), ""));
    }

    /** Nothing was found: a success without the member {@code data} (quirk Q3). */
    static RestResponse nothing() {
        return RestResponse.json(200, out -> write(out, json -> json.writeNumber(0), Optional.empty(), ""));
    }

    /** An error of the tools: the error is a number, but the HTTP status is 200 (quirks Q1 and Q2). */
    static RestResponse toolError(int code, String message) {
        return RestResponse.json(
                200, out -> write(out, json -> json.writeNumber(code), Optional.of(Payload.text("")), message));
    }

    /** A refusal by the service itself: the error is a text (quirk Q2). */
    static RestResponse refusal(int status, String code, String message) {
        return RestResponse.json(
                status, out -> write(out, json -> json.writeString(code), Optional.of(Payload.text("")), message));
    }

    /** The service's greeting, in which 0 is a text. */
    static RestResponse greeting() {
        return RestResponse.json(
                200,
                out -> write(out, json -> json.writeString("0"), Optional.of(Payload.text("OSSEC-API")), "wazuh.com"));
    }

    private static void write(OutputStream out, Payload error, Optional<Payload> data, String message)
            throws IOException {
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeName("error");
            error.write(json);
            if (data.isPresent()) {
                json.writeName("data");
                data.get().write(json);
            }
            json.writeName("message");
            json.writeString(message);
            json.writeEndObject();
        }
    }
}
