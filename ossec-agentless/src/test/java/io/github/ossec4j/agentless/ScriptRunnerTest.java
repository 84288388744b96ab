package io.github.ossec4j.agentless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.conf.AgentlessEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(60)
class ScriptRunnerTest {
    private static final AgentlessCheck CHECK = AgentlessCheck.of(AgentlessEntry.of("check", "host"));
    private static final ScriptLimits LIMITS =
            ScriptLimits.DEFAULT.withGrace(Duration.ofMillis(200)).withTimeout(Duration.ofSeconds(30));

    @TempDir
    Path home;

    private final List<AgentlessEvent> events = new ArrayList<>();

    @BeforeEach
    void makesDirectory() throws IOException {
        Files.createDirectories(home.resolve("agentless"));
    }

    private void script(String... lines) throws IOException {
        Path script = home.resolve("agentless/check");
        Files.writeString(script, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private AgentlessOutcome run(ScriptLimits limits) throws IOException, InterruptedException {
        return ScriptRunner.at(home, limits, Map.of("EXTRA", "1")).run(CHECK, StoreReading.DAEMON, events::add);
    }

    @ParameterizedTest
    @CsvSource({"/usr/bin/env expect, expect", "/no/such/expect -f, /no/such/expect", "/usr/bin/env -S A=1 perl, perl"})
    void missingInterpreterIsNamed(String line, String name) throws Exception {
        Path script = home.resolve("agentless/ssh_generic_diff");
        Files.writeString(script, "#!" + line + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        var runner = ScriptRunner.at(home, LIMITS, Map.of("PATH", home.toString()));
        var check = AgentlessCheck.of(AgentlessEntry.of("ssh_generic_diff", "host"));
        for (AgentlessOutcome outcome :
                List.of(runner.test("ssh_generic_diff"), runner.run(check, StoreReading.DAEMON, events::add))) {
            assertThat(outcome.message())
                    .contains(script + " needs " + name + ", which is not installed; ", "--method ssh");
        }
    }

    @Test
    void commandMissingInAScriptIsNotItsInterpreter() throws Exception {
        script("exit 127");
        assertThat(run(LIMITS)).isEqualTo(new AgentlessOutcome.Finished(127));
    }

    /** The JDK would put a question mark in its place. */
    @Test
    void argumentThatTheLocaleCannotExpressIsRefused() throws Exception {
        script("echo INFO: $*");
        AgentlessOutcome outcome = ScriptRunner.at(home, LIMITS, Map.of())
                .run(CHECK.withArguments(List.of("\uDCE4")), StoreReading.DAEMON, events::add);
        assertThat(outcome.message()).contains("could not be started", "LC_ALL");
        assertThat(events).isEmpty();
    }

    private List<String> infos() {
        return events.stream()
                .filter(AgentlessEvent.Info.class::isInstance)
                .map(event -> ((AgentlessEvent.Info) event).text().display())
                .toList();
    }

    /** The children write their number to a file; a zombie has ended, even where nobody collects it. */
    private void assertThatChildrenHaveEnded() throws IOException {
        for (String pid : Files.readAllLines(home.resolve("pids"))) {
            Path status = Path.of("/proc", pid, "stat");
            assertThat(!Files.exists(status) || Files.readString(status).contains(") Z "))
                    .as("process %s has ended", pid)
                    .isTrue();
        }
    }

    @Test
    void exitCodeIsReported() throws Exception {
        script("exit 3");
        assertThat(run(LIMITS)).isEqualTo(new AgentlessOutcome.Finished(3));
    }

    @Test
    void signalIsReported() throws Exception {
        script("kill -KILL $$");
        assertThat(run(LIMITS)).isEqualTo(new AgentlessOutcome.Killed(9));
    }

    @Test
    void environmentIsMinimalAndDirectoryIsTheHome() throws Exception {
        script("echo INFO: $(env | cut -d= -f1 | sort)", "echo INFO: $PATH", "echo INFO: $(pwd -P)");
        run(LIMITS);
        assertThat(List.of(infos().get(0).split(" ")))
                .contains("EXTRA", "LC_ALL", "OSSEC4J_RUN", "PATH")
                .isSubsetOf(
                        "EXTRA",
                        "LC_ALL",
                        "OSSEC4J_RUN",
                        "PATH",
                        "HOME",
                        "USER",
                        "LOGNAME",
                        "PWD",
                        "OLDPWD",
                        "_",
                        "SHLVL");
        assertThat(infos().get(1)).isEqualTo("/sbin:/bin:/usr/sbin:/usr/bin");
        assertThat(infos().get(2)).isEqualTo(home.toRealPath().toString());
    }

    @Test
    void inputIsEmpty() throws Exception {
        script("read line && echo \"INFO: $line\"", "echo INFO: end");
        assertThat(run(LIMITS)).isEqualTo(new AgentlessOutcome.Finished(0));
        assertThat(infos()).containsExactly("end");
    }

    /** Repeated, because it guards against a race between the script's end and the start of the reading. */
    @Test
    void outputOfAChildIsReadAfterTheScriptHasEnded() throws Exception {
        script("( while kill -0 $$ 2>/dev/null; do sleep 0.01; done; echo INFO: late ) &", "echo INFO: early");
        for (int round = Boolean.getBoolean("ossec4j.thorough") ? 20 : 2; round > 0; round--) {
            events.clear();
            assertThat(run(LIMITS)).isEqualTo(new AgentlessOutcome.Finished(0));
            assertThat(infos()).containsExactly("early", "late");
        }
    }

    @Test
    void timeoutEndsTheWholeTree() throws Exception {
        script(
                "echo $$ >> pids",
                "( echo $(exec sh -c 'echo $PPID') >> pids; sleep 300 ) &",
                "sh -c 'echo $$ >> pids; trap \"\" TERM; while :; do echo INFO: alive; sleep 0.05; done'");
        ScriptLimits limits = LIMITS.withTimeout(Duration.ofSeconds(1));
        assertThat(run(limits)).isEqualTo(new AgentlessOutcome.TimedOut(limits.timeout()));
        assertThat(infos()).contains("alive");
        assertThatChildrenHaveEnded();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void childThatHoldsThePipeAfterTheScriptHasEndedIsEndedToo() throws Exception {
        script("sh -c 'echo $$ >> pids; exec sleep 300' &", "echo INFO: done");
        ScriptLimits limits = LIMITS.withIdleTimeout(Duration.ofMillis(700));
        assertThat(run(limits)).isEqualTo(new AgentlessOutcome.Idle(limits.idleTimeout()));
        assertThat(infos()).containsExactly("done");
        assertThatChildrenHaveEnded();
    }

    @Test
    void outputIsBounded() throws Exception {
        script("exec yes x");
        assertThat(run(LIMITS.withMaxOutputBytes(100_000))).isEqualTo(new AgentlessOutcome.OutputTooLong(100_000));
    }

    @Test
    void linesAreBounded() throws Exception {
        script("head -c 100000 /dev/zero | tr '\\0' x", "echo");
        assertThat(run(LIMITS.withMaxLineBytes(5000))).isEqualTo(new AgentlessOutcome.OutputTooLong(5000));
        assertThat(run(LIMITS)).isEqualTo(new AgentlessOutcome.Finished(0));
    }

    @Test
    void errorEndsTheScriptAndItsChildren() throws Exception {
        script("echo $$ >> pids", "echo ERROR: no", "echo INFO: never", "sleep 300");
        assertThat(run(LIMITS)).isEqualTo(new AgentlessOutcome.Failed(RawText.of("no")));
        assertThat(events).containsExactly(new AgentlessEvent.ErrorReport(RawText.of("no")));
        assertThatChildrenHaveEnded();
    }

    @Test
    void scriptMayEndByItselfAfterAnError() throws Exception {
        script("echo ERROR: no", "echo done > done");
        run(LIMITS.withGrace(Duration.ofSeconds(20)));
        assertThat(home.resolve("done")).exists();
    }

    @Test
    void missingScriptCannotBeStarted() throws Exception {
        assertThat(run(LIMITS)).isInstanceOf(AgentlessOutcome.CouldNotStart.class);
    }

    @Test
    void fileThatIsNotExecutableCannotBeStarted() throws Exception {
        script("exit 0");
        Files.setPosixFilePermissions(home.resolve("agentless/check"), PosixFilePermissions.fromString("r--r-----"));
        assertThat(run(LIMITS)).isInstanceOf(AgentlessOutcome.CouldNotStart.class);
    }

    @Test
    void missingInterpreterCannotBeStarted() throws Exception {
        script("exit 0");
        Files.writeString(home.resolve("agentless/check"), "#!/no/such/interpreter\n");
        assertThat(run(LIMITS)).isInstanceOf(AgentlessOutcome.CouldNotStart.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../bin/sh", "a/b", "a\0b"})
    void nameThatLeavesTheDirectoryIsRefused(String type) {
        var runner = ScriptRunner.at(home, LIMITS, Map.of());
        assertThatIllegalArgumentException().isThrownBy(() -> runner.test(type));
    }

    @Test
    void testCallGivesTheExitCodeAndDropsTheOutput() throws Exception {
        script("echo ERROR: $@ > seen", "echo ERROR: dropped", "exit 4");
        assertThat(ScriptRunner.at(home, LIMITS, Map.of()).test("check")).isEqualTo(new AgentlessOutcome.Finished(4));
        assertThat(home.resolve("seen")).hasContent("ERROR: test test");
    }

    @Test
    void failingHandlerEndsTheScript() throws Exception {
        script("echo $$ >> pids", "echo INFO: x", "sleep 300");
        var runner = ScriptRunner.at(home, LIMITS, Map.of());
        assertThatIOException()
                .isThrownBy(() -> runner.run(CHECK, StoreReading.DAEMON, event -> {
                    throw new IOException("full");
                }))
                .withMessage("full");
        assertThatChildrenHaveEnded();
    }

    @Test
    void interruptEndsTheScript() throws Exception {
        script("echo $$ >> pids", "echo INFO: x", "sleep 300");
        var running = new CountDownLatch(1);
        var thrown = new AtomicReference<Throwable>();
        var thread = new Thread(() -> {
            try {
                ScriptRunner.at(home, LIMITS, Map.of()).run(CHECK, StoreReading.DAEMON, event -> running.countDown());
            } catch (IOException | InterruptedException e) {
                thrown.set(e);
            }
        });
        thread.start();
        assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
        thread.interrupt();
        thread.join();
        assertThatThrownBy(() -> {
                    throw thrown.get();
                })
                .isInstanceOf(InterruptedException.class);
        assertThatChildrenHaveEnded();
    }
}
