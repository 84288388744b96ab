package io.github.ossec4j.benchmarks;

import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.syscheck.SyscheckDatabase;
import io.github.ossec4j.io.text.LineCursor;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.syscheck.FileChange;
import io.github.ossec4j.model.syscheck.SyscheckEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
import org.openjdk.jmh.infra.Blackhole;

/**
 * Question: how much more does it cost to parse an integrity database than to read its bytes? All methods read the same
 * file, which is in the page cache; read their ratios to {@link #rawRead()} and to {@link #idiomatic(Blackhole)}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms2g", "-Xmx2g", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SyscheckScanBenchmark {
    private static final int RAW_BUFFER = 1 << 20;
    private static final int THREADS = 2;
    private static final int CHANGED_PATH = 5; // the database's fifth change

    /** Records in the database; about 150 bytes each. */
    @Param("1000000")
    public long entries;

    private Path file = Path.of("");
    private RawText path = RawText.EMPTY;
    private long expectedBytes;
    private final ByteBuffer raw = ByteBuffer.allocateDirect(RAW_BUFFER);
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    /** Writes the database, unless an earlier run did. */
    @Setup
    public void write() throws IOException {
        file = BenchmarkData.syscheck(entries);
        expectedBytes = Files.size(file);
        try (var changes =
                SyscheckDatabase.at(file, MalformedLineHandler.failing()).changes()) {
            path = changes.stream().skip(CHANGED_PATH).findFirst().orElseThrow().path();
        }
    }

    /** Ends the threads. */
    @TearDown
    public void stop() {
        threads.shutdown();
    }

    /** The floor: all bytes through one buffer outside the heap, not looked at. */
    @Benchmark
    public long rawRead() throws IOException {
        long bytes = 0;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            raw.clear();
            int read = channel.read(raw);
            while (read >= 0) {
                bytes += read;
                raw.clear();
                read = channel.read(raw);
            }
        }
        return bytes;
    }

    /**
     * The end of each line, and nothing else: what reading lines costs at least. Its ratio to {@link #rawRead()} says how the
     * processor of a machine compares to its memory, and so which ratios the methods below can have there.
     */
    @Benchmark
    public long lineEnds() throws IOException {
        long lines = 0;
        try (LineCursor cursor = LineCursor.openAppended(file)) {
            while (cursor.next()) {
                lines++;
            }
        }
        return lines;
    }

    /** The work of the endpoint of changed files: changed entries as records, others skipped. */
    @Benchmark
    public void changedFiles(Blackhole consumer) throws IOException {
        try (var changes =
                SyscheckDatabase.at(file, MalformedLineHandler.failing()).changes()) {
            for (SyscheckEntry change : changes) {
                consumer.consume(change);
            }
        }
    }

    /** Every field of every entry, as numbers, bytes and ranges. */
    @Benchmark
    public long scanAll() {
        return FieldScan.of(file);
    }

    /** {@link #scanAll()}, half of the file on each of two threads. */
    @Benchmark
    public long scanAllTwoThreads() throws ExecutionException, InterruptedException {
        long middle = expectedBytes / THREADS;
        Future<Long> first = threads.submit(() -> FieldScan.of(file, 0, middle));
        Future<Long> second = threads.submit(() -> FieldScan.of(file, middle, Long.MAX_VALUE));
        return first.get() + second.get();
    }

    /** Every entry as an immutable record. */
    @Benchmark
    public void records(Blackhole consumer) throws IOException {
        try (var entries =
                SyscheckDatabase.at(file, MalformedLineHandler.failing()).entries()) {
            for (SyscheckEntry entry : entries) {
                consumer.consume(entry);
            }
        }
    }

    /** What happened to one file. */
    @Benchmark
    public void historyOf(Blackhole consumer) throws IOException {
        try (var history =
                SyscheckDatabase.at(file, MalformedLineHandler.failing()).historyOf(path)) {
            for (FileChange change : history) {
                consumer.consume(change);
            }
        }
    }

    /**
     * What Java programs do where time does not matter: lines, split, a record per line. {@link #records(Blackhole)}
     * makes the same of the file; {@link #scanAll()} makes no objects, and decodes the hashes, which this leaves as
     * text.
     */
    @Benchmark
    public void idiomatic(Blackhole consumer) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            lines.map(PlainEntry::parse).forEach(consumer::consume);
        }
    }
}
