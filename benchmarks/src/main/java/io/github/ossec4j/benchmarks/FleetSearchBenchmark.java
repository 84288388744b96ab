package io.github.ossec4j.benchmarks;

import io.github.ossec4j.api.Fleet;
import io.github.ossec4j.api.FleetResults;
import io.github.ossec4j.api.FleetSource;
import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.api.search.FileSearch;
import io.github.ossec4j.api.search.Indicators;
import io.github.ossec4j.fixtures.OssecHomeFixture;
import io.github.ossec4j.fixtures.SyscheckGenerator;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.syscheck.SyscheckDatabase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Question: how much more does it cost to find a hash, or one of a million, in the databases of all agents than to read
 * them? All methods read the same files, which are in the page cache; read their ratios to {@link #read()} and to {@link
 * #oneHash()}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms2g", "-Xmx2g", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public class FleetSearchBenchmark {
    private static final Instant BEGIN = Instant.parse("2016-01-01T00:00:00Z");
    private static final int RAW_BUFFER = 1 << 20;
    private static final int MANY = 1_000_000;

    /** How many agents there are. */
    @Param("1000")
    public int agents;

    /** Records in the database of each; about 150 bytes each. */
    @Param("10000")
    public long entries;

    private final List<Path> files = new ArrayList<>();
    private final ExecutorService one = Executors.newFixedThreadPool(1);
    private final ExecutorService two = Executors.newFixedThreadPool(2);
    private final ByteBuffer raw = ByteBuffer.allocateDirect(RAW_BUFFER);
    private Fleet fleet = Fleet.of();
    private FileSearch oneHash = FileSearch.all();
    private FileSearch manyHashes = FileSearch.all();
    private FileSearch recent = FileSearch.all();

    /** Writes the home, unless an earlier run did. */
    @Setup
    public void write() throws IOException {
        Path home = BenchmarkData.file("fleet-" + agents + "-" + entries, this::writeHome);
        fleet = Ossec.open(home).fleet().only(source -> source.agent().isPresent() && !source.isRegistry());
        for (FleetSource source : fleet.sources()) {
            if (!source.agent().orElseThrow().isManager()) {
                files.add(source.file());
            }
        }
        String hash;
        Instant last;
        try (var records = SyscheckDatabase.at(files.get(files.size() / 2), MalformedLineHandler.failing())
                .inventory()) {
            var entry = records.stream().skip(entries / 2).findFirst().orElseThrow();
            hash = entry.attributes().orElseThrow().sha1().orElseThrow();
            last = entry.recorded().orElseThrow();
        }
        oneHash = FileSearch.all().indicators(Indicators.of(List.of(hash)));
        recent = FileSearch.all().since(last.plusSeconds(86_400 * 30));
        var random = new Random(7);
        List<String> hashes = new ArrayList<>(MANY);
        for (int i = 1; i < MANY; i++) {
            hashes.add(String.format("%016x%016x%08x", random.nextLong(), random.nextLong(), random.nextInt()));
        }
        hashes.add(hash);
        manyHashes = FileSearch.all().indicators(Indicators.of(hashes));
    }

    private void writeHome(Path home) throws IOException {
        OssecHomeFixture fixture = OssecHomeFixture.builder(BEGIN);
        for (int i = 0; i < agents; i++) {
            fixture.agent("agent-" + i);
        }
        fixture.writeTo(home);
        for (FleetSource source : Ossec.open(home).fleet().sources()) {
            if (!source.isRegistry() && !source.agent().orElseThrow().isManager()) {
                SyscheckGenerator.of(entries).seed(source.file().hashCode()).writeTo(source.file());
            }
        }
    }

    /** Ends the threads. */
    @TearDown
    public void stop() {
        one.shutdown();
        two.shutdown();
    }

    /** The floor: all bytes of all files through one buffer outside the heap, not looked at. */
    @Benchmark
    public long read() throws IOException {
        long bytes = 0;
        for (Path file : files) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                raw.clear();
                int read = channel.read(raw);
                while (read >= 0) {
                    bytes += read;
                    raw.clear();
                    read = channel.read(raw);
                }
            }
        }
        return bytes;
    }

    /** Which agent has a file with this SHA-1 hash? One thread. */
    @Benchmark
    public long oneHash() {
        return search(oneHash, one);
    }

    /** {@link #oneHash()}, by two threads. */
    @Benchmark
    public long oneHashTwoThreads() {
        return search(oneHash, two);
    }

    /** Which agent has a file with one of a million SHA-1 hashes? One thread. */
    @Benchmark
    public long millionHashes() {
        return search(manyHashes, one);
    }

    /** What has changed within a month at the end? One thread. */
    @Benchmark
    public long since() {
        return search(recent, one);
    }

    private long search(FileSearch search, ExecutorService threads) {
        try (FleetResults results = fleet.on(threads).search(search)) {
            return results.stream().count();
        }
    }
}
