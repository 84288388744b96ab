package io.github.ossec4j.api.golden;

import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A recorded request that is answered otherwise here.
 *
 * @param request its position in the case, from 0
 * @param asked the request itself, for the reader
 * @param category {@code deliberate}, {@code follows-from} or {@code not-reproducible-here}
 * @param follows the position of the deviation that this one follows from
 * @param described the heading of docs/compatibility.md that describes the difference, as a link names it
 * @param reason in one sentence
 * @param expected the parts of the outcome that differ from the recorded ones
 */
record Deviation(
        int request,
        String asked,
        String category,
        OptionalInt follows,
        String described,
        String reason,
        Outcome expected) {
    static final String DELIBERATE = "deliberate";
    static final String FOLLOWS_FROM = "follows-from";
    static final String NOT_REPRODUCIBLE_HERE = "not-reproducible-here";

    /** A new one, which a person has yet to explain. */
    static Deviation unexplained(int request, String asked, Outcome expected) {
        return new Deviation(request, asked, "", OptionalInt.empty(), "", "", expected);
    }

    Deviation with(String newAsked, Outcome newExpected) {
        return new Deviation(request, newAsked, category, follows, described, reason, newExpected);
    }

    static Deviation from(JsonNode entry) {
        return new Deviation(
                entry.path("request").asInt(),
                entry.path("asked").asString(),
                entry.path("category").asString(),
                entry.has("follows") ? OptionalInt.of(entry.path("follows").asInt()) : OptionalInt.empty(),
                entry.path("described").asString(),
                entry.path("reason").asString(),
                Outcome.from(entry));
    }

    ObjectNode toJson() {
        ObjectNode entry =
                GoldenCase.MAPPER.createObjectNode().put("request", request).put("asked", asked);
        entry.put("category", category);
        follows.ifPresent(position -> entry.put("follows", position));
        entry.put("described", described).put("reason", reason);
        expected.addTo(entry);
        return entry;
    }
}
