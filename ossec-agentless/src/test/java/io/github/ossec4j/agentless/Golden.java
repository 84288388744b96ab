package io.github.ossec4j.agentless;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
}
