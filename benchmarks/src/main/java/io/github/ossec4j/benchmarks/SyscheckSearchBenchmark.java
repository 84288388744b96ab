package io.github.ossec4j.benchmarks;

import io.github.ossec4j.api.PathPattern;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.syscheck.SyscheckCursor;
import io.github.ossec4j.io.syscheck.SyscheckDatabase;
import io.github.ossec4j.model.syscheck.FileChange;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import org.openjdk.jmh.infra.Blackhole;

/**
 * Question: how dear is a search by pattern, and how well do two threads share the databases of many agents? Read the
 * first against {@link SyscheckScanBenchmark#changedFiles()} of the same run, the others against each other.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SyscheckSearchBenchmark {
    private static final long ENTRIES = 1_000_000;
    private static final int AGENTS = 100;
    private static final PathPattern PATTERN = PathPattern.of("gateway-17");

    private Path file = Path.of("");
    private final List<Path> files = new ArrayList<>();
    private final ExecutorService one = Executors.newFixedThreadPool(1);
    private final ExecutorService two = Executors.newFixedThreadPool(2);

    /** Writes the databases, unless an earlier run did. */
    @Setup
    public void write() throws IOException {
        file = BenchmarkData.syscheck(ENTRIES);
        Path small = BenchmarkData.syscheck(ENTRIES / AGENTS);
        for (int agent = 0; agent < AGENTS; agent++) {
            files.add(BenchmarkData.file("agent-" + agent, target -> java.nio.file.Files.copy(small, target)));
        }
    }

    /** Ends the threads. */
    @TearDown
    public void stop() {
        one.shutdown();
        two.shutdown();
    }

    /** What happened to the files whose path has this part: about one of a thousand. */
    @Benchmark
    public void historyByPattern(Blackhole consumer) throws IOException {
        SyscheckDatabase database = SyscheckDatabase.at(file, MalformedLineHandler.failing());
        try (var history = database.history(PATTERN)) {
            for (FileChange change : history) {
                consumer.consume(change);
            }
        }
    }

    /** Every field of the databases of a hundred agents. */
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
            tasks.add(() -> scan(agent));
        }
        long sum = 0;
        for (Future<Long> future : threads.invokeAll(tasks)) {
            sum += future.get();
        }
        return sum;
    }

    private static long scan(Path database) {
        try (var cursor = SyscheckCursor.open(database, MalformedLineHandler.failing())) {
            long sum = 0;
            var hash = new byte[20];
            while (cursor.next()) {
                sum += cursor.epochSecond() + cursor.pathEnd() - cursor.pathStart();
                if (!cursor.isDeletion()) {
                    sum += cursor.fileSize() + cursor.modeBits() + cursor.ownerNumber() + cursor.groupNumber();
                    sum += cursor.md5(hash, 0) ? hash[0] : 0;
                    sum += cursor.sha1(hash, 0) ? hash[19] : 0;
                }
            }
            return sum;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
