package io.github.ossec4j.server;

import tools.jackson.databind.json.JsonMapper;

/** What reads and writes JSON here; making one is slow. */
final class Json {
    static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}
}
