package io.github.ossec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Agentless checks as a process: signals and the locale. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class AgentlessProcessTest {
    private static final int TERMINATED = 128 + 15;

    @TempDir
    Path home;

    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void makesHome() throws IOException {
        Files.createDirectories(home.resolve("agentless"));
        Files.createDirectories(home.resolve("etc"));
    }

    @AfterEach
    void leavesNothingBehind() {
        started.forEach(Process::destroyForcibly);
    }

    private void script(String line) throws IOException {
        Path script = Files.writeString(
                home.resolve("agentless/check"), "#!/bin/sh\nif [ \"$1\" = test ]; then exit 0; fi\n" + line + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void configure(String... hosts) throws IOException {
        var text = new StringBuilder("<ossec_config>\n");
        for (String host : hosts) {
            text.append("<agentless><type>check</type><host>" + host + "</host><state>periodic</state></agentless>\n");
        }
        Files.writeString(home.resolve("etc/ossec.conf"), text.append("</ossec_config>\n"));
    }

    /** Arguments are for a shell. */
    private Process start(String locale, String arguments) throws IOException {
        var builder = new ProcessBuilder(
                "sh",
                "-c",
                "exec \"$0\" -XX:+UseSerialGC -Xmx64m -cp \"$1\" \"$2\" --home \"$3\" agentless " + arguments,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                System.getProperty("java.class.path"),
                Main.class.getName(),
                home.toString());
        builder.environment().put("LC_ALL", locale);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    /** What the command complains about; newer JVMs add warnings of their own. */
    private static Iterator<String> complaints(Process process) {
        return process.errorReader(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("ossec: "))
                .iterator();
    }

    private static void signal(Process process, String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"run --once", "check check u@a"})
    void scriptsEndWithTheCommand(String arguments) throws Exception {
        configure("u@a");
        script("echo $$ > started; exec sleep 600");
        Path started = home.resolve("started");
        assertThat(new ProcessBuilder("mkfifo", started.toString()).start().waitFor())
                .isZero();
        Process process = start("C.UTF-8", arguments);
        Process reader = new ProcessBuilder("cat", started.toString()).start();
        this.started.add(reader);
        long pid = Long.parseLong(reader.inputReader().readLine());
        signal(process, "TERM");
        assertThat(process.waitFor()).isEqualTo(TERMINATED);
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
        assertThat(complaints(process)).toIterable().containsExactly("ossec: stopped");
    }

    /** A build that {@code nohup} started ignores SIGHUP, and so do the processes that it starts. */
    private static boolean isHangupIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream().anyMatch(line -> line.matches("SigIgn:.*[13579bdf]"));
    }

    @Test
    void configurationIsReadAgainAndTheEndIsNoFailure() throws Exception {
        assumeFalse(isHangupIgnored(), "SIGHUP is ignored in this session");
        script("echo INFO: $1");
        configure("u@a");
        Process process = start("C.UTF-8", "run");
        Iterator<String> complaints = complaints(process);
        assertThat(complaints.next()).isEqualTo("ossec: 1 agentless checks are scheduled");
        configure("u@a", "u@b");
        signal(process, "HUP");
        assertThat(complaints.next()).isEqualTo("ossec: 2 agentless checks are scheduled");
        Files.writeString(home.resolve("etc/ossec.conf"), "<ossec_config>");
        signal(process, "HUP");
        assertThat(complaints.next())
                .startsWith("ossec: the configuration stays as it was: ")
                .contains("ossec.conf");
        signal(process, "TERM");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void hostThatTheLocaleCannotExpressIsNotReplaced() throws Exception {
        script("echo INFO: $1");
        configure("u@h\u00f6");
        Process c = start("C", "run --once");
        assertThat(c.waitFor()).isEqualTo(1);
        assertThat(complaints(c)).toIterable().anyMatch(line -> line.contains("set LC_ALL=C.UTF-8"));
        Process utf8 = start("C.UTF-8", "check check \"$(printf 'u@h\\303\\266')\"");
        assertThat(utf8.inputReader(StandardCharsets.UTF_8).lines()).containsExactly("INFO: u@h\u00f6");
        Process argument = start("C", "check check u@a \"$(printf 'h\\303\\266')\"");
        assertThat(argument.waitFor()).isEqualTo(2);
        assertThat(complaints(argument).next()).contains("set LC_ALL=C.UTF-8");
    }
}
