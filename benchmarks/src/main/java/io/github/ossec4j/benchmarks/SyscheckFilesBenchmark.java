package io.github.ossec4j.benchmarks;

import io.github.ossec4j.fixtures.SyscheckGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Question: how well do two threads share the databases of many agents? Read the two methods against each other. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms2g", "-Xmx2g", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SyscheckFilesBenchmark {
    private static final int AGENTS = 100;
    private static final long ENTRIES = 10_000;

    private final List<Path> files = new ArrayList<>();
    private final ExecutorService one = Executors.newFixedThreadPool(1);
    private final ExecutorService two = Executors.newFixedThreadPool(2);

    /** Writes the databases, unless an earlier run did. */
    @Setup
    public void write() throws IOException {
        for (int agent = 0; agent < AGENTS; agent++) {
            files.add(BenchmarkData.file(
                    "syscheck-of-agent-" + agent, SyscheckGenerator.of(ENTRIES).seed(agent)::writeTo));
        }
    }

    /** Ends the threads. */
    @TearDown
    public void stop() {
        one.shutdown();
        two.shutdown();
    }

    /** Every field of the databases of a hundred agents, of 10,000 records each. */
    @Benchmark
    public long manyFiles() throws ExecutionException, InterruptedException {
        return scanAll(one);
    }

    /** {@link #manyFiles()}, by two threads, each of which takes the next file. */
    @Benchmark
    public long manyFilesTwoThreads() throws ExecutionException, InterruptedException {
        return scanAll(two);
    }

    private long scanAll(ExecutorService threads) throws ExecutionException, InterruptedException {
        List<Callable<Long>> tasks = new ArrayList<>();
        for (Path agent : files) {
            tasks.add(() -> FieldScan.of(agent));
        }
        long sum = 0;
        for (Future<Long> future : threads.invokeAll(tasks)) {
            sum += future.get();
        }
        return sum;
    }
}
