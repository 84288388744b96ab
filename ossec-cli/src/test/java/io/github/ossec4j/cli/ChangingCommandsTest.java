package io.github.ossec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChangingCommandsTest {
    @TempDir
    Path home;

    @BeforeEach
    void makeHome() throws IOException {
        for (String directory : new String[] {"etc", "queue/syscheck", "queue/rootcheck", "queue/rids", "var/run"}) {
            Files.createDirectories(home.resolve(directory));
        }
    }

    private Run run(String... words) {
        return run(Run.with(), words);
    }

    private Run run(Run.Setup setup, String... words) {
        return setup.run(Stream.concat(Stream.of("--home", home.toString()), Stream.of(words))
                .toArray(String[]::new));
    }

    @Test
    void agentsAreEnrolledAllOrNone() throws IOException {
        assertThat(run("agent", "add", "web-01", "web-02", "--address", "192.0.2.0/24")
                        .out())
                .isEqualTo("001 web-01\n002 web-02\n");
        Run refused = run("agent", "add", "db-01", "web-01");
        assertThat(refused.status()).isEqualTo(ExitStatus.ERROR_ANSWER);
        assertThat(Files.readString(home.resolve("etc/client.keys"))).doesNotContain("db-01");
    }

    @Test
    void agentsAreRemovedAllOrNone() throws IOException {
        run("agent", "add", "web-01", "web-02", "web-03");
        Run refused = run("agent", "remove", "001", "009", "--yes");
        assertThat(refused.status()).isEqualTo(ExitStatus.ERROR_ANSWER);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).contains("no agent 009");
        assertThat(Files.readString(home.resolve("etc/client.keys"))).contains("web-01");

        assertThat(run("agent", "remove", "003", "1", "001", "--yes").out())
                .isEqualTo("Agent 003 removed\nAgent 001 removed\n");
        assertThat(Files.readString(home.resolve("etc/client.keys")))
                .contains("web-02")
                .doesNotContain("web-01", "web-03");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"scan clear --all", "scan clear 001", "agent remove 001", "manager stop", "manager restart"})
    void whatCannotBeUndoneIsConfirmedOnATerminalOrWithYes(String line) throws IOException {
        run("agent", "add", "web-01");
        Path database = home.resolve("queue/syscheck/(web-01) any->syscheck");
        Files.writeString(database, "+++1:33188:0:0:xxx:xxx !1460000000 /etc/a\n");
        String keys = Files.readString(home.resolve("etc/client.keys"));
        String[] words = line.split(" ");

        Run unasked = run(Run.with().terminals().input("y\n"), words);
        assertThat(unasked.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(unasked.err())
                .startsWith("ossec: " + line.replaceFirst(" [-0].*", "") + " cannot be undone")
                .contains("--yes");
        assertThat(run(Run.with().typed("y\n"), words).status())
                .as("nobody sees the question")
                .isEqualTo(ExitStatus.USAGE);
        Run declined = run(Run.with().typed("n\n").errorTerminal(), words);
        assertThat(declined.status()).isEqualTo(ExitStatus.ERROR_ANSWER);
        assertThat(declined.err()).endsWith(" [y/N] ossec: nothing was changed\n");
        assertThat(database).isNotEmptyFile();
        assertThat(home.resolve("etc/client.keys")).hasContent(keys);
    }

    @Test
    void confirmedChangesAreMade() throws IOException {
        run("agent", "add", "web-01");
        Path database = home.resolve("queue/syscheck/(web-01) any->syscheck");
        Files.writeString(database, "+++1:33188:0:0:xxx:xxx !1460000000 /etc/a\n");
        Run clear = run(Run.with().typed("y\n").terminals(), "scan", "clear", "001");
        assertThat(clear.status()).isZero();
        assertThat(database).isEmptyFile();
        assertThat(run("agent", "remove", "001", "--yes").status()).isZero();
    }

    @Test
    void agentsOfAFileAreEnrolledAllOrNone(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(
                directory.resolve("agents"), "# name address\n\nweb-01 192.0.2.1\r\n  db-01\t192.0.2.0/24\nmail-01\n");
        assertThat(run("agent", "add", "--from", file.toString(), "--address", "198.51.100.0/24")
                        .out())
                .isEqualTo("001 web-01\n002 db-01\n003 mail-01\n");
        assertThat(Files.readString(home.resolve("etc/client.keys")))
                .contains("001 web-01 192.0.2.1 ", "002 db-01 192.0.2.0/24 ", "003 mail-01 198.51.100.0/24 ");
        assertThat(run(Run.with().input("more-01\nmore-02\n"), "agent", "add", "first-01", "--from", "-")
                        .out())
                .isEqualTo("004 first-01\n005 more-01\n006 more-02\n");
    }

    @Test
    void missingFileIsReported() {
        Run run = run("agent", "add", "--from", home.resolve("none").toString());
        assertThat(run.err()).isEqualTo("ossec: " + home.resolve("none") + ": there is no such file\n");
        assertThat(run.status()).isEqualTo(ExitStatus.UNREADABLE);
    }

    @Test
    void questionsNameTheFirstOfMany() {
        String[] names = IntStream.range(10, 30).mapToObj(i -> "pc-" + i).toArray(String[]::new);
        run(Stream.concat(Stream.of("agent", "add"), Stream.of(names)).toArray(String[]::new));
        Run declined = run(
                Run.with().typed("n\n").errorTerminal(),
                Stream.concat(Stream.of("agent", "remove"), Stream.of(names)).toArray(String[]::new));
        assertThat(declined.err())
                .startsWith("Remove agents 001 (pc-10), 002 (pc-11), ")
                .contains("008 (pc-17) and 12 more and what is known");
    }

    @Test
    void clearingAllDoesNotNeedTheListOfAgents() throws IOException {
        Files.createDirectory(home.resolve("etc/client.keys"));
        assertThat(run("scan", "clear", "--all", "--yes").status()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "new-01;x;new-02|standard input:2: 'x' is not a name for an agent",
                "new-01 1.2.3.4 5|standard input:1: expected a name and an address at most",
                "new-01;;new-02 300.1.1.1|standard input:3: '300.1.1.1' is not an address",
                "new-01;#;new-01|standard input:3: 'new-01' is given twice, also in line 1",
                "new-01;old-01|standard input:2: an agent is called 'old-01' already"
            })
    void errorsInAFileHaveTheirLine(String lines, String message) throws IOException {
        run("agent", "add", "old-01");
        Run refused = run(Run.with().input(lines.replace(';', '\n')), "agent", "add", "--from", "-");
        assertThat(refused.status()).isEqualTo(ExitStatus.ERROR_ANSWER);
        assertThat(refused.err()).startsWith("ossec: " + message);
        assertThat(Files.readString(home.resolve("etc/client.keys"))).doesNotContain("new-0");
    }

    @Test
    void statusIsOneIfADaemonThatShouldRunDoesNot(@TempDir Path directory) throws IOException {
        assumeThat(Path.of("/proc/self/stat"))
                .as("needs the processes of Linux")
                .exists();
        Files.writeString(home.resolve("etc/ossec.conf"), "<ossec_config><global/></ossec_config>\n");
        assertThat(run("manager", "status").status()).isEqualTo(ExitStatus.ERROR_ANSWER);
        var daemons = new ArrayList<Process>();
        try {
            for (String name : List.of("monitord", "logcollector", "syscheckd", "analysisd", "execd")) {
                Path program = Files.copy(Path.of("/bin/sleep"), directory.resolve("ossec-" + name));
                Process daemon = new ProcessBuilder(program.toString(), "100").start();
                daemons.add(daemon);
                Path pid = home.resolve("var/run/ossec-" + name + "-" + daemon.pid() + ".pid");
                Files.writeString(pid, daemon.pid() + "\n");
            }
            Run status = run("manager", "status");
            assertThat(status.out())
                    .contains("running", "stopped, not configured")
                    .doesNotContain("stopped\n");
            assertThat(status.status()).isZero();
            assertThat(run("manager", "status", "--json").out())
                    .contains("{\"daemon\":\"ossec-maild\",\"state\":\"stopped\",\"expected\":false}");
            Files.writeString(
                    home.resolve("etc/ossec.conf"),
                    "<ossec_config><global><email_notification>yes</email_notification></global></ossec_config>\n");
            assertThat(run("manager", "status").status()).isEqualTo(ExitStatus.ERROR_ANSWER);
        } finally {
            daemons.forEach(Process::destroyForcibly);
        }
    }

    @Test
    void chatterOfTheTestIsForVerboseRuns() throws IOException {
        Path program = Files.createDirectories(home.resolve("bin")).resolve("ossec-logtest");
        Files.writeString(
                program,
                "#!/bin/sh\n{ echo '2023/11/14 ossec-testrule: INFO: Reading decoders.'; echo '2023/11/14 a: WARN: odd'; } >&2\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(run("manager", "test").out()).isEqualTo("2023/11/14 a: WARN: odd\nThe configuration is accepted\n");
        assertThat(run("manager", "test", "--verbose").out()).contains("INFO: Reading decoders.");
    }

    @Test
    void anInterruptedRemovalIsFinished() throws IOException {
        assertThat(run("agent", "tidy").out()).isEqualTo("Nothing was left\n");
        Files.writeString(home.resolve("etc/client.keys"), "001 #*#*#*#*#*#*#*#*#*#*#\n");
        Files.writeString(home.resolve("etc/.client.keys.removing"), "001 web-01 any -\n");
        Path database = Files.createFile(home.resolve("queue/syscheck/(web-01) any->syscheck"));

        assertThat(run("agent", "tidy").out()).isEqualTo("Files of removed agent web-01 deleted\n");
        assertThat(database).doesNotExist();
    }

    @Test
    void keyIsPrintedAndGoneAfterRemoval() {
        run("agent", "add", "web-01");
        assertThat(run("agent", "key", "001").out()).matches("[A-Za-z0-9+/]+=*\n");
        assertThat(run("agent", "remove", "001", "--yes").status()).isEqualTo(ExitStatus.ANSWERED);
        assertThat(run("agent", "key", "001").status()).isEqualTo(ExitStatus.ERROR_ANSWER);
    }

    @Test
    void withoutRemotedARestartIsAnErrorInOneSentence() {
        run("agent", "add", "web-01");
        Run restart = run("agent", "restart", "001");
        assertThat(restart.status()).isEqualTo(ExitStatus.ERROR_ANSWER);
        assertThat(restart.err()).contains("queue/alerts/ar");
    }

    @Test
    void clearingForgetsDatabases() throws IOException {
        run("agent", "add", "web-01");
        Path database = home.resolve("queue/syscheck/(web-01) any->syscheck");
        Files.writeString(database, "+++1:33188:0:0:xxx:xxx !1460000000 /etc/a\n");
        assertThat(run("scan", "clear", "001", "--syscheck", "--yes").status()).isEqualTo(ExitStatus.ANSWERED);
        assertThat(database).isEmptyFile();
        assertThat(run("scan", "clear").status()).isEqualTo(ExitStatus.USAGE);
    }

    @Test
    void managerIsToldWhatRunsAndWhatIsMissing() {
        assertThat(run("manager", "status").out()).contains("ossec-remoted", "stopped");
        assertThat(run("manager", "start").err()).contains("ossec-control");
        assertThat(run("manager", "test").status()).isEqualTo(ExitStatus.ERROR_ANSWER);
        assertThat(run("manager").status()).isEqualTo(ExitStatus.USAGE);
        assertThat(run("agent").status()).isEqualTo(ExitStatus.USAGE);
    }

    @Test
    void directoryThatIsNoHomeIsNotAnswered(@TempDir Path empty) {
        assertThat(Run.of("--home", empty.toString(), "agents").status()).isEqualTo(ExitStatus.UNREADABLE);
    }
}
