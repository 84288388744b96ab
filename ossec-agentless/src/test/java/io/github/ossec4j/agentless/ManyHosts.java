package io.github.ossec4j.agentless;

import io.github.ossec4j.model.conf.AgentlessEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * How long a round of many hosts takes whose script sleeps for a second, beside the ideal. Run by hand, on a machine that has
 * nothing else to do; {@code docs/agentless.md} has the figures.
 */
final class ManyHosts {
    private static final int HOSTS = 1000;
    private static final int AT_A_TIME = 64;

    private ManyHosts() {}

    public static void main(String[] arguments) throws Exception {
        Path home = Files.createTempDirectory("many-hosts");
        Path script = Files.createDirectories(home.resolve("agentless")).resolve("second");
        Files.writeString(script, "#!/bin/sh\n[ \"$1\" = test ] && exit 0\necho STORE: now\nsleep 1\necho \"$1\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        AgentlessEntry.Builder entry =
                AgentlessEntry.builder("second", "u@h0").states(AgentlessEntry.State.PERIODIC_DIFF);
        for (int i = 1; i < HOSTS; i++) {
            entry.host("u@h" + i);
        }
        long start = System.nanoTime();
        try (AgentlessMonitor monitor = AgentlessMonitor.builder(home)
                .entries(List.of(entry.build()))
                .maxConcurrent(AT_A_TIME)
                .build()) {
            List<AgentlessResult> results = monitor.runOnce();
            double seconds = (System.nanoTime() - start) / 1e9;
            double ideal = (double) HOSTS / AT_A_TIME;
            long good = results.stream().filter(AgentlessResult::isSuccess).count();
            System.out.printf(
                    "%d of %d good, %.1f s, %.2f times the ideal, heap up to %d MiB%n%s%n",
                    good,
                    HOSTS,
                    seconds,
                    seconds / ideal,
                    Runtime.getRuntime().totalMemory() >> 20,
                    Files.exists(Path.of("/proc/self/status"))
                            ? Files.readAllLines(Path.of("/proc/self/status")).stream()
                                    .filter(line -> line.startsWith("VmHWM"))
                                    .findFirst()
                                    .orElse("")
                            : "");
        }
    }
}
