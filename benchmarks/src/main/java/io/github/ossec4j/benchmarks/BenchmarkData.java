package io.github.ossec4j.benchmarks;

import io.github.ossec4j.fixtures.AlertsGenerator;
import io.github.ossec4j.fixtures.SyscheckGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Files to read, written once and kept for later runs and forks in {@code ossec4j-benchmarks-2} below the temporary
 * directory, or below the directory that the system property {@code ossec4j.benchmarks} names.
 */
final class BenchmarkData {
    /** Raised when data change, so that nobody measures those of an earlier version. */
    private static final String DIRECTORY = "ossec4j-benchmarks-2";

    /** Writes a file or a directory that does not exist yet. */
    @FunctionalInterface
    interface Writer {
        void writeTo(Path target) throws IOException;
    }

    private BenchmarkData() {}

    /** An integrity database of this many records with six fields, one in a hundred of which is a change. */
    static Path syscheck(long entries) throws IOException {
        return file("syscheck-" + entries, SyscheckGenerator.of(entries).changedShare(0.01)::writeTo);
    }

    /** A day of this many alerts, numbered by position. */
    static Path alerts(long alerts) throws IOException {
        return file("alerts-" + alerts + ".log", AlertsGenerator.of(alerts)::writeTo);
    }

    /** The file or directory of this name; written if there is none. */
    static Path file(String name, Writer writer) throws IOException {
        Path directory =
                Path.of(System.getProperty("ossec4j.benchmarks", System.getProperty("java.io.tmpdir")), DIRECTORY);
        Path file = directory.resolve(name);
        if (!Files.exists(file)) {
            Files.createDirectories(directory);
            // Written beside and moved: an interrupted run leaves no half file, and nothing that a later one stumbles
            // over.
            Path beside = Files.createTempDirectory(directory, name + ".part-");
            Path part = beside.resolve(name);
            writer.writeTo(part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            Files.delete(beside);
        }
        return file;
    }
}
