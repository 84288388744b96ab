package io.github.ossec4j.benchmarks;

import io.github.ossec4j.api.AgentHandle;
import io.github.ossec4j.api.AgentSnapshot;
import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.fixtures.AgentsGenerator;
import io.github.ossec4j.fixtures.SyscheckGenerator;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.model.Agent;
import io.github.ossec4j.model.syscheck.SyscheckEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Question: does work over all agents grow with their number and with nothing else? */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class AllAgentsBenchmark {
    private static final int RECORDS = 20;
    private static final Instant NOW = Instant.parse("2016-04-13T09:30:00Z");

    /** How many agents there are. */
    @Param({"1000", "2000", "4000", "10000"})
    private int agents;

    private @Nullable Ossec ossec;

    /** Writes a home, unless an earlier run did: each agent has a database of 20 records, 10 of which are changes. */
    @Setup
    public void write() throws IOException {
        Path home = BenchmarkData.file("agents-with-files-" + agents, target -> {
            OssecHome written = OssecHome.at(target);
            AgentsGenerator.of(agents).writeKeys(written);
            AgentsGenerator.of(agents).writeInfo(written, NOW);
            for (AgentHandle agent : Ossec.open(target).snapshot()) {
                if (!agent.isManager()) {
                    SyscheckGenerator.of(RECORDS)
                            .seed(agent.id().number())
                            .changedShare(0.5)
                            .writeTo(written.syscheck(agent.name(), agent.address())
                                    .orElseThrow());
                }
            }
        });
        ossec = Ossec.builder(home).clock(Clock.fixed(NOW, ZoneOffset.UTC)).open();
    }

    private AgentSnapshot snapshot() {
        return Objects.requireNonNull(ossec).snapshot();
    }

    /** The changed files of all agents, through a snapshot. */
    @Benchmark
    public long changes() {
        long changes = 0;
        for (AgentHandle agent : snapshot()) {
            try (RecordStream<SyscheckEntry> files = agent.changedFiles()) {
                for (SyscheckEntry entry : files) {
                    changes += entry.path().length();
                }
            }
        }
        return changes;
    }

    /** Who they are and whether they report. */
    @Benchmark
    public List<Agent> agents() {
        return snapshot().agents();
    }

    /** What all agents say of themselves, and their scans. */
    @Benchmark
    public int details() {
        return snapshot().details().size();
    }
}
