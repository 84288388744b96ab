package io.github.ossec4j.agentless;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The recorded cases in {@code src/test/resources/golden}; large files are compressed, with {@code .gz} added. */
public final class Golden {
    public static final Path ROOT = Path.of("src/test/resources/golden");

    private Golden() {}

    public static List<String> cases(String suite) throws IOException {
        try (Stream<Path> directories = Files.list(ROOT.resolve(suite))) {
            return directories
                    .filter(Files::isDirectory)
                    .map(directory -> suite + '/' + directory.getFileName())
                    .sorted()
                    .toList();
        }
    }

    public static byte[] read(Path file) throws IOException {
        if (Files.exists(file)) {
            return Files.readAllBytes(file);
        }
        try (var in = new GZIPInputStream(Files.newInputStream(file.resolveSibling(file.getFileName() + ".gz")))) {
            return in.readAllBytes();
        }
    }

    /** Case to reason. */
    public static Map<String, String> listed(String list) throws IOException {
        Map<String, String> reasons = new HashMap<>();
        for (String line : Files.readAllLines(ROOT.resolve(list), StandardCharsets.UTF_8)) {
            if (!line.startsWith("#") && !line.isBlank()) {
                int blank = line.indexOf(' ');
                reasons.put(line.substring(0, blank), line.substring(blank + 1));
            }
        }
        return reasons;
    }
}
