package io.github.ossec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
    @TempDir
    Path directory;

    private static Run report(String... words) {
        return Run.of(Stream.concat(Stream.of("report", "--sample", "--now", "1700000000"), Stream.of(words))
                .toArray(String[]::new));
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aPageIsWrittenForItsOwnerOnly() throws IOException {
        Path page = directory.resolve("report.html");
        Run run = report("--html", page.toString(), "--title", "A & B");
        assertThat(run).isEqualTo(new Run(0, "The report is in " + page + "\n", ""));
        assertThat(page)
                .content()
                .startsWith("<!DOCTYPE html>")
                .contains("<h1>A &amp; B</h1>")
                .endsWith("</html>\n");
        assertThat(mode(page)).isEqualTo("rw-------");
        assertThat(names()).containsExactly("report.html");
    }

    @Test
    void anExistingFileKeepsItsMode() throws IOException {
        Path page = Files.writeString(directory.resolve("report.html"), "old");
        Files.setPosixFilePermissions(page, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(report("--html", page.toString()).status()).isZero();
        assertThat(page).content().startsWith("<!DOCTYPE html>");
        assertThat(mode(page)).isEqualTo("rw-r--r--");
    }

    @Test
    void standardOutputIsAHyphen() {
        Run run = report("--html", "-");
        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
    }

    @Test
    void whatIsNoFileIsNotReplaced() throws IOException {
        Path target = Files.writeString(directory.resolve("target"), "precious");
        Path link = Files.createSymbolicLink(directory.resolve("link.html"), target);
        Run run = report("--html", link.toString());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--html: " + link + " is a link");
        assertThat(target).hasContent("precious");
        assertThat(link).isSymbolicLink();
        assertThat(report("--html", directory.toString()).err()).contains("is a directory");
        assertThat(report("--html", "/dev/null").err()).contains("/dev/null is not a file ('-' is standard output)");
        assertThat(report("--html", directory.resolve("none/report.html").toString())
                        .err())
                .contains("there is no directory " + directory.resolve("none"));
        assertThat(names()).containsExactly("link.html", "target");
    }

    @Test
    void someAgentsSinceATime() {
        Run run = report("--agent", "web-01.example.org", "2", "--since", "2023-11-01");
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .startsWith("OSSEC report\n2023-11-01 00:00:00 to 2023-11-14 22:13:20 (UTC)\n")
                .containsPattern("(?m)^Active +2$")
                .doesNotContain("office-pc");
    }

    @Test
    void thePeriodDoesNotStartInTheFuture() {
        Run run = report("--since", "2023-11-15");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--since is in the future");
    }

    @Test
    void anUnknownAgentIsAnError() {
        Run run = report("--agent", "nobody");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void fitsATerminal() {
        Run run = Run.with().columns(80).run("report", "--color", "never", "--sample", "--now", "1700000000");
        assertThat(run.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(run.out()).contains("####");
    }

    @Test
    void aFullDiskLeavesNothing() {
        Run run = Run.with()
                .runWithOutputOf(100, "No space left on device", new String[] {"report", "--sample", "--html", "-"});
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("standard output cannot be written: No space left on device");
    }
}
