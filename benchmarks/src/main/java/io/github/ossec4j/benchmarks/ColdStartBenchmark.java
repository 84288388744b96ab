package io.github.ossec4j.benchmarks;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.fixtures.SampleHome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Question: how long does a program that has just started wait for its first answer? One call in each new JVM. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(10)
@Measurement(iterations = 1)
public class ColdStartBenchmark {
    private Path home = Path.of("");

    /** Writes a small home, unless an earlier run did. */
    @Setup
    public void write() throws IOException {
        home = BenchmarkData.file(
                "sample", target -> SampleHome.writeTo(target, Instant.parse("2016-04-13T09:30:00Z")));
    }

    /** From the path of a home to the list of its agents. */
    @Benchmark
    public int firstAnswer() {
        return Ossec.open(home).agents().list().size();
    }
}
