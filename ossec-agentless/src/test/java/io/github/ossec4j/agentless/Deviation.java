package io.github.ossec4j.agentless;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Where we differ from a recording, and what is expected instead: {@code golden/deviations/SUITE/CASE.json}, an array. Each
 * element has {@code reason}, {@code described} (a heading of {@code docs/compatibility.md}), {@code category}
 * ({@code deliberate}, {@code follows-from} an earlier element, {@code not-reproducible-here}) and what is expected; what it
 * does not mention must be as recorded.
 */
final class Deviation {
    static final Path ROOT = Golden.ROOT.resolve("deviations");

    private Deviation() {}

    /** The deviations of a case, to be taken one by one. */
    static List<JsonNode> of(String suiteAndCase) throws IOException {
        return read(ROOT.resolve(suiteAndCase + ".json"));
    }

    static List<JsonNode> read(Path file) throws IOException {
        var deviations = new ArrayList<JsonNode>();
        if (Files.exists(file)) {
            new JsonMapper().readTree(Files.readAllBytes(file)).forEach(deviations::add);
        }
        return deviations;
    }

    /** Takes the one that is asked for off the list; a missing node if there is none. */
    static JsonNode take(List<JsonNode> deviations, Predicate<JsonNode> which) {
        for (JsonNode deviation : deviations) {
            if (which.test(deviation)) {
                deviations.remove(deviation);
                return deviation;
            }
        }
        return MissingNode.getInstance();
    }
}
