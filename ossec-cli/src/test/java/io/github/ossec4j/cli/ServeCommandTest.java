package io.github.ossec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The server as a command, and its users. */
@Timeout(120)
class ServeCommandTest {
    @TempDir
    Path directory;

    private Run users(String input, String... words) {
        return Run.with()
                .environment(
                        Map.of("STATE_DIRECTORY", directory.resolve("state").toString()))
                .input(input)
                .run(words);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void servesUntilItIsAskedToEnd() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "serve",
                        "--sample",
                        "--http",
                        "--no-login",
                        "--port",
                        "0")
                .redirectError(directory.resolve("log").toFile())
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            assertThat(line).matches("Listening on http://127\\.0\\.0\\.1:[0-9]+/");
            URL agents = URI.create(line.substring("Listening on ".length()))
                    .resolve("/agents")
                    .toURL();
            try (var answer = agents.openStream()) {
                assertThat(new String(answer.readAllBytes(), StandardCharsets.UTF_8))
                        .contains("web-01.example.org");
            }
            process.toHandle().destroy(); // unlike destroy(), it leaves the streams open
            assertThat(process.waitFor()).isZero();
            assertThat(out.readLine()).isNull();
        } finally {
            process.destroyForcibly();
        }
        assertThat(Files.readString(directory.resolve("log")))
                .containsPattern("Z 127\\.0\\.0\\.1 - \"GET /agents HTTP/1\\.1\" 200 [0-9]+ [0-9]+ms\n");
    }

    /** Otherwise each command would start later. */
    @Test
    void onlyServeLoadsTheServer() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xlog:class+load",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "--sample",
                        "agents")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.lines().toList())
                    .anyMatch(line -> line.contains(" " + AgentsCommand.class.getName() + " source:"))
                    .noneMatch(line -> line.contains(" org.eclipse.jetty.")
                            || line.contains(" org.slf4j.")
                            || line.contains(" io.github.ossec4j.server."));
        }
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void usersAreAddedListedAndRemoved() throws Exception {
        assertThat(users("", "users", "list")).isEqualTo(new Run(0, "", ""));
        assertThat(users("correct horse\n", "users", "add", "ann")).isEqualTo(new Run(0, "", ""));
        assertThat(Files.readString(directory.resolve("state/users"))).startsWith("ann:$2y$");
        assertThat(users("", "users", "list").out()).isEqualTo("ann\n");
        assertThat(users("short\n", "users", "add", "bob"))
                .isEqualTo(new Run(1, "", "ossec: the password must have at least 8 characters\n"));
        assertThat(users("", "users", "remove", "ann").status()).isZero();
        assertThat(users("", "users", "remove", "ann").status()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--http --bind 0.0.0.0",
                "--no-login --bind 192.0.2.1",
                "--tls-key a",
                "--http --tls-key a --tls-cert b",
                "--no-login --users a",
                "--port 65536",
                "--max-connections 0",
                "--max-rate -1"
            })
    void contradictoryOptionsAreRefused(String options) {
        Run run = Run.of(("serve --sample " + options).split(" ", -1));
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).startsWith("ossec: ");
    }

    /** The units and the container file start a command that exists, with options that it has. */
    @ParameterizedTest
    @CsvSource({
        "systemd/ossec-serve.service, ExecStart=/usr/bin/ossec ",
        "systemd/ossec-serve.service.d/changes.conf, ExecStart=/usr/bin/ossec ",
        "container/Containerfile, 'ENTRYPOINT [\"java\", \"-XX:MaxRAMPercentage=50\", \"-jar\", \"/opt/ossec4j/ossec.jar\", '"
    })
    void packagesStartWhatThereIs(String file, String start) throws Exception {
        String text = Files.readString(Path.of("../packaging", file));
        String words = text.lines()
                .filter(line -> line.startsWith(start) || line.startsWith("CMD "))
                .map(line -> line.replace(start, "").replace("CMD ", ""))
                .map(line -> line.replaceAll("[\\[\\],\" ]+", " ").strip())
                .collect(Collectors.joining(" "));
        assertThat(words).startsWith("--home /var/ossec serve");
        String[] options = words.replaceFirst("--home /var/ossec serve ?", "").split(" ", -1);
        CommandLine.ParseResult parsed = new CommandLine(new ServeCommand())
                .parseArgs(
                        Arrays.stream(options).filter(word -> !word.isEmpty()).toArray(String[]::new));
        assertThat(parsed.hasMatchedOption("--read-only")).isEqualTo(!file.endsWith("changes.conf"));
    }

    @Test
    void everyOptionIsInTheDocument() throws Exception {
        String document = Files.readString(Path.of("../docs/server.md"));
        assertThat(CommandLine.Model.CommandSpec.forAnnotatedObject(new ServeCommand())
                        .options())
                .isNotEmpty()
                .allSatisfy(option -> assertThat(document).contains("`" + option.longestName()));
    }
}
