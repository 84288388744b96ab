package io.github.ossec4j.cli;

import io.github.ossec4j.fixtures.SampleHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The sample home in a temporary directory, deleted when closed, or when the process ends before that. */
final class SampleDirectory implements AutoCloseable {
    private final Path path;
    private final Thread atExit;

    private SampleDirectory(Path path) {
        this.path = path;
        this.atExit = new Thread(this::delete, "delete-sample");
    }

    /** Writes the sample for a moment, with or without statistics. */
    static SampleDirectory write(Instant now, boolean hasStatistics) throws IOException {
        var sample = new SampleDirectory(Files.createTempDirectory(
                "ossec-sample-" + ProcessHandle.current().pid() + "-"));
        Runtime.getRuntime().addShutdownHook(sample.atExit);
        try {
            if (hasStatistics) {
                SampleHome.writeTo(sample.path, now);
            } else {
                SampleHome.writeWithoutStatisticsTo(sample.path, now);
            }
            return sample;
        } catch (IOException | RuntimeException e) {
            sample.close();
            throw e;
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        delete();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            return; // the process is ending, and the hook finds nothing left to do
        }
    }

    private synchronized void delete() {
        try (Stream<Path> tree = Files.walk(path)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            return; // gone already, or the system cleans its temporary directory
        }
    }
}
