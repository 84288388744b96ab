package io.github.ossec4j.api.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The deviations of one case, by position: {@code golden/deviations/<set>/<case>.json}, an object with a list for each
 * side, {@code rest} and {@code typed}.
 */
final class Deviations {
    static final List<String> SIDES = List.of("rest", "typed");
    static final Path DIRECTORY = Path.of("../ossec-api-facade/src/test/resources/golden/deviations");

    private Deviations() {}

    static Map<Integer, Deviation> of(GoldenCase golden, String side) throws IOException {
        Map<Integer, Deviation> deviations = new TreeMap<>();
        for (JsonNode entry : read(golden).path(side)) {
            Deviation deviation = Deviation.from(entry);
            deviations.put(deviation.request(), deviation);
        }
        return deviations;
    }

    private static ObjectNode read(GoldenCase golden) throws IOException {
        Path file = file(golden);
        return Files.exists(file)
                ? (ObjectNode) GoldenCase.MAPPER.readTree(Files.readAllBytes(file))
                : GoldenCase.MAPPER.createObjectNode();
    }

    private static Path file(GoldenCase golden) {
        return DIRECTORY.resolve(golden + ".json");
    }

    /** Replaces the deviations of one side of a case. */
    static synchronized void write(GoldenCase golden, String side, Map<Integer, Deviation> deviations)
            throws IOException {
        ObjectNode known = read(golden);
        ObjectNode sides = GoldenCase.MAPPER.createObjectNode();
        for (String name : SIDES) {
            if (name.equals(side)) {
                deviations.values().forEach(deviation -> sides.withArray(name).add(deviation.toJson()));
            } else if (known.has(name)) {
                sides.set(name, known.path(name));
            }
        }
        Path file = file(golden);
        if (sides.isEmpty()) {
            Files.deleteIfExists(file);
        } else {
            Files.createDirectories(file.resolveSibling(""));
            Files.writeString(file, Layout.of(sides));
        }
    }

    /** Whether the deviations are to be written anew instead of compared. */
    static boolean areWritten() {
        return Boolean.getBoolean("golden.write");
    }

    /** JSON for readers: what fits into a line stands in one. */
    private static final class Layout {
        private static final int WIDTH = 120;

        private final StringBuilder text = new StringBuilder();

        static String of(JsonNode node) {
            var layout = new Layout();
            layout.add(node, 0, 0);
            return layout.text.append('\n').toString();
        }

        /** Adds a value whose first line begins after {@code used} characters of an indented line. */
        private void add(JsonNode node, int indent, int used) {
            String line = line(node);
            boolean isEntry = node.has("request") && node.has("asked");
            if (!node.isContainer() || node.isEmpty() || (!isEntry && indent + used + line.length() < WIDTH)) {
                text.append(line);
                return;
            }
            text.append(node.isObject() ? '{' : '[');
            String separator = "\n";
            if (node.isObject()) {
                for (Map.Entry<String, JsonNode> member : node.properties()) {
                    String name = quoted(member.getKey()) + ": ";
                    text.append(separator).append(" ".repeat(indent + 2)).append(name);
                    add(member.getValue(), indent + 2, name.length());
                    separator = ",\n";
                }
            } else {
                for (JsonNode element : node) {
                    text.append(separator).append(" ".repeat(indent + 2));
                    add(element, indent + 2, 0);
                    separator = ",\n";
                }
            }
            text.append('\n').append(" ".repeat(indent)).append(node.isObject() ? '}' : ']');
        }

        private static String line(JsonNode node) {
            var line = new StringBuilder();
            String separator = "";
            if (node.isObject()) {
                for (Map.Entry<String, JsonNode> member : node.properties()) {
                    line.append(separator).append(quoted(member.getKey())).append(": ");
                    line.append(line(member.getValue()));
                    separator = ", ";
                }
                return "{" + line + "}";
            }
            if (node.isArray()) {
                for (JsonNode element : node) {
                    line.append(separator).append(line(element));
                    separator = ", ";
                }
                return "[" + line + "]";
            }
            return node.toString();
        }

        private static String quoted(String text) {
            return GoldenCase.MAPPER.writeValueAsString(text);
        }
    }
}
