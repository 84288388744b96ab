package io.github.ossec4j.io.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.control.ConfigurationTest.Tester;
import io.github.ossec4j.model.AgentId;
import io.github.ossec4j.model.RawText;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URLClassLoader;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Agent control and the configuration test, with substitutes for the programs. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ControlToolsTest {
    private static final String TIME = "2026/11/22 05:50:18 ";

    @TempDir
    Path directory = Path.of("");

    @Test
    void ordersGoToTheSocket() throws IOException {
        OssecHome home = TempHome.in(directory).home();
        try (Receiver receiver = Receiver.at(directory.resolve("queue/alerts/ar"))) {
            AgentControl control = AgentControl.at(home);
            assertThat(control.restart(AgentId.of(1))).isEqualTo(AgentControl.Delivery.SOCKET);
            assertThat(receiver.receive())
                    .asString()
                    .isEqualTo("(msg_to_agent) [] NNS 001 restart-ossec0 - null (from_the_server) (no_rule_id)\0");
            control.runChecks(AgentId.of(1024));
            assertThat(receiver.receive()).asString().isEqualTo("(msg_to_agent) [] N!S 1024 syscheck restart\0");
            control.runChecksOnAll();
            assertThat(receiver.receive()).asString().isEqualTo("(msg_to_agent) [] A!N (null) syscheck restart\0");
        }
    }

    @Test
    void checksOfTheManagerAreAFile() throws IOException {
        OssecHome home = TempHome.in(directory).home();
        Path file = directory.resolve("var/run/.syscheck_run");
        for (int i = 0; i < 2; i++) {
            assertThat(AgentControl.at(home).runChecks(AgentId.MANAGER)).isEqualTo(AgentControl.Delivery.FILE);
            assertThat(file).hasContent("/var/run/.syscheck_run\n");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-r--r--");
        }
        try (Stream<Path> files = Files.list(home.runDirectory())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void checksOfTheManagerNeedItsDirectory() {
        assertThatThrownBy(() -> AgentControl.at(OssecHome.at(directory)).runChecks(AgentId.MANAGER))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void withTheLibraryTheToolIsNotRun() throws IOException {
        OssecHome home = TempHome.in(directory)
                .with("agent_control", "echo run > called\n")
                .home();
        AgentControl control =
                AgentControl.at(home).withSocket(DaemonSocket.remoted(home).withWaitForDaemon(Duration.ZERO));
        assertThatThrownBy(() -> control.restart(AgentId.of(1))).isInstanceOf(DaemonUnreachableException.class);
        assertThat(directory.resolve("called")).doesNotExist();
    }

    @Test
    void withoutTheLibraryTheToolIsRun() throws Exception {
        TempHome.in(directory).with("agent_control", "echo \"$@\" >> called\n");
        assertThat(restartWithoutLibrary()).isEqualTo("TOOL");
        assertThat(callWithoutLibrary("runChecksOnAll")).isEqualTo("TOOL");
        assertThat(directory.resolve("called")).hasContent("-R 001\n-r -a\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Queue ''/queue/alerts/ar'' not accessible: ''Queue not found''. | MISSING",
                "Queue ''/queue/alerts/ar'' not accessible: ''Connection refused''. | NOBODY_LISTENS",
                "Error communicating with remoted queue (-6). | REFUSED",
                "something else | TOOL_FAILED"
            })
    void failureOfTheToolIsTyped(String error, String reason) throws Exception {
        TempHome.in(directory).with("agent_control", "cat >&2 <<X\n" + error + "\nX\nexit 1\n");
        Throwable failure = catchThrowableOfType(InvocationTargetException.class, this::restartWithoutLibrary)
                .getTargetException();
        assertThat(failure.getClass().getMethod("reason").invoke(failure)).hasToString(reason);
    }

    @Test
    void withNeitherLibraryNorToolTheErrorSaysWhatToAdd() throws Exception {
        TempHome.in(directory);
        Throwable failure = catchThrowableOfType(InvocationTargetException.class, this::restartWithoutLibrary)
                .getTargetException();
        assertThat(failure)
                .hasMessageContaining("add com.kohlschutter.junixsocket:junixsocket-common")
                .hasMessageEndingWith("there is no bin/agent_control to run instead");
    }

    @Test
    void soundConfigurationPasses() throws IOException {
        ConfigurationTest.Result result = logtest("[ \"$*\" = -t ] && [ \"$(pwd -P)\" = \"" + directory.toRealPath()
                        + "\" ] || exit 9\necho '" + TIME + "ossec-testrule: INFO: Reading local decoder file.' >&2\n")
                .run();
        assertThat(result.isPassed()).isTrue();
        assertThat(result.tester()).isEqualTo(Tester.OSSEC_LOGTEST);
        assertThat(result.exitStatus()).hasValue(0);
        assertThat(result.messages())
                .containsExactly(RawText.of(TIME + "ossec-testrule: INFO: Reading local decoder file."));
    }

    @Test
    void unknownElementFailsThoughNoLineHoldsTheWordThatTheRestApiLooksFor() throws IOException {
        ConfigurationTest.Result result = logtest("echo '" + TIME
                        + "ossec-testrule(1230): ERROR: Invalid element in the configuration: x.' >&2\nexit 1\n")
                .run();
        assertThat(result.isPassed()).isFalse();
        assertThat(result.messages().toString()).doesNotContain("Error");
    }

    @Test
    void errorLineFailsThoughTheStatusIsZero() throws IOException {
        assertThat(logtest("echo '" + TIME + "ossec-testrule(1235): ERROR: Invalid value.' >&2\n")
                        .run()
                        .isPassed())
                .isFalse();
    }

    @Test
    void statusFailsWithoutAnyLine() throws IOException {
        ConfigurationTest.Result result = logtest("exit 1\n").run();
        assertThat(result.isPassed()).isFalse();
        assertThat(result.messages()).isEmpty();
    }

    @Test
    void messagesKeepTheirBytes() throws IOException {
        ConfigurationTest.Result result =
                logtest("printf 'a\\377b\\n\\nlast' >&2\nexit 1\n").run();
        assertThat(result.messages())
                .containsExactly(RawText.of(new byte[] {'a', (byte) 0xFF, 'b'}), RawText.EMPTY, RawText.of("last"));
    }

    @Test
    void programThatMayNotBeRunIsReported() throws IOException {
        ConfigurationTest test = logtest("");
        assertThat(directory.resolve("bin/ossec-logtest").toFile().setExecutable(false))
                .isTrue();
        assertThatThrownBy(test::run).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void hangingProgramIsKilled() throws IOException {
        ConfigurationTest test = logtest("sleep 1000\n").withTimeout(Duration.ofMillis(300));
        assertThatThrownBy(test::run).isInstanceOf(CommandTimeoutException.class);
    }

    @Test
    void withoutTheProgramOurOwnCheckTests() throws IOException {
        OssecHome home = TempHome.in(directory).home();
        Files.writeString(
                home.configuration(), "<ossec_config>\n<global><nonsense>1</nonsense></global></ossec_config>");
        ConfigurationTest.Result result = ConfigurationTest.at(home).run();
        assertThat(result.tester()).isEqualTo(Tester.OSSEC4J);
        assertThat(result.isPassed()).isFalse();
        assertThat(result.exitStatus()).isEmpty();
        assertThat(result.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.lineNumber()).isEqualTo(2));
        assertThat(result.messages())
                .containsExactly(RawText.of("ossec4j(1230): ERROR: Invalid element in the configuration: 'nonsense'."));

        Files.writeString(home.configuration(), "<ossec_config><global><logall>yes</logall></global></ossec_config>");
        assertThat(ConfigurationTest.at(home).run().isPassed()).isTrue();
    }

    @Test
    void missingConfigurationFailsInOurOwnCheck() throws IOException {
        ConfigurationTest.Result result =
                ConfigurationTest.at(TempHome.in(directory).home()).run();
        assertThat(result.isPassed()).isFalse();
        assertThat(result.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).endsWith("not found. (line 0)."));
    }

    private ConfigurationTest logtest(String script) throws IOException {
        return ConfigurationTest.at(
                TempHome.in(directory).with("ossec-logtest", script).home());
    }

    private String restartWithoutLibrary() throws Exception {
        return callWithoutLibrary("restart");
    }

    private String callWithoutLibrary(String method) throws Exception {
        try (URLClassLoader loader = DaemonSocketTest.withoutLibrary("junixsocket")) {
            Object home = loader.loadClass(OssecHome.class.getName())
                    .getMethod("at", Path.class)
                    .invoke(null, directory);
            Class<?> type = loader.loadClass(AgentControl.class.getName());
            Object control = type.getMethod("at", home.getClass()).invoke(null, home);
            if (method.equals("runChecksOnAll")) {
                return String.valueOf(type.getMethod(method).invoke(control));
            }
            Class<?> id = loader.loadClass(AgentId.class.getName());
            Object agent = id.getMethod("of", int.class).invoke(null, 1);
            return String.valueOf(type.getMethod(method, id).invoke(control, agent));
        }
    }
}
