package io.github.ossec4j.benchmarks;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.fixtures.SampleHome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

/**
 * Question: how long does a program that has just started wait for its first answer? Each call is a separate JVM, from
 * its start to its end; the difference of the two is what the answer takes. JMH's own JVM will not do: it has opened
 * the jar and loaded much of what a first answer needs, and finds it in half the time.
 *
 * <p>Only time on the clock counts here: {@link ProcessorTime} does not see other processes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 2)
public class ColdStartBenchmark {
    private Path home = Path.of("");

    /** Writes a small home, unless an earlier run did. */
    @Setup
    public void write() throws IOException {
        home = BenchmarkData.file(
                "sample", target -> SampleHome.writeTo(target, Instant.parse("2016-04-13T09:30:00Z")));
    }

    /** A program that does nothing. */
    @Benchmark
    public int emptyProgram() throws IOException, InterruptedException {
        return run(EmptyProgram.class);
    }

    /** A program that opens a home and lists its agents. */
    @Benchmark
    public int firstAnswer() throws IOException, InterruptedException {
        return run(FirstAnswer.class, home.toString());
    }

    private static int run(Class<?> program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        int status = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (status != 0) {
            throw new IllegalStateException(program.getSimpleName() + " ended with status " + status);
        }
        return status;
    }

    /** The floor. */
    static final class EmptyProgram {
        private EmptyProgram() {}

        public static void main(String... arguments) {}
    }

    /** From the path of a home to the list of its agents. */
    static final class FirstAnswer {
        private FirstAnswer() {}

        public static void main(String... arguments) {
            if (Ossec.open(Path.of(arguments[0])).agents().list().isEmpty()) {
                throw new IllegalStateException("no agents in " + arguments[0]);
            }
        }
    }
}
