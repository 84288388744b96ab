package io.github.ossec4j.io.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CommandTest {
    @TempDir
    Path directory = Path.of("");

    @Test
    void keepsOutputErrorsAndStatusApart() throws IOException {
        CommandOutcome outcome = sh("echo out; echo err >&2; exit 3").run();
        assertThat(outcome.output()).hasToString("out\n");
        assertThat(outcome.errors()).hasToString("err\n");
        assertThat(outcome.exitStatus()).hasValue(3);
        assertThat(outcome.isSuccess()).isFalse();
    }

    @Test
    void mergesErrorsIntoTheOutputInOrder() throws IOException {
        CommandOutcome outcome =
                sh("echo 1; echo 2 >&2; echo 3").withMergedErrors().run();
        assertThat(outcome.output()).hasToString("1\n2\n3\n");
        assertThat(outcome.errors().isEmpty()).isTrue();
    }

    @Test
    void wordsReachTheProgramAsTheyAre() throws IOException {
        CommandOutcome outcome = Command.of("/usr/bin/printf", "%s|", "a b", "$HOME", "`id`; rm", "*", "", "\"'")
                .run();
        assertThat(outcome.output()).hasToString("a b|$HOME|`id`; rm|*||\"'|");
    }

    @Test
    void environmentIsMinimal() throws IOException {
        assertThat(Command.of("/usr/bin/env")
                        .withVariable("X", "y")
                        .run()
                        .output()
                        .display()
                        .lines())
                .containsExactlyInAnyOrder("PATH=" + Command.DEFAULT_PATH, "LANG=C", "X=y");
    }

    @Test
    void runsInItsDirectoryWithoutInput() throws IOException {
        CommandOutcome outcome =
                sh("pwd -P; cat; echo end").withDirectory(directory).run();
        assertThat(outcome.output()).hasToString(directory.toRealPath() + "\nend\n");
    }

    @Test
    void outputOverTheLimitIsDroppedAndTheProgramEnds() throws IOException {
        CommandOutcome outcome = sh("head -c 20000000 /dev/zero; head -c 3000000 /dev/zero >&2; exit 4")
                .withOutputLimitBytes(1000)
                .run();
        assertThat(outcome.output().length()).isEqualTo(1000);
        assertThat(outcome.isOutputCut()).isTrue();
        assertThat(outcome.errors().length()).isEqualTo(1000);
        assertThat(outcome.isErrorsCut()).isTrue();
        assertThat(outcome.exitStatus()).hasValue(4);
    }

    @Test
    void outputOfExactlyTheLimitIsNotCut() throws IOException {
        CommandOutcome outcome =
                sh("head -c 100000 /dev/zero").withOutputLimitBytes(100_000).run();
        assertThat(outcome.output().length()).isEqualTo(100_000);
        assertThat(outcome.isOutputCut()).isFalse();
    }

    @Test
    void hangingProgramIsKilledWithItsChildrenAtTheTimeout() throws Exception {
        CommandOutcome outcome = sh("sleep 1000 & echo $!; sh -c 'sleep 1000 & echo $!; wait' & echo begun; wait")
                .withTimeout(Duration.ofMillis(800))
                .run();
        assertThat(outcome.isTimedOut()).isTrue();
        assertThat(outcome.output().display()).contains("begun");
        for (String line : outcome.output().display().lines().toList()) {
            if (!line.equals("begun")) {
                assertEnds(Long.parseLong(line));
            }
        }
    }

    @Test
    void childWhoseParentEndedIsKilledAtTheTimeout() throws Exception {
        CommandOutcome outcome = sh("(sleep 1000 & echo $!; sleep 0.7) & while :; do sleep 1; done")
                .withTimeout(Duration.ofMillis(1500))
                .run();
        assertThat(outcome.isTimedOut()).isTrue();
        assertEnds(Long.parseLong(outcome.output().display().strip()));
    }

    @Test
    void childThatKeepsWritingIsWaitedForNoLongerThanTheTimeout() throws IOException {
        CommandOutcome outcome = sh("sh -c 'while :; do echo x; sleep 0.05; done' & echo $! >&2")
                .withTimeout(Duration.ofSeconds(2))
                .run();
        assertThat(outcome.isSuccess()).isTrue();
        assertThat(ProcessHandle.of(Long.parseLong(outcome.errors().display().strip()))
                        .orElseThrow()
                        .destroyForcibly())
                .isTrue();
    }

    @Test
    void childThatKeepsTheOutputOpenLivesOnAndIsNotWaitedFor() throws IOException {
        long start = System.nanoTime();
        CommandOutcome outcome = sh("sleep 1000 & echo $!").run();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        assertThat(outcome.isSuccess()).isTrue();
        ProcessHandle child = ProcessHandle.of(
                        Long.parseLong(outcome.output().display().strip()))
                .orElseThrow();
        assertThat(child.isAlive()).isTrue();
        child.destroyForcibly();
    }

    @Test
    void interruptKillsTheProgram() throws Exception {
        Path pid = directory.resolve("pid");
        Command command = sh("echo $$ > " + pid + "; sleep 1000");
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(command::run).isInstanceOf(InterruptedIOException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        if (Files.exists(pid) && Files.size(pid) > 0) {
            assertEnds(Long.parseLong(Files.readString(pid).strip()));
        }
    }

    @Test
    void missingProgramIsAnIoException() {
        assertThatIOException().isThrownBy(() -> Command.of("/no/such/program").run());
    }

    @Test
    void nulAndNoWordsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Command.of("a", "b\0c"));
        assertThatIllegalArgumentException().isThrownBy(() -> Command.of());
        assertThatIllegalArgumentException().isThrownBy(() -> Command.of("a").withTimeout(Duration.ZERO));
    }

    @Test
    void argumentsAndOutputStayOutOfLogs() throws IOException {
        Command command = Command.of("/bin/echo", "secret");
        assertThat(command).hasToString("Command[/bin/echo]");
        assertThat(command.run()).hasToString("CommandOutcome[exit status 0, 7 bytes of output, 0 of errors]");
    }

    private static Command sh(String script) {
        return Command.of("/bin/sh", "-c", script);
    }

    private static void assertEnds(long pid) throws Exception {
        // A killed orphan stays as a zombie until init looks; the handle's future ends with the process itself.
        var handle = ProcessHandle.of(pid);
        if (handle.isPresent()) {
            handle.get().onExit().get(30, TimeUnit.SECONDS);
        }
    }
}
