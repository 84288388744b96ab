package io.github.ossec4j.api.golden;

import io.github.ossec4j.model.AgentId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Takes out of a recorded answer what typed values do not have: each quirk of the original that cannot be rendered from
 * them is undone in one method here. The others are put in by {@link TypedRendering}.
 */
final class Typing {
    private static final int HOURS = 24;
    private static final int TEST_FAILED = 82;

    private Typing() {}

    /** What the typed methods are expected to give: error and, of successes, data. */
    static ObjectNode of(JsonNode request, ObjectNode answer) {
        ObjectNode response = GoldenCase.MAPPER.createObjectNode();
        JsonNode recorded = answer.path("response");
        response.set("error", recorded.path("error"));
        if (recorded.path("error").asInt(-1) == TEST_FAILED) {
            response.set("data", listOfMessages(recorded.path("message")));
        } else if (recorded.path("error").asInt(-1) == 0 && recorded.has("data")) {
            String path = request.path("path").asString().toLowerCase(Locale.ROOT);
            JsonNode data = numberedIds(recorded.path("data"));
            if (path.contains("/stats/")) {
                data = daysOf24Hours(data);
            } else if (path.contains("/files/changed")) {
                data = hashesThatWereTaken(data);
                boolean isHistory =
                        path.contains("filename") || request.path("query").has("filename");
                data = isHistory ? stepsWithoutCounts(data) : currentStates(data);
            }
            response.set("data", data);
        }
        ObjectNode typed = GoldenCase.MAPPER.createObjectNode();
        typed.set("response", response);
        return typed;
    }

    /** The messages of a failed configuration test are a text in the notation of Python. */
    private static ArrayNode listOfMessages(JsonNode message) {
        ArrayNode messages = GoldenCase.MAPPER.createArrayNode();
        RecordedPrograms.pythonTexts(message.asString()).forEach(messages::add);
        return messages;
    }

    /** Ids are texts; typed they are numbers, which are shown with at least three digits. */
    private static JsonNode numberedIds(JsonNode data) {
        return mapped(data, (name, value) -> {
            if (!name.equals("id") || !value.asString("").matches("[0-9]{1,8}")) {
                return value;
            }
            return StringNode.valueOf(AgentId.parse(value.asString()).toString());
        });
    }

    /** A day without the file of its interactions has 25 hours. */
    private static JsonNode daysOf24Hours(JsonNode data) {
        return mapped(data, (name, value) -> {
            if (value instanceof ArrayNode hours
                    && hours.size() == HOURS + 1
                    && hours.get(HOURS).asInt(-1) == 0) {
                hours.remove(HOURS);
            }
            return value;
        });
    }

    /** A SHA-256 that was not taken is three letters. */
    private static JsonNode hashesThatWereTaken(JsonNode data) {
        JsonNode copy = data.deepCopy();
        copy.forEach(state -> {
            if (state.path("attrs") instanceof ObjectNode attributes
                    && attributes.path("sha256").asString("").equals("xxx")) {
                attributes.remove("sha256");
            }
        });
        return copy;
    }

    /** Superseded states are listed among the current ones. */
    private static ArrayNode currentStates(JsonNode data) {
        Map<String, JsonNode> last = new LinkedHashMap<>();
        for (JsonNode state : data) {
            last.remove(state.path("file").asString());
            last.put(state.path("file").asString(), state);
        }
        ArrayNode current = GoldenCase.MAPPER.createArrayNode();
        last.values().forEach(current::add);
        return current;
    }

    /** Steps are listed with counts of changes, which are those of states. */
    private static JsonNode stepsWithoutCounts(JsonNode data) {
        data.forEach(step -> {
            if (step instanceof ObjectNode object) {
                object.remove("changes");
            }
        });
        return data;
    }

    @FunctionalInterface
    private interface Mapping {
        JsonNode map(String name, JsonNode value);
    }

    /** A copy, with other members of objects. */
    private static JsonNode mapped(JsonNode data, Mapping mapping) {
        JsonNode copy = data.deepCopy();
        map(copy, mapping);
        return copy;
    }

    private static void map(JsonNode node, Mapping mapping) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                map(member.getValue(), mapping);
                member.setValue(mapping.map(member.getKey(), member.getValue()));
            }
        } else if (node.isArray()) {
            node.forEach(element -> map(element, mapping));
        }
    }
}
