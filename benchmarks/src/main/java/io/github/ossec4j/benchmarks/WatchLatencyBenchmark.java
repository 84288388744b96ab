package io.github.ossec4j.benchmarks;

import io.github.ossec4j.api.AgentHandle;
import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.api.watch.Watch;
import io.github.ossec4j.api.watch.WatchEvent;
import io.github.ossec4j.fixtures.OssecHomeFixture;
import io.github.ossec4j.io.OssecHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
 * Question: how long does it take from a record's append to its event? Read the median ({@code p0.50}) and {@code p0.99} of
 * {@code event}; each call includes the append itself, which {@code appendOnly} measures. The databases, one after
 * the other, grow by a record each.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class WatchLatencyBenchmark {
    private static final Duration LONG = Duration.ofMinutes(1);

    /** How many agents there are, each with a database. */
    @Param({"50", "10000"})
    private int agents;

    private Path directory = Path.of("");
    private final List<Path> databases = new ArrayList<>();
    private @Nullable Watch watch;
    private int next;

    /** Writes a home, and starts watching it. */
    @Setup
    public void start() throws IOException, InterruptedException {
        directory = Files.createTempDirectory("ossec4j-watch");
        OssecHomeFixture fixture = OssecHomeFixture.builder(Instant.now());
        for (int i = 1; i <= agents; i++) {
            fixture.agent("agent-" + i);
        }
        OssecHome home = fixture.writeTo(directory);
        for (AgentHandle agent : Ossec.open(directory).snapshot()) {
            if (!agent.isManager()) {
                databases.add(home.syscheck(agent.name(), agent.address()).orElseThrow());
            }
        }
        for (int i = 0; i < agents; i++) {
            append();
        }
        watch = Ossec.open(directory).watch().integrity().start();
        if (watch.next(Duration.ZERO).isPresent()) {
            throw new IllegalStateException("something has happened");
        }
    }

    /** Ends watching, and deletes the home. */
    @TearDown
    public void end() throws IOException {
        Objects.requireNonNull(watch).close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private int append() throws IOException {
        String record = "+++" + next + ":33188:0:0:xxx:xxx !1700000000 /srv/www/htdocs/file-" + next + "\n";
        Path database = databases.get(next++ % databases.size());
        Files.writeString(
                database, record, StandardCharsets.US_ASCII, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return record.length();
    }

    /** Appends a record, and waits for its event. */
    @Benchmark
    public WatchEvent event() throws IOException, InterruptedException {
        append();
        return Objects.requireNonNull(watch).next(LONG).orElseThrow();
    }

    /** Appends a record; nobody reads it. */
    @Benchmark
    public int appendOnly() throws IOException {
        return append();
    }
}
