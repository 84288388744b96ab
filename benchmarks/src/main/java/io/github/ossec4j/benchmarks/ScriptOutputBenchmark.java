package io.github.ossec4j.benchmarks;

import io.github.ossec4j.agentless.ScriptOutputParser;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Question: how long does it take to make events of what an agentless script prints? Both methods read the same
 * 100,000 lines (10 MB), which are in memory; read their ratio.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms2g", "-Xmx2g", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 2)
public class ScriptOutputBenchmark {
    private static final int LINES = 100_000;
    private static final int PIECE = 16 * 1024; // at most so much the runner of scripts reads at a time

    private byte[] output = {};

    /** Writes the output, unless an earlier run did, and reads it. */
    @Setup
    public void read() throws IOException {
        output = Files.readAllBytes(AgentlessData.scriptOutput(LINES));
    }

    /** As pieces of a pipe, which start and end anywhere in a line. */
    @Benchmark
    public void events(Blackhole consumer) throws IOException {
        ScriptOutputParser parser = ScriptOutputParser.of(true);
        for (int from = 0; from < output.length; from += PIECE) {
            parser.feed(output, from, Math.min(output.length, from + PIECE), consumer::consume);
        }
        parser.finish(consumer::consume);
    }

    /** What Java programs do where time does not matter: lines, {@code startsWith}, {@code substring}. */
    @Benchmark
    public void idiomatic(Blackhole consumer) throws IOException {
        boolean isStoring = false;
        try (var lines =
                new BufferedReader(new InputStreamReader(new ByteArrayInputStream(output), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null) {
                PlainMessage message = PlainMessage.parse(line, isStoring);
                isStoring |= message.kind() == PlainMessage.Kind.STORE;
                consumer.consume(message);
                line = lines.readLine();
            }
        }
    }
}
