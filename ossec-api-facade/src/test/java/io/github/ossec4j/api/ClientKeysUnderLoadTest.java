package io.github.ossec4j.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.io.keys.NewAgent;
import io.github.ossec4j.model.AgentId;
import io.github.ossec4j.model.ClientKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes, and processes that are killed, never lose each other's agents. */
class ClientKeysUnderLoadTest {
    private static final boolean THOROUGH = Boolean.getBoolean("ossec4j.thorough");
    private static final int PROCESSES = THOROUGH ? 8 : 4;
    private static final int ADDS = THOROUGH ? 200 : 20;
    private static final int KILLS = THOROUGH ? 200 : 6;

    @TempDir
    Path home;

    /** Enrolls agents and reports it; run in a separate process. */
    static final class Enroller {
        private Enroller() {}

        public static void main(String[] args) throws IOException {
            Ossec ossec = Ossec.open(Path.of(args[0]));
            int count = Integer.parseInt(args[2]);
            for (int i = 0; i < count; i++) {
                ClientKey key = ossec.agents().add(NewAgent.of(args[1] + "-" + i));
                System.out.write((key.id() + " " + key.name() + "\n").getBytes(StandardCharsets.US_ASCII));
                System.out.flush();
            }
        }
    }

    private Process start(String prefix, int count) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Enroller.class.getName(),
                        home.toString(),
                        prefix,
                        Integer.toString(count))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void processesLoseNothingOfEachOther() throws IOException, InterruptedException {
        Files.createDirectories(home.resolve("etc"));
        Files.createDirectories(home.resolve("queue/rids"));
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            processes.add(start("p" + i, ADDS));
        }
        Set<String> acknowledged = new HashSet<>();
        for (Process process : processes) {
            acknowledged.addAll(lines(process));
            assertThat(process.waitFor()).isZero();
        }
        List<ClientKey> keys = keys();
        assertThat(acknowledged).hasSize(PROCESSES * ADDS);
        assertThat(keys).hasSize(PROCESSES * ADDS);
        assertThat(keys.stream().map(ClientKey::id).distinct()).hasSize(PROCESSES * ADDS);
        assertThat(keys.stream().map(key -> key.id() + " " + key.name()))
                .containsExactlyInAnyOrderElementsOf(acknowledged);
        assertThat(home.resolve("etc"))
                .isDirectoryNotContaining(file -> file.toString().contains("ossec4j-new"));
    }

    @Test
    void killedProcessesLeaveAWholeFileWithEveryAcknowledgedAgent() throws IOException, InterruptedException {
        Files.createDirectories(home.resolve("etc"));
        Files.createDirectories(home.resolve("queue/rids"));
        Set<String> acknowledged = new HashSet<>();
        for (int i = 0; i < KILLS; i++) {
            Process process = start("k" + i, Integer.MAX_VALUE);
            try (BufferedReader reader = reader(process)) {
                // Killed after a few acknowledgments, whatever the process is doing then.
                for (int n = 0; n <= i % 5; n++) {
                    acknowledged.add(reader.readLine());
                }
                process.toHandle().destroyForcibly(); // the process's own method would also drop what it has printed
                process.waitFor();
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    acknowledged.add(line);
                }
            }
            List<String> malformed = new ArrayList<>();
            Ossec ossec = Ossec.builder(home)
                    .onMalformedLine(line -> malformed.add(line.message()))
                    .open();
            Set<String> present = new HashSet<>();
            ossec.agents().list().forEach(agent -> present.add(agent.id() + " " + agent.name()));
            assertThat(malformed).as("after kill %s", i).isEmpty();
            assertThat(present).as("after kill %s", i).containsAll(acknowledged);
        }
    }

    private List<ClientKey> keys() {
        Ossec ossec = Ossec.open(home);
        return ossec.agents().list().stream()
                .filter(agent -> !agent.id().equals(AgentId.MANAGER))
                .map(agent -> ossec.agents().key(agent.id()))
                .toList();
    }

    private static BufferedReader reader(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    }

    private static List<String> lines(Process process) throws IOException {
        try (BufferedReader reader = reader(process)) {
            return reader.lines().toList();
        }
    }
}
