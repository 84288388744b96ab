package io.github.ossec4j.api.rest;

import java.io.IOException;
import tools.jackson.core.JsonGenerator;

/** The member {@code data} of an answer. */
@FunctionalInterface
interface Payload {
    void write(JsonGenerator json) throws IOException;

    static Payload text(String text) {
        return json -> json.writeString(text);
    }
}
