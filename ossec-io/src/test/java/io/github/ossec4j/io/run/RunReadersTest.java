package io.github.ossec4j.io.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ossec4j.model.manager.Daemon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunReadersTest {
    private static final ProcessTable NOTHING_RUNS = pid -> Optional.empty();

    @TempDir
    Path directory;

    @Test
    void pidsAreTheNumbersInAllFilesOfADaemon() throws IOException {
        pidFile("ossec-remoted-12.pid", "12\n");
        pidFile("ossec-remoted-13.pid", "13 14\n\nx\n-5 0\n15");
        pidFile("ossec-remoted.pid", "");
        pidFile("ossec-maild-99.pid", "99\n");
        pidFile("ossec-remoted-16.pid.old", "16\n");

        assertThat(PidFiles.pids(directory, Daemon.REMOTED)).containsExactlyInAnyOrder(12L, 13L, 14L, 15L);
        assertThat(PidFiles.pids(directory, Daemon.EXECD)).isEmpty();
    }

    @Test
    void missingDirectoryHasNoPids() throws IOException {
        assertThat(PidFiles.pids(directory.resolve("none"), Daemon.REMOTED)).isEmpty();
    }

    @Test
    void staleFilesAreNeitherRunningNorDeleted() throws IOException {
        Path file = pidFile("ossec-remoted-12.pid", "12\n");

        assertThat(PidFiles.isRunning(directory, Daemon.REMOTED, NOTHING_RUNS)).isFalse();
        assertThat(PidFiles.isRunning(directory, Daemon.REMOTED, pid -> Optional.of("bash")))
                .isFalse();
        assertThat(file).exists();
    }

    @Test
    void namesThatTheSystemCutsAreRecognized() throws IOException {
        pidFile("ossec-logcollector-12.pid", "12\n");

        assertThat(PidFiles.isRunning(directory, Daemon.LOGCOLLECTOR, pid -> Optional.of("ossec-logcollec")))
                .isTrue();
        assertThat(PidFiles.isRunning(directory, Daemon.LOGCOLLECTOR, pid -> Optional.of("ossec-logcollector")))
                .isTrue();
        assertThat(PidFiles.isRunning(directory, Daemon.LOGCOLLECTOR, pid -> Optional.of("ossec-maild")))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = Daemon.class,
            names = {"DBD", "LOGCOLLECTOR", "INTEGRATORD"})
    void realProcessIsRunningUntilItEnds(Daemon daemon) throws IOException, InterruptedException {
        Path sleep = Path.of("/bin/sleep");
        assumeTrue(Files.isExecutable(sleep) && Files.isDirectory(Path.of("/proc/self")), "no Linux");
        Path program = Files.copy(sleep, directory.resolve(daemon.processName()));
        ProcessTable processes = ProcessTable.ofThisMachine();
        Process process = new ProcessBuilder(program.toString(), "600").start();
        try {
            pidFile(daemon.processName() + "-" + process.pid() + ".pid", process.pid() + "\n");

            assertThat(processes.nameOf(process.pid()))
                    .hasValueSatisfying(name -> assertThat(daemon.processName()).startsWith(name));
            assertThat(PidFiles.isRunning(directory, daemon, processes)).isTrue();
            assertThat(PidFiles.isRunning(directory, Daemon.MAILD, processes)).isFalse();
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(PidFiles.isRunning(directory, daemon, processes)).isFalse();
    }

    /** The system puts names in parentheses, and the state of the process behind them. */
    @ParameterizedTest
    @ValueSource(strings = {"a) Z (b", "(", ") Z", "((x))"})
    void namesMayLookLikeWhatIsAroundThem(String name) throws IOException, InterruptedException {
        Path sleep = Path.of("/bin/sleep");
        assumeTrue(Files.isExecutable(sleep) && Files.isDirectory(Path.of("/proc/self")), "no Linux");
        Path program = Files.copy(sleep, directory.resolve(name));
        Process process = new ProcessBuilder(program.toString(), "600").start();
        try {
            assertThat(ProcessTable.ofThisMachine().nameOf(process.pid())).hasValue(name);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void processThatIsNotThereHasNoName() {
        assertThat(ProcessTable.ofThisMachine().nameOf(999_999_999_999_999_999L))
                .isEmpty();
    }

    @Test
    void lastAssignmentOfASwitchCounts() throws IOException {
        Path file = pidFile(".process_list", """
                DB_DAEMON=ossec-dbd
                CSYSLOG_DAEMON=ossec-csyslogd
                DB_DAEMON=""\r
                DEBUG_CLI="-d"
                # AGENTLESS_DAEMON=x
                INTEGRATOR_DAEMON='ossec-integratord'
                """);

        assertThat(ProcessListFile.read(file)).containsExactlyInAnyOrder(Daemon.CSYSLOGD, Daemon.INTEGRATORD);
    }

    @Test
    void missingOrEmptyProcessListSwitchesNothingOn() throws IOException {
        assertThat(ProcessListFile.read(directory.resolve("none"))).isEmpty();
        assertThat(ProcessListFile.read(pidFile("empty", ""))).isEmpty();
    }

    private Path pidFile(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }
}
