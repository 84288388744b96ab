package io.github.ossec4j.io.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.manager.Daemon;
import io.github.ossec4j.model.manager.DaemonStatus;
import io.github.ossec4j.model.manager.DaemonStatus.State;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class OssecControlTest {
    private static final Path RECORDING =
            Path.of("src/test/resources/golden/control/ossec-4.3/ossec-control-status.json");

    private static final String USAGE = """
            if [ "$1" = -j ]; then
              printf '\\nUsage: ${OSSEC_HOME}/bin/ossec-control {start|stop|reload|restart|status|enable|disable}\\n'
              exit 1
            fi
            echo "$@" >> calls
            """;

    @TempDir
    Path directory = Path.of("");

    @Test
    void readsTheJsonOfStatus() throws IOException {
        ControlOutcome outcome = control(json(
                        "status",
                        "{\"error\":0,\"data\":[{\"daemon\":\"ossec-monitord\",\"status\":\"running\"},"
                                + "{\"daemon\":\"ossec-maild\",\"status\":\"stopped\"}]}",
                        1))
                .status();
        assertThat(outcome.isJson()).isTrue();
        assertThat(outcome.daemons())
                .containsExactly(
                        new DaemonStatus(Daemon.MONITORD, State.RUNNING),
                        new DaemonStatus(Daemon.MAILD, State.STOPPED));
        assertThat(outcome.exitStatus()).isEqualTo(1);
        assertThat(outcome.isSuccess()).isTrue();
    }

    @Test
    void readsTheJsonOfStop() throws IOException {
        ControlOutcome outcome = control(json(
                        "stop",
                        "{\"error\":0,\"data\":[{\"daemon\":\"ossec-remoted\",\"status\":\"killed\"},"
                                + "{\"daemon\":\"ossec-maild\",\"status\":\"stopped\"}]}",
                        0))
                .stop();
        assertThat(outcome.daemons())
                .containsExactly(
                        new DaemonStatus(Daemon.REMOTED, State.KILLED), new DaemonStatus(Daemon.MAILD, State.STOPPED));
    }

    @Test
    void failingDaemonIsAStateThoughTheListBreaksOff() throws IOException {
        ControlOutcome outcome = control(json(
                        "start",
                        "{\"error\":0,\"data\":[{\"daemon\":\"ossec-maild\",\"status\":\"running\"},"
                                + "{\"daemon\":\"ossec-execd\",\"status\":\"running\"},"
                                + "{\"daemon\":\"ossec-analysisd\",\"status\":\"error\"}",
                        1))
                .start();
        assertThat(outcome.daemons())
                .containsExactly(
                        new DaemonStatus(Daemon.MAILD, State.RUNNING),
                        new DaemonStatus(Daemon.EXECD, State.RUNNING),
                        new DaemonStatus(Daemon.ANALYSISD, State.FAILED));
        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.isSuccess()).isFalse();
    }

    @Test
    void anyPartOfTheListGivesTheDaemonsInIt() throws IOException {
        String whole = "{\"error\":0,\"data\":[{\"daemon\":\"ossec-maild\",\"status\":\"running\"},"
                + "{\"daemon\":\"ossec-execd\",\"status\":\"running\"}]}";
        int second = whole.indexOf("},") + 2;
        for (int length = second; length < whole.length(); length++) {
            var printed = new CommandOutcome(1, RawText.of(whole.substring(0, length)));
            assertThat(ControlOutput.read(printed).daemons())
                    .as("first %d characters", length)
                    .startsWith(new DaemonStatus(Daemon.MAILD, State.RUNNING));
        }
    }

    @Test
    void otherFailuresKeepTheScriptsNumber() throws IOException {
        assertThat(control(json("start", "{\"error\":22,\"message\":\"disk is broken\"}", 1))
                        .start()
                        .failure())
                .hasValue(new ControlOutcome.Failure(ControlOutcome.Kind.OTHER, OptionalInt.of(22), "disk is broken"));
        assertThat(control(json("start", "{\"error\":\"x\",\"message\":\"disk is broken\"}", 1))
                        .start()
                        .failure())
                .hasValue(new ControlOutcome.Failure(ControlOutcome.Kind.OTHER, OptionalInt.empty(), "disk is broken"));
    }

    @Test
    void brokenConfigurationIsError21() throws IOException {
        ControlOutcome outcome = control(json(
                        "start",
                        "{\"error\":21,\"message\":\"OSSEC analysisd: Testing rules failed. Configuration error.\"}",
                        1))
                .start();
        assertThat(outcome.failure().orElseThrow().errorCode()).hasValue(21);
        assertThat(outcome.failure().orElseThrow().message())
                .isEqualTo("OSSEC analysisd: Testing rules failed. Configuration error.");
        assertThat(outcome.daemons()).isEmpty();
    }

    @Test
    void refusedConfigurationOfADaemonIsError20() throws IOException {
        ControlOutcome outcome = control(
                        json("start", "{\"error\":20,\"message\":\"ossec-maild: Configuration error.\"}", 1))
                .start();
        assertThat(outcome.failure())
                .contains(new ControlOutcome.Failure(
                        ControlOutcome.Kind.DAEMON_CONFIGURATION,
                        OptionalInt.of(20),
                        "ossec-maild: Configuration error."));
    }

    @Test
    void linesOfDaemonsAroundTheJsonAreMessages() throws IOException {
        ControlOutcome outcome = control(json(
                        "start",
                        "2026/11/22 ossec-maild: INFO: E-Mail notification disabled.\\n{\"error\":0,\"data\":"
                                + "[{\"daemon\":\"ossec-maild\",\"status\":\"running\"}]}",
                        0))
                .start();
        assertThat(outcome.daemons()).containsExactly(new DaemonStatus(Daemon.MAILD, State.RUNNING));
        assertThat(outcome.messages()).containsExactly("2026/11/22 ossec-maild: INFO: E-Mail notification disabled.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"running", "stopped", "stopped_without_email_line"})
    void statusOfOssec4IsReadAsRecorded(String state) throws IOException {
        String recorded = recorded(state);
        int exitStatus = state.equals("running") ? 0 : 1;
        ControlOutcome outcome = control(USAGE + "printf '" + recorded + "'\nexit " + exitStatus + "\n")
                .status();
        assertThat(outcome.isJson()).isFalse();
        assertThat(outcome.exitStatus()).isEqualTo(exitStatus);
        assertThat(outcome.daemons())
                .hasSize(recorded.split("\\.\\.\\.", -1).length - 1)
                .allMatch(daemon -> daemon.state() == (exitStatus == 0 ? State.RUNNING : State.STOPPED));
        assertThat(outcome.messages()).isEmpty();
        assertThat(Files.readAllLines(directory.resolve("calls"))).containsExactly("status");
    }

    @Test
    void plainRestartEndsInTheOrderOfStarting() throws IOException {
        ControlOutcome outcome = control(USAGE
                        + "echo 'Killing ossec-monitord .. '\necho 'Killing ossec-remoted .. '\n"
                        + "echo 'ossec-maild not running ..'\necho 'Stopping OSSEC HIDS'\n"
                        + "echo 'Started ossec-maild...'\necho 'ossec-remoted already running...'\n"
                        + "echo 'Started ossec-monitord...'\necho Completed.\n")
                .restart();
        assertThat(outcome.daemons())
                .containsExactly(
                        new DaemonStatus(Daemon.MAILD, State.RUNNING),
                        new DaemonStatus(Daemon.REMOTED, State.RUNNING),
                        new DaemonStatus(Daemon.MONITORD, State.RUNNING));
        assertThat(outcome.messages()).containsExactly("Stopping OSSEC HIDS", "Completed.");
    }

    @Test
    void plainStopNamesWhatWasKilled() throws IOException {
        ControlOutcome outcome = control(USAGE + "echo 'Killing ossec-execd .. '\necho 'ossec-maild not running ..'\n")
                .stop();
        assertThat(outcome.daemons())
                .containsExactly(
                        new DaemonStatus(Daemon.EXECD, State.KILLED), new DaemonStatus(Daemon.MAILD, State.STOPPED));
    }

    @Test
    void plainFailuresAreTyped() throws IOException {
        ControlOutcome outcome = control(
                        USAGE + "echo 'Started ossec-maild...'\necho 'ossec-execd did not start correctly.'\nexit 1\n")
                .start();
        assertThat(outcome.daemons())
                .containsExactly(
                        new DaemonStatus(Daemon.MAILD, State.RUNNING), new DaemonStatus(Daemon.EXECD, State.FAILED));

        outcome = control(USAGE + "echo 'ossec-remoted: Configuration error. Exiting'\nexit 1\n")
                .start();
        assertThat(outcome.failure().orElseThrow().kind()).isEqualTo(ControlOutcome.Kind.DAEMON_CONFIGURATION);
        assertThat(outcome.daemons()).containsExactly(new DaemonStatus(Daemon.REMOTED, State.FAILED));

        outcome = control(
                        USAGE + "echo 'OSSEC analysisd: Testing rules failed. Configuration error. Exiting.'\nexit 1\n")
                .start();
        assertThat(outcome.failure().orElseThrow().kind()).isEqualTo(ControlOutcome.Kind.CONFIGURATION_TEST);
    }

    @Test
    void hangingScriptIsKilledAtTheTimeout() throws IOException {
        OssecControl control = control("echo begun\nsleep 1000 &\nwait\n").withTimeout(Duration.ofMillis(300));
        assertThatThrownBy(control::status)
                .isInstanceOf(CommandTimeoutException.class)
                .hasMessageEndingWith("bin/ossec-control did not end within 300 ms and was killed");
    }

    @Test
    void megabytesOfOutputAreBounded() throws IOException {
        ControlOutcome outcome = control(
                        USAGE + "echo 'ossec-execd is running...'\nhead -c 5000000 /dev/zero | tr '\\0' x\n")
                .status();
        assertThat(outcome.daemons()).containsExactly(new DaemonStatus(Daemon.EXECD, State.RUNNING));
    }

    @Test
    void homeWithoutScriptIsReported() {
        assertThatThrownBy(() -> OssecControl.at(OssecHome.at(directory)).status())
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void scriptThatMayNotBeRunIsReported() throws IOException {
        Path script = TempHome.in(directory).with("ossec-control", "").root().resolve("bin/ossec-control");
        assertThat(script.toFile().setExecutable(false)).isTrue();
        assertThatThrownBy(() -> OssecControl.at(OssecHome.at(directory)).status())
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void realInstallationTellsItsStatus() throws IOException {
        String home = System.getenv("OSSEC_TEST_HOME");
        assumeThat(home).as("OSSEC_TEST_HOME names no installation").isNotNull();
        ControlOutcome outcome = OssecControl.at(OssecHome.at(Path.of(home))).status();
        assertThat(outcome.daemons()).extracting(DaemonStatus::daemon).contains(Daemon.ANALYSISD, Daemon.REMOTED);
        assertThat(outcome.daemons()).extracting(DaemonStatus::state).isSubsetOf(List.of(State.RUNNING, State.STOPPED));
    }

    private OssecControl control(String script) throws IOException {
        return OssecControl.at(
                TempHome.in(directory).with("ossec-control", script).home());
    }

    private static String json(String action, String output, int exitStatus) {
        return "[ \"$*\" = '-j " + action + "' ] || exit 99\nprintf '" + output + "'\nexit " + exitStatus + "\n";
    }

    private static String recorded(String state) throws IOException {
        Matcher matcher = Pattern.compile("\"" + state + "\": \\{.*?\"stdout\": \"([^\"]*)\"", Pattern.DOTALL)
                .matcher(Files.readString(RECORDING));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
