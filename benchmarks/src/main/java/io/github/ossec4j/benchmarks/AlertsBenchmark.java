package io.github.ossec4j.benchmarks;

import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.alerts.AlertCursor;
import io.github.ossec4j.io.alerts.AlertFilter;
import io.github.ossec4j.io.alerts.AlertLog;
import io.github.ossec4j.model.alerts.Alert;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
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
 * Question: how much more does it cost to find out something about the alerts of a day than to read their bytes? All methods
 * read the same file, which is in the page cache; read their ratios to {@link #rawRead()} and to {@link
 * #idiomatic(Blackhole)}. A heap of 64 MB suffices for all.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xmx64m"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class AlertsBenchmark {
    private static final int RAW_BUFFER = 1 << 20;
    private static final int LEVELS = 17;

    /** Alerts in the file; about 380 bytes each. */
    @Param("1000000")
    public long alerts;

    private Path file = Path.of("");
    private final ByteBuffer raw = ByteBuffer.allocateDirect(RAW_BUFFER);

    private final AlertFilter rule = AlertFilter.builder().rules(Set.of(40112)).build();
    private final AlertFilter source =
            AlertFilter.builder().sourceAddress("203.0.113.7").build();

    /** Writes the file, unless an earlier run did. */
    @Setup
    public void write() throws IOException {
        file = BenchmarkData.alerts(alerts);
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

    /** How many alerts of each level. */
    @Benchmark
    public long[] countByLevel() throws IOException {
        var counts = new long[LEVELS];
        try (AlertCursor cursor = AlertCursor.open(file, MalformedLineHandler.failing())) {
            while (cursor.next()) {
                counts[Math.min(cursor.level(), LEVELS - 1)]++;
            }
        }
        return counts;
    }

    /** Every alert as a value, with every field. */
    @Benchmark
    public void values(Blackhole consumer) throws IOException {
        try (RecordStream<Alert> values =
                AlertLog.at(file, MalformedLineHandler.failing()).alerts()) {
            for (Alert alert : values) {
                consumer.consume(alert);
            }
        }
    }

    /** The alerts of one rule, one in a hundred, as values. */
    @Benchmark
    public void ofRule(Blackhole consumer) throws IOException {
        matching(rule, consumer);
    }

    /** The alerts with one source address, one in sixty, as values. */
    @Benchmark
    public void ofSource(Blackhole consumer) throws IOException {
        matching(source, consumer);
    }

    private void matching(AlertFilter filter, Blackhole consumer) throws IOException {
        try (RecordStream<Alert> values =
                AlertLog.at(file, MalformedLineHandler.failing()).alerts(filter)) {
            for (Alert alert : values) {
                consumer.consume(alert);
            }
        }
    }

    /** What Java programs do where time does not matter: lines and regular expressions. */
    @Benchmark
    public void idiomatic(Blackhole consumer) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            PlainAlert.read(lines, consumer::consume);
        }
    }
}
