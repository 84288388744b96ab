package io.github.ossec4j.benchmarks;

import io.github.ossec4j.api.AgentHandle;
import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.api.Report;
import io.github.ossec4j.fixtures.AgentsGenerator;
import io.github.ossec4j.fixtures.RootcheckGenerator;
import io.github.ossec4j.fixtures.SyscheckGenerator;
import io.github.ossec4j.io.OssecHome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Question: how much more does a report on a thousand agents cost than reading the bytes of their databases? It has to do
 * with a heap of 64 MB, whatever their size.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xmx64m"})
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class ReportBenchmark {
    private static final int AGENTS = 1000;
    private static final int FINDINGS = 50;
    private static final Instant NOW = Instant.parse("2016-04-13T09:30:00Z");

    /** How many records each integrity database has. */
    @Param({"1000", "4000"})
    private int records;

    private @Nullable Ossec ossec;
    private @Nullable ExecutorService second;

    /** Writes a home, unless an earlier run did: one in ten of the records is a change. */
    @Setup
    public void write() throws IOException {
        Path home = BenchmarkData.file("reported-agents-" + records, target -> {
            OssecHome written = OssecHome.at(target);
            AgentsGenerator.of(AGENTS).writeKeys(written);
            AgentsGenerator.of(AGENTS).writeInfo(written, NOW);
            for (AgentHandle agent : Ossec.open(target).snapshot()) {
                if (!agent.isManager()) {
                    SyscheckGenerator.of(records)
                            .seed(agent.id().number())
                            .changedShare(0.1)
                            .writeTo(written.syscheck(agent.name(), agent.address())
                                    .orElseThrow());
                    RootcheckGenerator.of(FINDINGS)
                            .seed(agent.id().number())
                            .writeTo(written.rootcheck(agent.name(), agent.address())
                                    .orElseThrow());
                }
            }
        });
        ossec = Ossec.builder(home).clock(Clock.fixed(NOW, ZoneOffset.UTC)).open();
        second = Executors.newSingleThreadExecutor();
    }

    @TearDown
    public void end() {
        Objects.requireNonNull(second).shutdownNow();
    }

    private Report.Builder builder() {
        return Objects.requireNonNull(ossec).report().since(NOW.minus(Duration.ofDays(366)));
    }

    /** The bytes of the integrity databases, the obvious lower limit. */
    @Benchmark
    public long bytes() throws IOException {
        long sum = 0;
        byte[] buffer = new byte[1 << 16];
        try (Stream<Path> files =
                Files.list(Objects.requireNonNull(ossec).home().syscheckDirectory())) {
            for (Path file : (Iterable<Path>) files::iterator) {
                try (InputStream in = Files.newInputStream(file)) {
                    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                        sum += read + buffer[0];
                    }
                }
            }
        }
        return sum;
    }

    /** The report, in one thread. */
    @Benchmark
    public Report report() {
        return builder().read();
    }

    /** The report, in two threads. */
    @Benchmark
    public Report reportInTwoThreads() {
        return builder().executor(Objects.requireNonNull(second)).read();
    }
}
