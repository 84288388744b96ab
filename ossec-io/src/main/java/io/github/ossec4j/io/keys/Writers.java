package io.github.ossec4j.io.keys;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which files other programs have open for writing, from {@code /proc}. Root sees all programs of the machine, other users
 * see their own; where there is no {@code /proc}, none is seen.
 */
final class Writers {
    private static final Path PROCESSES = Path.of("/proc");
    private static final int ACCESS_MODE = 3; // O_ACCMODE; 0 is reading

    private Writers() {}

    /** Whether some program has this file open for writing. A file that does not exist has no writers. */
    static boolean has(Path file) {
        try {
            Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
            return key != null && anyIn(PROCESSES, "[0-9]*", process -> hasOpen(process, key));
        } catch (IOException e) {
            return false; // gone
        }
    }

    private static boolean hasOpen(Path process, Object key) {
        return anyIn(process.resolve("fd"), "*", fd -> isFile(fd, key) && isWriting(process, fd));
    }

    private static boolean isFile(Path fd, Object key) {
        try {
            // A link to a socket or a pipe, like "pipe:[4711]", is not followed.
            return Files.readSymbolicLink(fd).isAbsolute()
                    && key.equals(
                            Files.readAttributes(fd, BasicFileAttributes.class).fileKey());
        } catch (IOException e) {
            return false; // closed meanwhile
        }
    }

    private static boolean isWriting(Path process, Path fd) {
        try {
            List<String> lines = Files.readAllLines(process.resolve("fdinfo").resolve(fd.getFileName()));
            return lines.stream()
                    .filter(line -> line.startsWith("flags:"))
                    .mapToLong(line ->
                            Long.parseLong(line.substring("flags:".length()).strip(), 8))
                    .anyMatch(flags -> (flags & ACCESS_MODE) != 0);
        } catch (IOException | NumberFormatException e) {
            return false;
        }
    }

    private static boolean anyIn(Path directory, String names, Predicate<Path> test) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, names)) {
            for (Path entry : entries) {
                if (test.test(entry)) {
                    return true;
                }
            }
            return false;
        } catch (IOException | DirectoryIteratorException e) {
            return false; // a program that has ended, or that this user may not look at
        }
    }
}
