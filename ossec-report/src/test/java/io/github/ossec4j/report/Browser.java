package io.github.ossec4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Chromium without a window, as a process for each page: it prints the document that it has made of a page, and to
 * standard error what its console says.
 */
final class Browser {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private final Path program;

    private Browser(Path program) {
        this.program = program;
    }

    /** The one that is installed; empty if there is none. */
    static Optional<Browser> installed() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Browser::new);
    }

    /**
     * What became of a page.
     *
     * @param document its elements, as the browser would write them
     * @param complaints what its console says
     */
    record Visit(String document, List<String> complaints) {}

    /** Opens a page; files of the browser are in the other directory. */
    Visit open(Path page, Path scratch, String... options) throws IOException, InterruptedException {
        Path document = scratch.resolve("document");
        Path log = scratch.resolve("log");
        var words = new ArrayList<String>(List.of(
                program.toString(),
                "--headless",
                "--no-sandbox", // root has none
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--user-data-dir=" + scratch.resolve("profile"),
                "--enable-logging=stderr"));
        words.addAll(List.of(options));
        words.add(page.toUri().toString());
        var builder =
                new ProcessBuilder(words).redirectOutput(document.toFile()).redirectError(log.toFile());
        builder.environment().put("HOME", scratch.toString());
        builder.environment().put("TMPDIR", scratch.toString());
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("the browser ends")
                    .isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        return new Visit(
                Files.readString(document),
                Files.readString(log)
                        .lines()
                        .filter(line -> line.contains("CONSOLE"))
                        .toList());
    }
}
