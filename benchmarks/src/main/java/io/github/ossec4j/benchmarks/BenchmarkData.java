package io.github.ossec4j.benchmarks;

import io.github.ossec4j.fixtures.SyscheckGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Files to read, written once and kept for later runs and forks in {@code ossec4j-benchmarks} below the temporary
 * directory, or in the directory that the system property {@code ossec4j.benchmarks} names.
 */
final class BenchmarkData {
    /** Writes a file or a directory that does not exist yet. */
    @FunctionalInterface
    interface Writer {
        void writeTo(Path target) throws IOException;
    }

    private BenchmarkData() {}

    /** An integrity database of this many records with six fields, of which one of a hundred tells of a change. */
    static Path syscheck(long entries) throws IOException {
        return file("syscheck-" + entries, SyscheckGenerator.of(entries).changedShare(0.01)::writeTo);
    }

    /** The file or directory of this name; written if there is none. */
    static Path file(String name, Writer writer) throws IOException {
        Path directory = Path.of(System.getProperty(
                "ossec4j.benchmarks",
                Path.of(System.getProperty("java.io.tmpdir"), "ossec4j-benchmarks")
                        .toString()));
        Path file = directory.resolve(name);
        if (!Files.exists(file)) {
            Files.createDirectories(directory);
            // Written beside and moved, so that an interrupted run leaves no half file, and nothing that a later run
            // with
            // the same process number stumbles over.
            Path beside = Files.createTempDirectory(directory, name + ".part-");
            Path part = beside.resolve(name);
            writer.writeTo(part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            Files.delete(beside);
        }
        return file;
    }
}
