package io.github.ossec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Only the subcommands that are named are set up, without a visible difference. */
class SubcommandsTest {
    private static Terminal terminal(ByteArrayOutputStream out, StringWriter err) {
        return new Terminal(
                InputStream.nullInputStream(),
                Terminal.buffered(out),
                new PrintWriter(err),
                false,
                false,
                false,
                () -> 0,
                Map.of());
    }

    private static CommandLine commandLine(String... words) {
        return Ossec4jCli.commandLine(terminal(new ByteArrayOutputStream(), new StringWriter()), words);
    }

    private static Run whole(String... words) {
        var out = new ByteArrayOutputStream();
        var err = new StringWriter();
        CommandLine whole = Ossec4jCli.commandLine(terminal(out, err));
        int status = whole.execute(words);
        whole.getOut().flush();
        whole.getErr().flush();
        return new Run(status, out.toString(Terminal.CHARSET), err.toString());
    }

    @Test
    void whatIsNamedIsThere() {
        assertThat(commandLine("--sample", "agents").getSubcommands()).containsOnlyKeys("agents");
        assertThat(commandLine("agents", "agent", "001").getSubcommands()).containsOnlyKeys("agents", "agent");
        assertThat(commandLine("--version").getSubcommands()).isEmpty();
    }

    @Test
    void namesAreThoseOfTheHelp() {
        assertThat(commandLine().getSubcommands())
                .hasSize(23)
                .allSatisfy((name, subcommand) -> assertThat(subcommand
                                .getCommandSpec()
                                .userObject()
                                .getClass()
                                .getAnnotation(Command.class)
                                .name())
                        .isEqualTo(name));
    }

    @Test
    void eachIsInTheTableOfTheReadme() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("../README.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .map(row -> row.substring(0, row.indexOf('|', 1)))
                .toList();
        assertThat(commandLine().getSubcommands().keySet())
                .allSatisfy(name -> assertThat(rows).anyMatch(row -> row.matches(".*`" + name + "\\b.*")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "agnts",
                "polcy agents",
                "agents nonsense",
                "agents --jsn",
                "agents agents",
                "--nonsense agents",
                "--home agents",
                "--zone Mars agents",
                "--sample --home /x agents",
                "scan",
                "scan nonsense",
                "agent add",
                "agentless nonsense",
                "agentless check",
                "request",
                "-h",
                "-h agents",
                "--help agents",
                "--help=true agents",
                "-Vh agents",
                "-V agents",
                "-V",
                "--version",
                "--version agnts",
                "--version -h",
                "--version help",
                "agents -h",
                "agents --help",
                "help",
                "help agents",
                "help agent add",
                "help nonsense",
                "agents help",
                "generate-completion",
                "@/no/such/file agents"
            })
    void answersAreThoseOfTheWholeCommand(String line) {
        String[] words = line.isEmpty() ? new String[0] : line.split(" ");
        assertThat(Run.of(words)).isEqualTo(whole(words));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    scan            | scan needs a command: run or clear
                    manager         | manager needs a command: status, start, stop, restart or test
                    users           | users needs a command: add, list or remove
                    agentless       | agentless needs a command: run, check, diff or hosts
                    agentless hosts | hosts needs a command: add, list or remove""")
    void aGroupWithoutSubcommandNamesThem(String line, String message) {
        Run run = Run.of(line.split(" "));
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains(message);
    }
}
