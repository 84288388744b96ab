package io.github.ossec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
