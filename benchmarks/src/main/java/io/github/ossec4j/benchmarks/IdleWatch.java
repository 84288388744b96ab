package io.github.ossec4j.benchmarks;

import com.sun.management.UnixOperatingSystemMXBean;
import io.github.ossec4j.api.AgentHandle;
import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.api.watch.Watch;
import io.github.ossec4j.fixtures.AgentsGenerator;
import io.github.ossec4j.fixtures.SyscheckGenerator;
import io.github.ossec4j.io.OssecHome;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Question: what does it cost to watch a large home in which nothing happens? Prints processor time per minute, open files,
 * threads and heap; not a benchmark of JMH, since it does nothing.
 *
 * <pre>
 * java -Xmx256m -cp benchmarks/target/benchmarks.jar io.github.ossec4j.benchmarks.IdleWatch [AGENTS [MINUTES]]
 * </pre>
 */
public final class IdleWatch {
    private static final int RECORDS = 20;
    private static final int DEFAULT_AGENTS = 10_000;
    private static final int DEFAULT_MINUTES = 3;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long BYTES_PER_MEGABYTE = 1_000_000;

    private IdleWatch() {}

    /** Watches; the arguments are the number of agents and of minutes. */
    public static void main(String... arguments) throws Exception {
        int agents = arguments.length > 0 ? Integer.parseInt(arguments[0]) : DEFAULT_AGENTS;
        int minutes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : DEFAULT_MINUTES;
        Path home = BenchmarkData.file("idle-" + agents, target -> write(target, agents));
        var system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long opened = system.getOpenFileDescriptorCount();
        long start = system.getProcessCpuTime();
        long clock = System.nanoTime();
        try (Watch watch = Ossec.open(home).watch().start()) {
            print("start", millis(System.nanoTime() - clock), "ms");
            print("start, processor time", millis(system.getProcessCpuTime() - start), "ms");
            if (watch.next(Duration.ZERO).isPresent()) { // after the first sweep
                throw new IllegalStateException("something has happened");
            }
            print("position", watch.position().text().length(), "characters");
            long before = system.getProcessCpuTime();
            if (watch.next(Duration.ofMinutes(minutes)).isPresent()) {
                throw new IllegalStateException("something has happened");
            }
            print("idle, processor time per minute", millis(system.getProcessCpuTime() - before) / minutes, "ms");
            print("open files more than without", system.getOpenFileDescriptorCount() - opened, "");
            print("threads", ManagementFactory.getThreadMXBean().getThreadCount(), "");
            System.gc();
            long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            print("heap after a collection", heap / BYTES_PER_MEGABYTE, "MB");
        }
    }

    private static long millis(long nanos) {
        return nanos / NANOS_PER_MILLI;
    }

    private static void print(String what, long value, String unit) {
        System.out.println(what + ": " + value + " " + unit);
    }

    private static void write(Path target, int agents) throws IOException {
        OssecHome home = OssecHome.at(target);
        AgentsGenerator.of(agents).writeKeys(home);
        AgentsGenerator.of(agents).writeInfo(home, Instant.now());
        for (AgentHandle agent : Ossec.open(target).snapshot()) {
            if (!agent.isManager()) {
                SyscheckGenerator.of(RECORDS)
                        .seed(agent.id().number())
                        .writeTo(home.syscheck(agent.name(), agent.address()).orElseThrow());
            }
        }
    }
}
