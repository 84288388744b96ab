package io.github.ossec4j.benchmarks;

import io.github.ossec4j.api.PathPattern;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.syscheck.SyscheckDatabase;
import io.github.ossec4j.model.syscheck.FileChange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.infra.Blackhole;

/**
 * Question: how expensive is a search by pattern? Read it against {@link SyscheckScanBenchmark#changedFiles} of the
 * same run; where many paths match, against {@link SyscheckScanBenchmark#records}, because each match becomes two.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms2g", "-Xmx2g", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SyscheckSearchBenchmark {
    private static final long ENTRIES = 1_000_000;

    /** One of a thousand paths; none; those of a directory; those with an end; an alternative. */
    @Param({"gateway-17", "no such path", "^/etc/ssh", ".conf$", "gateway-17|no such path"})
    public String pattern = "";

    private Path file = Path.of("");

    /** Writes the database, unless an earlier run did. */
    @Setup
    public void write() throws IOException {
        file = BenchmarkData.syscheck(ENTRIES);
    }

    /** What happened to the files whose path matches. */
    @Benchmark
    public void historyByPattern(Blackhole consumer) throws IOException {
        SyscheckDatabase database = SyscheckDatabase.at(file, MalformedLineHandler.failing());
        try (var history = database.history(PathPattern.of(pattern))) {
            for (FileChange change : history) {
                consumer.consume(change);
            }
        }
    }
}
