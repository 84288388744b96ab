package io.github.ossec4j.io.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ossec4j.io.process.RunningProgram.End;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ProgramTest {
    @TempDir
    Path directory = Path.of("");

    /** How a run went. */
    private record Run(End end, int exitCode, String output) {}

    private static Run run(Program program) throws IOException, InterruptedException {
        var out = new ByteArrayOutputStream();
        try (RunningProgram running = program.start()) {
            End end = running.read(piece -> {
                out.write(piece);
                return true;
            });
            return new Run(end, running.exitCode().orElse(-1), out.toString(StandardCharsets.UTF_8));
        }
    }

    private static Program sh(String script) {
        return Program.of(List.of("/bin/sh", "-c", script));
    }

    private static void assertEnds(String pid) throws Exception {
        // A killed orphan stays as a zombie until init looks; the handle's future ends with the process itself.
        var handle = ProcessHandle.of(Long.parseLong(pid.strip()));
        if (handle.isPresent()) {
            handle.get().onExit().get(30, TimeUnit.SECONDS);
        }
    }

    /** Whether it was alive; it no longer is. */
    private static boolean ended(String pid) {
        return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow().destroyForcibly();
    }

    @Test
    void outputAndErrorsAreOneStreamInOrder() throws Exception {
        assertThat(run(sh("echo 1; echo 2 >&2; echo 3; exit 3"))).isEqualTo(new Run(End.EXITED, 3, "1\n2\n3\n"));
    }

    @Test
    void errorsCanBeReadAlone() throws Exception {
        assertThat(run(sh("echo out; echo err >&2").withErrorsOnly())).isEqualTo(new Run(End.EXITED, 0, "err\n"));
    }

    @Test
    void wordsReachTheProgramAsTheyAre() throws Exception {
        Program printf = Program.of(List.of("/usr/bin/printf", "%s|", "a b", "$HOME", "`id`; rm", "*", "", "\"'"));
        assertThat(run(printf).output()).isEqualTo("a b|$HOME|`id`; rm|*||\"'|");
    }

    @Test
    void environmentIsTheOneGiven() throws Exception {
        Program env = Program.of(List.of("/usr/bin/env"));
        assertThat(run(env).output().lines()).containsExactlyInAnyOrder("PATH=" + Program.DEFAULT_PATH, "LANG=C");
        assertThat(run(env.withEnvironment(Map.of("X", "y"))).output()).isEqualTo("X=y\n");
    }

    @Test
    void runsInItsDirectoryWithoutInput() throws Exception {
        assertThat(run(sh("pwd -P; cat; echo end").withDirectory(directory)).output())
                .isEqualTo(directory.toRealPath() + "\nend\n");
    }

    @Test
    void aProgramThatIsJustBeingWrittenIsStartedOnceItIsComplete() throws Exception {
        Path script = Files.writeString(directory.resolve("script"), "#!/bin/sh\necho ready\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        Thread starting = Thread.currentThread();
        try (OutputStream writing = Files.newOutputStream(script, StandardOpenOption.APPEND)) {
            var writer = new Thread(() -> {
                while (starting.getState() != Thread.State.TIMED_WAITING) {
                    Thread.onSpinWait();
                }
                try (writing) {
                    writing.flush();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            writer.setDaemon(true);
            writer.start();
            assertThat(run(Program.of(List.of(script.toString()))).output()).isEqualTo("ready\n");
        }
    }

    @Test
    void outputArrivesWhileTheProgramRuns() throws Exception {
        Program waiting = sh("echo first; while [ ! -e go ]; do sleep 0.02; done; echo second")
                .withDirectory(directory);
        var out = new ByteArrayOutputStream();
        try (RunningProgram running = waiting.start()) {
            assertThat(running.read(piece -> {
                        out.write(piece);
                        directory.resolve("go").toFile().createNewFile();
                        return true;
                    }))
                    .isEqualTo(End.EXITED);
        }
        assertThat(out).hasToString("first\nsecond\n");
    }

    @Test
    void readerThatHasEnoughStopsTheReading() throws Exception {
        try (RunningProgram yes = sh("exec yes").start()) {
            assertThat(yes.read(piece -> false)).isEqualTo(End.STOPPED);
            assertThat(yes.exitCode()).isEmpty();
            yes.end(Duration.ZERO, Duration.ofSeconds(20));
            assertThat(yes.exitCode()).hasValue(143);
        }
    }

    @Test
    void programThatIgnoresTheRequestIsKilledAfterTheGrace() throws Exception {
        try (RunningProgram stubborn =
                sh("trap '' TERM; echo on; while :; do sleep 0.05; done").start()) {
            stubborn.read(piece -> false);
            stubborn.end(Duration.ZERO, Duration.ofMillis(100));
            assertEnds(Long.toString(stubborn.pid()));
            assertThat(stubborn.exitCode()).hasValue(137);
        }
    }

    @Test
    void failingReaderEndsTheProgram() throws Exception {
        Program program = sh("echo $$ > pid; echo x; sleep 1000").withDirectory(directory);
        assertThatIOException()
                .isThrownBy(() -> {
                    try (RunningProgram running = program.start()) {
                        running.read(piece -> {
                            throw new IOException("full");
                        });
                    }
                })
                .withMessage("full");
        assertEnds(Files.readString(directory.resolve("pid")));
    }

    @Test
    void hangingProgramIsKilledWithItsChildrenAtTheTimeout() throws Exception {
        Run run = run(sh("sleep 1000 & echo $!; sh -c 'sleep 1000 & echo $!; wait' & wait")
                .withTimeout(Duration.ofMillis(800)));
        assertThat(run.end()).isEqualTo(End.TIMED_OUT);
        assertThat(run.output().lines()).hasSize(2);
        for (String pid : run.output().lines().toList()) {
            assertEnds(pid);
        }
    }

    @Test
    void childWhoseParentEndedIsKilledAtTheTimeout() throws Exception {
        Run run = run(sh("(sleep 1000 & echo $!; sleep 0.7) & while :; do sleep 1; done")
                .withTimeout(Duration.ofMillis(1500)));
        assertThat(run.end()).isEqualTo(End.TIMED_OUT);
        assertEnds(run.output());
    }

    @Test
    void silenceIsALimitOfItsOwn() throws Exception {
        Run run = run(sh("echo on; sleep 1000").withIdleTimeout(Duration.ofMillis(300)));
        assertThat(run).isEqualTo(new Run(End.IDLE, -1, "on\n"));
    }

    @Test
    void childThatKeepsWritingIsWaitedForNoLongerThanTheTimeout() throws Exception {
        Run run = run(sh("sh -c 'while :; do echo x; sleep 0.05; done' & echo $! > pid")
                .withDirectory(directory)
                .withTimeout(Duration.ofSeconds(2)));
        assertThat(run.end()).isEqualTo(End.EXITED);
        assertThat(run.exitCode()).isZero();
        assertThat(ended(Files.readString(directory.resolve("pid")))).isTrue();
    }

    @Test
    void childThatKeepsTheOutputOpenLivesOnAndIsNotWaitedFor() throws Exception {
        Run run = run(sh("sleep 1000 & echo $!"));
        assertThat(run.end()).isEqualTo(End.EXITED);
        assertThat(ended(run.output())).isTrue();
    }

    /** Repeated, because it guards against a race between the program's end and the start of the reading. */
    @Test
    void outputOfChildrenIsReadAfterTheProgramHasEnded() throws Exception {
        for (int round = Boolean.getBoolean("ossec4j.thorough") ? 30 : 3; round > 0; round--) {
            Run run = run(sh("( sleep 0.03; echo late ) & echo early").withChildren());
            assertThat(run.end()).isEqualTo(End.EXITED);
            assertThat(run.output().lines()).containsExactlyInAnyOrder("early", "late");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void childThatOutlivesItsParentIsEndedWithTheRun() throws Exception {
        Run run = run(sh("sleep 1000 & echo $!").withChildren().withIdleTimeout(Duration.ofMillis(500)));
        assertThat(run.end()).isEqualTo(End.IDLE);
        assertEnds(run.output());
    }

    @Test
    void interruptKillsTheProgram() throws Exception {
        var running = new CountDownLatch(1);
        var seen = new LinkedBlockingQueue<String>();
        var thread = new Thread(() -> {
            try (RunningProgram program = sh("echo $$; sleep 1000").start()) {
                program.read(piece -> {
                    seen.add(new String(piece, StandardCharsets.UTF_8));
                    running.countDown();
                    return true;
                });
            } catch (IOException | InterruptedException e) {
                seen.add(e.getClass().getSimpleName());
            }
        });
        thread.start();
        assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
        thread.interrupt();
        thread.join();
        assertThat(seen).hasSize(2).last().isEqualTo("InterruptedException");
        assertEnds(seen.remove());
    }

    @Test
    void missingProgramIsAnIoException() {
        assertThatThrownBy(() -> Program.of(List.of("/no/such/program")).start())
                .isInstanceOf(IOException.class);
    }

    @Test
    void nulAndNoWordsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Program.of(List.of("a", "b\0c")));
        assertThatIllegalArgumentException().isThrownBy(() -> Program.of(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> sh("a").withTimeout(Duration.ZERO));
    }

    @Test
    void argumentsStayOutOfLogs() {
        assertThat(Program.of(List.of("/bin/echo", "secret"))).hasToString("Program[/bin/echo]");
    }
}
