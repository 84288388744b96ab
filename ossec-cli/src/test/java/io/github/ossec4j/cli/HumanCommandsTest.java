package io.github.ossec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.fixtures.FileState;
import io.github.ossec4j.fixtures.OssecHomeExtension;
import io.github.ossec4j.fixtures.OssecHomeFixture;
import io.github.ossec4j.fixtures.RootcheckGenerator;
import io.github.ossec4j.fixtures.SyscheckGenerator;
import io.github.ossec4j.fixtures.TestHome;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.model.RawText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(OssecHomeExtension.class)
class HumanCommandsTest {
    static void oddNames(OssecHomeFixture home) {
        home.agent(
                "web-01",
                agent -> agent.syscheck(files -> files.seen("/etc/\u001b[31mred", FileState.containing("a"))
                        .seen(
                                RawText.of("/srv/f\u00fcr".getBytes(StandardCharsets.ISO_8859_1)),
                                FileState.containing("b"))));
    }

    static void brokenKeys(OssecHomeFixture home) {
        home.agent("web-01").keysLine("one").keysLine("two").keysLine("three").keysLine("four");
    }

    private static String[] words(OssecHome home, String... words) {
        return joined(new String[] {"--home", home.root().toString()}, words);
    }

    private static String[] joined(String[] first, String... second) {
        return Stream.concat(Stream.of(first), Stream.of(second)).toArray(String[]::new);
    }

    @Test
    void optionsMayStandBeforeAndBehindTheCommand() {
        Run before = Run.of("--sample", "--now", "1700000000", "agents");
        Run behind = Run.of("agents", "--sample", "--now", "1700000000");
        assertThat(behind).isEqualTo(before);
        assertThat(before.status()).isZero();
        assertThat(before.out()).contains("web-01.example.org");
    }

    @Test
    void sampleIsNeverASubstituteForAMissingHome(@TempDir Path directory) {
        Run run = Run.with()
                .environment(Map.of("OSSEC_HOME", directory.resolve("none").toString()))
                .run("agents");
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("none: there is no such directory").contains("--sample");
    }

    @Test
    void homeOfTheEnvironmentIsUsed(OssecHome home) {
        Run run = Run.with()
                .environment(Map.of("OSSEC_HOME", home.root().toString()))
                .run("agents", "--manager-name", "hq");
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("hq");
    }

    @Test
    void fileIsNoHome(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        Run run = Run.of("--home", file.toString(), "agents");
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).isEqualTo("ossec: " + file + ": this is not an OSSEC home, it is not a directory\n");
    }

    @Test
    void directoryWithoutAnythingOfOssecIsNoHome(@TempDir Path directory) throws IOException {
        Files.createDirectories(directory.resolve("etc"));
        Files.createDirectories(directory.resolve("var/run"));
        Run run = Run.of("--home", directory.toString(), "agents");
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("ossec: " + directory + ": this is not an OSSEC home")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agents --colour",
                "agent",
                "stats yesterday",
                "stats --hourly --weekly",
                "agents --flavor vanilla",
                "agents --zone Nowhere",
                "--home /tmp --sample agents",
                "request GET /agents -d status",
                "nonsense",
                ""
            })
    void badUsageIsToldAndEndsWithTwo(String line) {
        Run run = Run.of(joined(new String[] {"--sample"}, line.split(" ", -1)));
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("ossec: ").contains("--help").doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"agent 77", "files 77", "changes 77", "policy 77", "stats 1999-01-01", "agent one"})
    void errorsOfTheApiEndWithOne(String line) {
        Run run = Run.of(joined(new String[] {"--sample"}, line.split(" ", -1)));
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).startsWith("ossec: ").hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "agents --zone Nowhere|'Nowhere' is not a time zone: UTC, an offset such as +02:00, or a name",
                "agents --zone berlin|do you mean Europe/Berlin?",
                "agents --now soon|'soon' is not a number of seconds from 1970",
                "agent add x|'x' is not a name for an agent: 2 to 128 letters, digits, hyphens",
                "agent add web-01.example.org|an agent is called 'web-01.example.org' already",
                "agent add new-01 --address 300.1.1.1|'300.1.1.1' is not an address for an agent: any, an address, or",
                "agent add new-01 --address 192.0.2.11|another agent has the address 192.0.2.11",
                "agent add|needs a name or --from FILE",
                "help agent ad|ossec agent has no command 'ad'; it has add, remove",
                "changes 001 --file /etc/*.conf|it is not a glob or a regular expression",
                "changes 001 --file nothing|no path in the database matches 'nothing'"
            })
    void messagesStateTheRule(String line, String rule) {
        assertThat(Run.of(joined(new String[] {"--sample"}, line.split(" "))).err())
                .startsWith("ossec: ")
                .contains(rule);
    }

    @Test
    void helpKnowsSubcommands() {
        Run help = Run.of("help", "agent", "add");
        assertThat(help.status()).isZero();
        assertThat(help).isEqualTo(Run.of("agent", "add", "--help"));
        assertThat(help.out()).startsWith("Usage: ossec agent add ");
        assertThat(Run.of("help", "agent", "ad").status()).isEqualTo(ExitStatus.USAGE);
        assertThat(Run.of("help")).isEqualTo(Run.of("--help"));
    }

    @Test
    void verboseTellsWhereAFailureComesFrom() {
        assertThat(Run.of("--sample", "--verbose", "agent", "77").err()).contains("\tat ");
    }

    @Test
    void tracesCannotGiveOrdersToTheTerminal() {
        String name = "no\u001b[31mhome\nossec: fine";
        Run run = Run.of("--home", "/" + name, "--verbose", "agents");
        assertThat(run.err())
                .contains("\tat ", "Exception: /no\\u001b[31mhome\\nossec: fine")
                .doesNotContain("\u001b", "\nossec: fine");

        var entry = new LogRecord(Level.WARNING, "warned");
        var failure = new IllegalStateException(name, new IOException(name));
        failure.addSuppressed(new IllegalArgumentException(name));
        failure.getSuppressed()[0].initCause(failure);
        entry.setThrown(failure);
        LogSettings.verbose(true);
        try {
            assertThat(new LogSettings.Line().format(entry))
                    .contains(
                            "java.lang.IllegalStateException: no\\u001b",
                            "Caused by: java.io.IOException: no\\u001b",
                            "Suppressed: java.lang.IllegalArgumentException: no\\u001b")
                    .doesNotContain("\u001b", "\nossec: fine");
        } finally {
            LogSettings.verbose(false);
        }
    }

    @Test
    void namesCannotGiveOrdersToTheTerminal(@TestHome("oddNames") OssecHome home) {
        Run run = Run.with().terminals().run(words(home, "files", "1", "--color", "never"));
        assertThat(run.out()).contains("/etc/\\u001b[31mred").doesNotContain("\u001b");
    }

    @Test
    void bytesThatAreNoTextAreShownAndKeptInJson(@TestHome("oddNames") OssecHome home) {
        assertThat(Run.of(words(home, "files", "1")).out()).contains("/srv/f\uFFFDr");
        assertThat(Run.of(words(home, "files", "1", "--json")).out())
                .contains("\"path\":\"/srv/f\uFFFDr\",\"pathBase64\":\"L3Nydi9m/HI=\"")
                .endsWith("]\n");
    }

    @Test
    void colorIsForTerminals() {
        String[] words = {"--sample", "agents"};
        assertThat(Run.of(words).out()).doesNotContain("\u001b");
        assertThat(Run.with().terminals().run(words).out()).contains("\u001b[32mActive\u001b[0m");
        assertThat(Run.with()
                        .terminals()
                        .environment(Map.of("NO_COLOR", "1"))
                        .run(words)
                        .out())
                .doesNotContain("\u001b");
        assertThat(Run.of("--sample", "agents", "--color", "always").out()).contains("\u001b");
    }

    @Test
    void skippedLinesAreSummarizedOnStandardError(@TestHome("brokenKeys") OssecHome home) {
        Run run = Run.of(words(home, "agents"));
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("web-01");
        assertThat(run.err())
                .startsWith("ossec: skipped 4 malformed lines: ")
                .contains("client.keys:2: expected")
                .contains("--verbose")
                .hasLineCount(1);
        assertThat(Run.of(words(home, "agents", "--verbose")).err()).hasLineCount(5);
    }

    @Test
    void largeDatabaseShowsProgressWhereAPersonWaits(OssecHome home) throws IOException {
        SyscheckGenerator.of(40_000).writeTo(home.managerSyscheck());
        assertThat(Files.size(home.managerSyscheck())).isGreaterThan(Progress.LARGE_BYTES);
        RootcheckGenerator.of(60_000).writeTo(home.managerRootcheck());
        assertThat(Files.size(home.managerRootcheck())).isGreaterThan(Progress.LARGE_BYTES);
        for (String command : List.of("files", "changes", "policy")) {
            String bar =
                    Run.with().errorTerminal().run(words(home, command, "0")).err();
            assertThat(bar)
                    .as(command)
                    .containsPattern("\rReading +\\d+% \\[[=> ]*] +\\d+/\\d+ MiB")
                    .endsWith("\r" + " ".repeat(79) + "\r");
            Run both = Run.with().terminals().run(words(home, command, "0"));
            assertThat(both.err()).endsWith("\r" + " ".repeat(79) + "\r");
        }
        assertThat(Run.of(words(home, "files", "0")).err()).isEmpty();
    }

    @Test
    void readerThatHasSeenEnoughEndsTheCommandQuietly(OssecHome home) throws IOException {
        SyscheckGenerator.of(20_000).writeTo(home.managerSyscheck());
        for (List<String> command : List.of(
                List.of("files", "0"),
                List.of("changes", "0"),
                List.of("files", "0", "--json"),
                List.of("files", "0", "--jsonl"),
                List.of("files", "0", "--csv"),
                List.of("request", "GET", "/syscheck/000/files/changed"))) {
            Run run = Run.with().runWithOutputOf(70_000, words(home, command.toArray(String[]::new)));
            assertThat(run.err()).as(command.toString()).isEmpty();
            assertThat(run.status()).isZero();
        }
    }

    @Test
    void outputThatFailsIsReportedOnce(OssecHome home) throws IOException {
        SyscheckGenerator.of(20_000).writeTo(home.managerSyscheck());
        for (List<String> command : List.of(
                List.of("agents"),
                List.of("files", "0"),
                List.of("files", "0", "--json"),
                List.of("files", "0", "--jsonl"),
                List.of("files", "0", "--csv"),
                List.of("policy", "0", "--json"),
                List.of("help", "agent", "add"),
                List.of("generate-completion"),
                List.of("request", "GET", "/agents"),
                List.of("request", "GET", "/syscheck/000/files/changed"),
                List.of("batch"))) {
            Run run = Run.with()
                    .input("{\"method\":\"GET\",\"path\":\"/syscheck/000/files/changed\"}\n".repeat(2))
                    .runWithOutputOf(0, "No space left on device", words(home, command.toArray(String[]::new)));
            assertThat(run.err())
                    .as(command.toString())
                    .isEqualTo("ossec: standard output cannot be written: No space left on device\n");
            assertThat(run.status()).as(command.toString()).isEqualTo(ExitStatus.UNREADABLE);
        }
    }

    /** An interrupted thread cannot read a channel: the home fails under an answer that is half written. */
    @Test
    void homeThatFailsHalfWayIsReported(OssecHome home) throws IOException {
        SyscheckGenerator.of(20_000).writeTo(home.managerSyscheck());
        for (List<String> command : List.of(
                List.of("files", "0"),
                List.of("files", "0", "--json"),
                List.of("request", "GET", "/syscheck/000/files/changed"))) {
            OutputStream interrupting = new OutputStream() {
                @Override
                public void write(int b) {
                    Thread.currentThread().interrupt();
                }
            };
            Run run = Run.with().run(interrupting, words(home, command.toArray(String[]::new)));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(run.err())
                    .as(command.toString())
                    .startsWith("ossec: " + home.root())
                    .contains("cannot be read")
                    .hasLineCount(1);
            assertThat(run.status()).as(command.toString()).isEqualTo(ExitStatus.UNREADABLE);
        }
    }

    @Test
    void completionScriptIsGenerated() {
        assertThat(Run.of("generate-completion").out()).startsWith("#!").contains("--manager-name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"agents", "agent", "changes", "files", "policy", "stats", "config", "request", "batch"})
    void everyCommandHasHelp(String command) {
        Run run = Run.of(command, "--help");
        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("Usage: ossec " + command).contains("--home");
    }
}
