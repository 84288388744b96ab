package io.github.ossec4j.benchmarks;

import io.github.ossec4j.fixtures.SyscheckDialect;
import io.github.ossec4j.fixtures.SyscheckGenerator;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * Question: how much does it matter what the records look like? {@link SyscheckScanBenchmark} reads the usual: six
 * fields, root's files, a hundred records of the same second. Read the shapes against each other.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms2g", "-Xmx2g", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SyscheckShapesBenchmark {
    private static final long ENTRIES = 1_000_000;

    /** Usual; a different second and owner for each record; with SHA-256; with the fields of Wazuh 2.x. */
    @Param({"usual", "varied", "sha256", "wazuh"})
    public String shape = "";

    private Path file = Path.of("");

    /** Writes the database, unless an earlier run did. */
    @Setup
    public void write() throws IOException {
        file = switch (shape) {
            case "varied" -> BenchmarkData.file("syscheck-varied", SyscheckShapesBenchmark::writeVaried);
            case "sha256" -> of(SyscheckDialect.OSSEC_4);
            case "wazuh" -> of(SyscheckDialect.WAZUH_2);
            default -> BenchmarkData.syscheck(ENTRIES);
        };
    }

    private static Path of(SyscheckDialect dialect) throws IOException {
        return BenchmarkData.file(
                "syscheck-" + dialect,
                SyscheckGenerator.of(ENTRIES).changedShare(0.01).dialect(dialect)::writeTo);
    }

    /** The usual records, each with a time, an owner and a group that the one before it does not have. */
    private static void writeVaried(Path target) throws IOException {
        long number = 0;
        try (Stream<String> lines = Files.lines(BenchmarkData.syscheck(ENTRIES), StandardCharsets.ISO_8859_1);
                BufferedWriter out = Files.newBufferedWriter(target, StandardCharsets.ISO_8859_1)) {
            for (String line : (Iterable<String>) lines::iterator) {
                number++;
                String[] fields = line.split(":", 5);
                if (fields.length == 5) {
                    fields[2] = String.valueOf(1000 + number % 50);
                    fields[3] = String.valueOf(100 + number % 7);
                }
                int time = line.indexOf('!', 3);
                String varied = String.join(":", fields);
                int begin = varied.indexOf(line.substring(time)) + 1;
                out.write(varied.substring(0, begin) + (1_451_606_400 + number) + varied.substring(begin + 10) + "\n");
            }
        }
    }

    /** Every field of every record. */
    @Benchmark
    public long scanAll() {
        return FieldScan.of(file);
    }
}
