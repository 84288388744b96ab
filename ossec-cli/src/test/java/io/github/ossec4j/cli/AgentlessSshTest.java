package io.github.ossec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The options of checks over SSH, with the server and the agent of OpenSSH where they are installed. */
@Timeout(120)
class AgentlessSshTest {
    private static final Path SSHD = Path.of("/usr/sbin/sshd");

    @TempDir
    Path home;

    private final List<Process> started = new ArrayList<>();
    private final String host = System.getProperty("user.name") + "@127.0.0.1";
    private Map<String, String> environment = Map.of();
    private int port;

    @BeforeEach
    void startServer() throws Exception {
        assumeThat(SSHD).as("no OpenSSH server on this machine").isExecutable();
        if (System.getProperty("user.name").equals("root")) {
            Files.createDirectories(Path.of("/run/sshd")); // else it refuses to start as root
        }
        for (String key : List.of("host", "id")) {
            run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", home + "/" + key);
        }
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Path config = Files.writeString(home.resolve("sshd_config"), """
                Port %1$d
                ListenAddress 127.0.0.1
                HostKey %2$s/host
                AuthorizedKeysFile %2$s/id.pub
                PidFile none
                StrictModes no
                UsePAM no
                PermitRootLogin yes
                """.formatted(port, home));
        BufferedReader log = start(SSHD.toString(), "-D", "-e", "-f", config.toString());
        String line = log.readLine();
        while (line != null && !line.contains("listening on")) {
            line = log.readLine();
        }
        assumeThat(line).as("sshd does not start here").isNotNull();
        var drain = new Thread(() -> {
            try {
                log.transferTo(Writer.nullWriter());
            } catch (IOException e) {
                // the server has ended
            }
        });
        drain.setDaemon(true);
        drain.start();
        Files.createDirectories(home.resolve("agentless"));
        Files.createDirectories(home.resolve("etc"));
        Files.writeString(home.resolve("agentless/.passlist"), host + "|NOPASS|\n");
        Files.writeString(
                home.resolve("known"), "[127.0.0.1]:" + port + " " + Files.readString(home.resolve("host.pub")));
    }

    @AfterEach
    void stopProcesses() {
        started.forEach(Process::destroy);
    }

    private BufferedReader start(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        started.add(process);
        return process.inputReader();
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }

    private Run check(String... words) {
        var all = new ArrayList<>(
                List.of("--home", home.toString(), "agentless", "check", "--port", String.valueOf(port)));
        all.addAll(List.of(words));
        return Run.with().environment(environment).run(all.toArray(String[]::new));
    }

    @Test
    void portKnownHostsAndKeyAreThoseOfTheOptions() {
        Run run = check(
                "--known-hosts",
                home + "/known",
                "--identity",
                home + "/id",
                "ssh_generic_diff",
                host,
                "echo one",
                "echo two");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("INFO: Started.\nINFO: Starting.\nSTORE: now\none\ntwo\nINFO: Finished.\n");
    }

    @Test
    void unknownHostIsTrustedOnlyIfSo() {
        String[] words = {
            "--known-hosts", home + "/new", "--identity", home + "/id", "ssh_generic_diff", host, "echo one"
        };
        assertThat(check(words).err()).contains("is not in " + home + "/new");
        var trusting = new ArrayList<>(List.of("--host-key-policy", "trust-on-first-use"));
        trusting.addAll(List.of(words));
        assertThat(check(trusting.toArray(String[]::new)).status()).isZero();
        assertThat(check(words).status()).isZero();
    }

    @Test
    void agentOfTheUserIsAsked() throws Exception {
        Path socket = home.resolve("agent");
        start("ssh-agent", "-D", "-a", socket.toString()).readLine();
        environment = Map.of("SSH_AUTH_SOCK", socket.toString());
        String[] words = {
            "--known-hosts", home + "/known", "--identity", home + "/none", "ssh_generic_diff", host, "echo one"
        };
        assertThat(check(words).err()).contains("the SSH agent at " + socket + " has none");
        run("env", "SSH_AUTH_SOCK=" + socket, "ssh-add", "-q", home + "/id");
        assertThat(check(words).out()).contains("\none\n");
    }

    @Test
    void timeLimitsAreThoseOfTheOptions() {
        String[] words = {
            "--known-hosts",
            home + "/known",
            "--identity",
            home + "/id",
            "--idle-timeout",
            "1",
            "ssh_generic_diff",
            host,
            "sleep 60"
        };
        assertThat(check(words).out()).contains("ERROR: " + host + ": no output for 1000 ms");
    }

    @ParameterizedTest
    @CsvSource({
        "--port, 0, a port from 1 to 65535",
        "--timeout, soon, a number of seconds from 1",
        "--max-states, 0, a number from 1",
        "--host-key-policy, any, known-only or trust-on-first-use"
    })
    void badValuesAreUsage(String option, String value, String message) {
        Run run = check(option, value, "ssh_generic_diff", host, "true");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("'" + value + "' is not", message);
    }

    @Test
    void portIsNotForScripts() throws Exception {
        Files.writeString(home.resolve("agentless/check"), "#!/bin/sh\n");
        assertThat(check("check", host).err()).contains("--port is not for scripts");
    }
}
