package io.github.ossec4j.benchmarks;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.api.rest.RestApi;
import io.github.ossec4j.api.rest.RestRequest;
import io.github.ossec4j.fixtures.AgentsGenerator;
import io.github.ossec4j.fixtures.SyscheckGenerator;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.model.Agent;
import java.io.IOException;
import java.io.OutputStream;
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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Question: how long do the largest answers take, from the request to the last byte? Figures, not targets. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms2g", "-Xmx2g", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class AnswersBenchmark {
    private static final int AGENTS = 10_000;
    private static final int RECORDS = 200_000;
    private static final Instant NOW = Instant.parse("2016-04-13T09:30:00Z");

    private @Nullable Ossec ossec;
    private @Nullable RestApi api;

    /** Writes a home, unless an earlier run did: 10,000 agents, and 100,000 changes among the manager's files. */
    @Setup
    public void write() throws IOException {
        Path home = BenchmarkData.file("home-" + AGENTS, target -> {
            OssecHome written = OssecHome.at(target);
            AgentsGenerator.of(AGENTS).writeKeys(written);
            AgentsGenerator.of(AGENTS).writeInfo(written, NOW);
            SyscheckGenerator.of(RECORDS).changedShare(0.5).writeTo(written.managerSyscheck());
        });
        Ossec opened =
                Ossec.builder(home).clock(Clock.fixed(NOW, ZoneOffset.UTC)).open();
        ossec = opened;
        api = RestApi.over(opened);
    }

    /** The agents as values. */
    @Benchmark
    public List<Agent> agents() {
        return Objects.requireNonNull(ossec).agents().list();
    }

    /** {@code GET /agents}, with 10,000 agents. */
    @Benchmark
    public long agentsAsJson() throws IOException {
        return bytes("/agents");
    }

    /** {@code GET /syscheck/000/files/changed}, with 100,000 changes and the states before them. */
    @Benchmark
    public long changedFilesAsJson() throws IOException {
        return bytes("/syscheck/000/files/changed");
    }

    /** {@code GET /syscheck/000/files/changed?filename=gateway-17}, of 200,000 records. */
    @Benchmark
    public long historyAsJson() throws IOException {
        return bytes("/syscheck/000/files/changed?filename=gateway-17");
    }

    private long bytes(String path) throws IOException {
        var counter = new Counter();
        Objects.requireNonNull(api).handle(RestRequest.get(path)).writeTo(counter);
        return counter.bytes;
    }

    private static final class Counter extends OutputStream {
        long bytes;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] b, int offset, int length) {
            bytes += length;
        }
    }
}
