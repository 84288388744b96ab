package io.github.ossec4j.api.rest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** The files of a home at one moment, to be compared with what was recorded after a request. */
final class HomeState {
    private final Map<String, byte[]> files;
    private final Map<String, String> modes;

    private HomeState(Map<String, byte[]> files, Map<String, String> modes) {
        this.files = files;
        this.modes = modes;
    }

    static HomeState of(Path home) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        Map<String, String> modes = new TreeMap<>();
        try (Stream<Path> all = Files.walk(home)) {
            for (Path file : all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                String name = home.relativize(file).toString();
                files.put(name, Files.readAllBytes(file));
                modes.put(name, PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            }
        }
        return new HomeState(files, modes);
    }

    /** What differs from the recorded state; {@code before} is the home before the request. */
    Optional<String> difference(HomeState before, JsonNode recorded, boolean of43) {
        Set<String> created = new TreeSet<>(files.keySet());
        created.removeAll(before.files.keySet());
        Set<String> removed = new TreeSet<>(before.files.keySet());
        removed.removeAll(files.keySet());
        Set<String> modified = new TreeSet<>();
        files.forEach((name, content) -> {
            byte[] old = before.files.get(name);
            if (old != null && !java.util.Arrays.equals(old, content)) {
                modified.add(name);
            }
        });
        if (!created.equals(names(recorded.path("created")))) {
            return Optional.of("after: expected to be created " + recorded.path("created") + ", were " + created);
        }
        if (!removed.equals(names(recorded.path("removed")))) {
            return Optional.of("after: expected to be removed " + recorded.path("removed") + ", were " + removed);
        }
        // A file that was rewritten with the same content counts as modified where its time was recorded.
        if (!names(recorded.path("modified")).containsAll(modified)) {
            return Optional.of("after: expected to be modified " + recorded.path("modified") + ", were " + modified);
        }
        for (Map.Entry<String, JsonNode> file : recorded.path("files").properties()) {
            Optional<String> difference = difference(file.getKey(), file.getValue(), of43);
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private static Set<String> names(JsonNode list) {
        Set<String> names = new TreeSet<>();
        list.forEach(name -> names.add(name.asString()));
        return names;
    }

    private Optional<String> difference(String name, JsonNode recorded, boolean of43) {
        byte[] content = files.get(name);
        if (content == null) {
            return Optional.of("after: expected a file " + name);
        }
        boolean keys = name.equals("etc/client.keys");
        if (keys
                && recorded.has("mode")
                && !recorded.path("mode").asString().equals(octal(String.valueOf(modes.get(name))))) {
            return Optional.of(
                    "after: expected mode " + recorded.path("mode") + " of " + name + ", was " + modes.get(name));
        }
        if (!recorded.has("text")) {
            return !recorded.has("size") || recorded.path("size").asInt() == content.length
                    ? Optional.empty()
                    : Optional.of("after: expected " + recorded.path("size") + " bytes of " + name + ", were "
                            + content.length);
        }
        String expected = recorded.path("text").asString();
        String actual = new String(content, StandardCharsets.UTF_8);
        if (keys && of43) {
            expected = withoutResidue(expected);
            actual = withoutResidue(actual);
        }
        return Patterns.matches(StringNode.valueOf(expected), StringNode.valueOf(actual))
                ? Optional.empty()
                : Optional.of("after: expected in " + name + "\n" + expected + "but was\n" + actual);
    }

    /** What stands behind the marker of a removed key differs: OSSEC leaves a part of the key, we leave nothing. */
    private static String withoutResidue(String keys) {
        return keys.replaceAll("(?m)^(\\d+ (?:#\\*){10}#).*$", "$1");
    }

    private static String octal(String symbolic) {
        int mode = 0;
        for (int i = 0; i < symbolic.length(); i++) {
            mode = mode << 1 | (symbolic.charAt(i) == '-' ? 0 : 1);
        }
        return "0" + Integer.toOctalString(mode);
    }
}
