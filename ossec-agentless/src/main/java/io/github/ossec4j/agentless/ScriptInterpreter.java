package io.github.ossec4j.agentless;

import io.github.ossec4j.io.file.RegularFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The program that the first line of a script names: {@code #!/usr/bin/expect -f}, or {@code #!/usr/bin/env expect}. */
final class ScriptInterpreter {
    /** More than any system reads of that line. */
    private static final int LONGEST_LINE = 512;

    private ScriptInterpreter() {}

    /**
     * The name of the interpreter if this machine does not have it.
     *
     * @param path the script's search path
     */
    static Optional<String> missing(Path script, String path) {
        String line;
        try {
            byte[] start = RegularFile.begin(script, LONGEST_LINE);
            line = new String(start, StandardCharsets.ISO_8859_1)
                    .lines()
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            return Optional.empty(); // not readable: who knows
        }
        if (!line.startsWith("#!")) {
            return Optional.empty();
        }
        List<String> words = List.of(line.substring(2).strip().split("[ \t]+", 0));
        return words.get(0).endsWith("/env") && exists(words.get(0), path)
                ? words.stream()
                        .skip(1)
                        .filter(word -> !word.startsWith("-") && word.indexOf('=') < 0)
                        .findFirst()
                        .filter(name -> !exists(name, path))
                : words.stream().findFirst().filter(name -> !name.isEmpty() && !exists(name, path));
    }

    private static boolean exists(String name, String path) {
        return name.indexOf('/') >= 0
                ? Files.exists(Path.of(name))
                : Arrays.stream(path.split(":", 0)).anyMatch(directory -> Files.exists(Path.of(directory, name)));
    }
}
