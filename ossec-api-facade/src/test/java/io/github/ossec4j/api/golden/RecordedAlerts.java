package io.github.ossec4j.api.golden;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import tools.jackson.databind.JsonNode;

/**
 * What real daemons wrote below {@code logs}, and what is in it. Below {@code <case>/<release>} are either the files that
 * were current at the end, or whole trees with daily files.
 */
final class RecordedAlerts {
    private static final String EXPECTED = "expected.json";

    private static final NavigableMap<String, byte[]> FILES = unzipped();

    private RecordedAlerts() {}

    /** The names of all files. */
    static List<String> names() {
        return List.copyOf(FILES.keySet());
    }

    /** The names of the files with alerts, compressed or not, whose content is known. */
    static Stream<String> logs() {
        return FILES.keySet().stream()
                .filter(name -> name.endsWith(EXPECTED))
                .map(name -> name.endsWith("/" + EXPECTED)
                        ? name.replace(EXPECTED, "alerts.log")
                        : name.substring(0, name.length() - EXPECTED.length() - 1));
    }

    /** The alerts that are in such a file. */
    static JsonNode expected(String log) {
        String current = log.replaceFirst("alerts\\.log$", EXPECTED);
        return GoldenCase.MAPPER.readTree(
                bytes(FILES.containsKey(log + "." + EXPECTED) ? log + "." + EXPECTED : current));
    }

    /** The content of a file. */
    static byte[] bytes(String name) {
        return Objects.requireNonNull(FILES.get(name), name);
    }

    /** Whether there is such a file. */
    static boolean has(String name) {
        return FILES.containsKey(name);
    }

    /** Writes the files below a folder. */
    static void write(String folder, Path target) throws IOException {
        for (String name : FILES.tailMap(folder + "/").keySet()) {
            if (!name.startsWith(folder + "/")) {
                break;
            }
            Path file = target.resolve(name.substring(folder.length() + 1));
            Files.createDirectories(file.resolveSibling("."));
            Files.write(file, bytes(name));
        }
    }

    private static NavigableMap<String, byte[]> unzipped() {
        NavigableMap<String, byte[]> files = new TreeMap<>();
        try (InputStream in = RecordedAlerts.class.getResourceAsStream("/golden/alerts.zip");
                ZipInputStream zip = new ZipInputStream(Objects.requireNonNull(in))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }
}
