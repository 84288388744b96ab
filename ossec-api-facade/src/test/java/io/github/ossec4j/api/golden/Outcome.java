package io.github.ossec4j.api.golden;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * What a request brings about, in the form of the recordings and part by part: the answer, which files were created,
 * removed and modified, each of those files, and the datagrams that were sent.
 */
final class Outcome {
    private static final String ANSWER = "answer";
    private static final List<String> LISTS = List.of("created", "removed", "modified");
    private static final String DATAGRAMS = "datagrams";
    private static final String FILE = "file ";

    private final Map<String, JsonNode> parts;

    private Outcome(Map<String, JsonNode> parts) {
        this.parts = parts;
    }

    /** An answer alone: members such as {@code status} and {@code response}. */
    static Outcome answer(ObjectNode answer) {
        return new Outcome(new TreeMap<>(Map.of(ANSWER, answer)));
    }

    /** What was recorded beside the answer; nothing is changed and nothing sent where nothing was recorded. */
    static Outcome recorded(ObjectNode answer, JsonNode request) {
        Outcome outcome = answer(answer);
        JsonNode after = request.path("after");
        LISTS.forEach(list -> outcome.parts.put(list, sorted(after.path(list))));
        after.path("files").properties().forEach(file -> outcome.parts.put(FILE + file.getKey(), file.getValue()));
        ArrayNode datagrams = GoldenCase.MAPPER.createArrayNode();
        request.path(DATAGRAMS)
                .forEach(datagram -> datagrams.add(datagram.isString() ? datagram : datagram.path("text")));
        outcome.parts.put(DATAGRAMS, datagrams);
        return outcome;
    }

    /** What really happened; of files, those which changed and those of which something is expected. */
    static Outcome of(
            ObjectNode answer,
            HomeState before,
            HomeState after,
            Set<String> modified,
            List<String> datagrams,
            Set<String> expectedFiles) {
        Outcome outcome = answer(answer);
        Set<String> created = after.createdSince(before);
        outcome.parts.put("created", array(created));
        outcome.parts.put("removed", array(after.removedSince(before)));
        outcome.parts.put("modified", array(modified));
        var files = new TreeSet<>(expectedFiles);
        files.addAll(created);
        files.addAll(modified);
        for (String file : files) {
            outcome.parts.put(
                    FILE + file,
                    after.describe(file).<JsonNode>map(state -> state).orElse(NullNode.getInstance()));
        }
        outcome.parts.put(
                DATAGRAMS,
                array(datagrams.stream()
                        .map(hex -> new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1))
                        .toList()));
        return outcome;
    }

    private static ArrayNode array(Collection<String> texts) {
        ArrayNode array = GoldenCase.MAPPER.createArrayNode();
        texts.forEach(array::add);
        return array;
    }

    private static ArrayNode sorted(JsonNode names) {
        var texts = new TreeSet<String>();
        names.forEach(name -> texts.add(name.asString()));
        return array(texts);
    }

    /** The files of which there is a part. */
    Set<String> files() {
        var files = new TreeSet<String>();
        parts.keySet().stream()
                .filter(part -> part.startsWith(FILE))
                .forEach(part -> files.add(part.substring(FILE.length())));
        return files;
    }

    /** This one, with the parts of the other one in place of its own. */
    Outcome with(Outcome other) {
        Map<String, JsonNode> merged = new TreeMap<>(parts);
        merged.putAll(other.parts);
        return new Outcome(merged);
    }

    /** This one, with something else expected of files. */
    Outcome with(Map<String, ObjectNode> files) {
        Map<String, JsonNode> expected = new TreeMap<>();
        files.forEach((file, state) -> expected.put(FILE + file, state));
        return with(new Outcome(expected));
    }

    /** This one, with other texts in a file and in the answer. */
    Outcome mapTexts(String file, UnaryOperator<String> inFile, UnaryOperator<String> inAnswer) {
        Map<String, JsonNode> mapped = new TreeMap<>(parts);
        mapped.computeIfPresent(FILE + file, (part, value) -> mapped(value, inFile));
        mapped.computeIfPresent(ANSWER, (part, value) -> mapped(value, inAnswer));
        return new Outcome(mapped);
    }

    private static JsonNode mapped(JsonNode node, UnaryOperator<String> mapping) {
        if (node.isString()) {
            return StringNode.valueOf(mapping.apply(node.asString()));
        }
        if (node.isArray()) {
            ArrayNode array = GoldenCase.MAPPER.createArrayNode();
            node.forEach(element -> array.add(mapped(element, mapping)));
            return array;
        }
        if (node.isObject()) {
            ObjectNode object = GoldenCase.MAPPER.createObjectNode();
            node.properties().forEach(member -> object.set(member.getKey(), mapped(member.getValue(), mapping)));
            return object;
        }
        return node;
    }

    /** The answer; empty if there is no such part. */
    ObjectNode answer() {
        return parts.get(ANSWER) instanceof ObjectNode answer ? answer : GoldenCase.MAPPER.createObjectNode();
    }

    /** The names of the parts. */
    Set<String> parts() {
        return parts.keySet();
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    /** The parts of this one that are not as expected. */
    Outcome unlike(Outcome expected) {
        Map<String, JsonNode> unlike = new TreeMap<>(parts);
        unlike.entrySet()
                .removeIf(part -> expected.parts.containsKey(part.getKey())
                        && matches(part.getKey(), expected.parts.get(part.getKey()), part.getValue()));
        return new Outcome(unlike);
    }

    private static boolean matches(String part, JsonNode expected, JsonNode actual) {
        if (!part.startsWith(FILE) || !expected.isObject() || !actual.isObject()) {
            return Patterns.matches(expected, actual);
        }
        boolean isRandom = Patterns.isRandom(expected.path("text").asString(""));
        return expected.properties().stream()
                .filter(member -> !isRandom || !member.getKey().equals("sha256"))
                .filter(member -> !member.getKey().equals("mode") || hasModeOfItsOwn(part))
                .allMatch(member -> Patterns.matches(member.getValue(), actual.path(member.getKey())));
    }

    /** Whether the mode of a file is chosen, and not left to the umask. */
    private static boolean hasModeOfItsOwn(String part) {
        return part.equals(FILE + "etc/client.keys") || part.contains("check/");
    }

    /** The parts, each with what was expected of it. */
    List<String> describe(Outcome expected) {
        var lines = new ArrayList<String>();
        parts.forEach((part, value) ->
                lines.add(part + ": expected " + shortened(expected.parts.getOrDefault(part, NullNode.getInstance()))
                        + "\n   was " + shortened(value)));
        return lines;
    }

    private static String shortened(Object value) {
        String text = String.valueOf(value);
        return text.length() > 900 ? text.substring(0, 900) + "…" : text;
    }

    /** Adds the parts to an entry of a file of deviations: files by their text if they have one. */
    void addTo(ObjectNode entry) {
        parts.getOrDefault(ANSWER, GoldenCase.MAPPER.createObjectNode())
                .properties()
                .forEach(member -> entry.set(member.getKey(), member.getValue()));
        ObjectNode after = GoldenCase.MAPPER.createObjectNode();
        LISTS.stream().filter(parts::containsKey).forEach(list -> after.set(list, parts.get(list)));
        ObjectNode files = GoldenCase.MAPPER.createObjectNode();
        files().forEach(file -> files.set(file, essence(FILE + file)));
        if (!files.isEmpty()) {
            after.set("files", files);
        }
        if (!after.isEmpty()) {
            entry.set("after", after);
        }
        if (parts.containsKey(DATAGRAMS)) {
            entry.set(DATAGRAMS, parts.get(DATAGRAMS));
        }
    }

    /** A file by its text, line by line, if it has one, else by its digest. */
    private JsonNode essence(String part) {
        JsonNode essence = parts.getOrDefault(part, NullNode.getInstance()).deepCopy();
        if (essence instanceof ObjectNode object && object.has("text")) {
            object.remove(List.of("size", "sha256"));
            object.set("text", array(List.of(object.path("text").asString().split("(?<=\n)"))));
            if (!hasModeOfItsOwn(part)) {
                object.remove("mode");
            }
        }
        return essence;
    }

    private static JsonNode whole(JsonNode essence) {
        JsonNode file = essence.deepCopy();
        if (file instanceof ObjectNode object && object.path("text").isArray()) {
            var text = new StringBuilder();
            object.path("text").forEach(line -> text.append(line.asString()));
            object.put("text", text.toString());
        }
        return file;
    }

    /** The parts of an entry of a file of deviations. */
    static Outcome from(JsonNode entry) {
        Map<String, JsonNode> parts = new TreeMap<>();
        ObjectNode answer = GoldenCase.MAPPER.createObjectNode();
        for (String member : List.of("status", "content_type", "response", "text")) {
            if (entry.has(member)) {
                answer.set(member, entry.path(member));
            }
        }
        if (!answer.isEmpty()) {
            parts.put(ANSWER, answer);
        }
        JsonNode after = entry.path("after");
        LISTS.stream().filter(after::has).forEach(list -> parts.put(list, after.path(list)));
        after.path("files").properties().forEach(file -> parts.put(FILE + file.getKey(), whole(file.getValue())));
        if (entry.has(DATAGRAMS)) {
            parts.put(DATAGRAMS, entry.path(DATAGRAMS));
        }
        return new Outcome(parts);
    }
}
