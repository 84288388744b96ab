package io.github.ossec4j.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What fuzz tests do with their bytes: put them into a file, and damage them. */
public final class Input {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final Path DIRECTORY = directory();

    private Input() {}

    /** A directory of this JVM, in memory where the system has such. */
    private static Path directory() {
        try {
            Path directory = Files.isWritable(MEMORY)
                    ? Files.createTempDirectory(MEMORY, "ossec4j-fuzz-")
                    : Files.createTempDirectory("ossec4j-fuzz-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
            return directory;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // A temporary directory stays behind.
        }
    }

    /** A directory that lasts as long as the JVM; a new one for each name. */
    public static Path directory(String name) throws IOException {
        return Files.createDirectories(DIRECTORY.resolve(name));
    }

    /** A file with this content; the same one for each call with that name. */
    public static Path file(String name, byte[] content) throws IOException {
        return Files.write(DIRECTORY.resolve(name), content);
    }

    /** A file with this content; the same one for each call with that name. */
    public static Path file(String name, String latin1) throws IOException {
        return file(name, bytes(latin1));
    }

    /** The same content with one more line, after one of its lines that the content itself decides on. */
    public static byte[] withLine(byte[] content, String line) {
        int lineFeeds = 0;
        for (byte b : content) {
            lineFeeds += b == '\n' ? 1 : 0;
        }
        int after = Math.floorMod(Arrays.hashCode(content), lineFeeds + 1);
        int at = 0;
        for (int seen = 0; seen < after; at++) {
            seen += content[at] == '\n' ? 1 : 0;
        }
        var out = new ByteArrayOutputStream(content.length + line.length() + 1);
        out.write(content, 0, at);
        out.writeBytes(bytes(line));
        out.write('\n');
        out.write(content, at, content.length - at);
        return out.toByteArray();
    }

    /** Each character is one byte. */
    public static byte[] bytes(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Each byte is one character. */
    public static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** The inputs of all golden cases of this kind in a module, each an argument. */
    public static Stream<Arguments> golden(String module, String kind, String fileName) throws IOException {
        Path directory = Path.of("..", module, "src/test/resources/golden", kind);
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.endsWith(fileName)).sorted().toList().stream()
                    .map(Input::argument);
        }
    }

    private static Arguments argument(Path file) {
        try {
            return Arguments.of((Object) Files.readAllBytes(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** These texts, each an argument. */
    public static Stream<Arguments> texts(String... latin1) {
        return Stream.of(latin1).map(text -> Arguments.of((Object) bytes(text)));
    }
}
