package io.github.ossec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.ossec4j.fixtures.OssecHomeExtension;
import io.github.ossec4j.fixtures.SyscheckGenerator;
import io.github.ossec4j.io.OssecHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The command on a real terminal, which util-linux's {@code script} makes. */
@ExtendWith(OssecHomeExtension.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class PseudoTerminalTest {
    @TempDir
    private Path directory;

    @BeforeAll
    static void findScript() {
        String version = "";
        try {
            Process script = new ProcessBuilder("script", "--version").start();
            version = new String(script.getInputStream().readAllBytes(), Terminal.CHARSET);
        } catch (IOException e) {
            // There is none.
        }
        assumeThat(version)
                .as("needs the command script of util-linux for a pseudo terminal")
                .contains("util-linux");
    }

    /** Runs the command in a shell, after others and with redirections; returns its status and what the terminal showed. */
    private Run run(String first, String typed, String redirections, String... words)
            throws IOException, InterruptedException {
        String command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName()),
                        Stream.of(words))
                .map(word -> "'" + word + "'")
                .collect(Collectors.joining(" "));
        Path input = Files.writeString(directory.resolve("typed"), typed);
        ProcessBuilder builder = new ProcessBuilder(
                        "script", "--quiet", "--return", "--command", first + command + " " + redirections, "/dev/null")
                .redirectInput(input.toFile())
                .redirectErrorStream(true);
        builder.environment().put("SHELL", "/bin/sh");
        builder.environment().remove("COLUMNS");
        Process process = builder.start();
        String shown = new String(process.getInputStream().readAllBytes(), Terminal.CHARSET);
        return new Run(process.waitFor(), shown, "");
    }

    @Test
    void clearingAsksThoughErrorsGoToAFile(OssecHome home) throws Exception {
        SyscheckGenerator.of(10).writeTo(home.managerSyscheck());
        Path log = directory.resolve("log");
        Run declined = run("", "n\n", "2>" + log, "--home", home.root().toString(), "scan", "clear", "--all");
        assertThat(declined.out()).contains("of all agents? [y/N]");
        assertThat(declined.status()).isEqualTo(ExitStatus.ERROR_ANSWER);
        assertThat(log).hasContent("ossec: nothing was changed\n");
        assertThat(home.managerSyscheck()).isNotEmptyFile();
    }

    @Test
    void tablesFollowTheWindow() throws Exception {
        Run run = run("stty cols 66; ", "", "", "--sample", "changes", "001", "--color", "never");
        assertThat(run.status()).isZero();
        assertThat(run.out().lines())
                .hasSizeGreaterThan(12)
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(66));
    }

    @Test
    void clearingNeedsYesIfInputIsNoTerminal(OssecHome home) throws Exception {
        SyscheckGenerator.of(10).writeTo(home.managerSyscheck());
        Run refused = run("", "", "</dev/null", "--home", home.root().toString(), "scan", "clear", "--all");
        assertThat(refused.out()).contains("confirm it with --yes");
        assertThat(refused.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(home.managerSyscheck()).isNotEmptyFile();
    }
}
