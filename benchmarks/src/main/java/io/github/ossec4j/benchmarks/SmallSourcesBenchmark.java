package io.github.ossec4j.benchmarks;

import io.github.ossec4j.fixtures.AgentsGenerator;
import io.github.ossec4j.fixtures.RootcheckGenerator;
import io.github.ossec4j.fixtures.StatisticsGenerator;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.conf.OssecConfigurationFile;
import io.github.ossec4j.io.keys.ClientKeysFile;
import io.github.ossec4j.io.rootcheck.RootcheckDatabase;
import io.github.ossec4j.io.stats.TotalsFile;
import io.github.ossec4j.model.conf.OssecConfiguration;
import io.github.ossec4j.model.rootcheck.RootcheckEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
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

/** Question: how long does each of the smaller sources take at the size of a large manager? Figures, not targets. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms2g", "-Xmx2g", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class SmallSourcesBenchmark {
    private static final int KEYS = 100_000;
    private static final int EVENTS = 100_000;
    private static final int CONFIGURATION_LINES = 2_000;
    private static final Year YEAR = Year.of(2016);

    private Path keys = Path.of("");
    private Path rootcheck = Path.of("");
    private Path configuration = Path.of("");
    private OssecHome statistics = OssecHome.at(Path.of(""));

    /** Writes the files, unless an earlier run did. */
    @Setup
    public void write() throws IOException {
        keys = BenchmarkData.file("client.keys-" + KEYS, AgentsGenerator.of(KEYS)::writeKeys);
        rootcheck = BenchmarkData.file("rootcheck-" + EVENTS, RootcheckGenerator.of(EVENTS)::writeTo);
        configuration = BenchmarkData.file(
                "ossec.conf-" + CONFIGURATION_LINES + "-lines", SmallSourcesBenchmark::writeConfiguration);
        statistics = OssecHome.at(BenchmarkData.file(
                "statistics-" + YEAR, target -> StatisticsGenerator.of(1).writeYear(OssecHome.at(target), YEAR)));
    }

    private static void writeConfiguration(Path target) throws IOException {
        var xml = new StringBuilder("<ossec_config>\n  <syscheck>\n    <frequency>79200</frequency>\n");
        for (int line = 3; line < CONFIGURATION_LINES / 2 - 2; line++) {
            xml.append("    <directories check_all=\"yes\">/srv/data/")
                    .append(line)
                    .append("</directories>\n");
        }
        xml.append("  </syscheck>\n");
        for (int line = CONFIGURATION_LINES / 2 - 1; line < CONFIGURATION_LINES - 1; line += 4) {
            xml.append("  <localfile>\n    <log_format>syslog</log_format>\n    <location>/var/log/")
                    .append(line)
                    .append(".log</location>\n  </localfile>\n");
        }
        Files.writeString(target, xml.append("</ossec_config>\n"));
    }

    /** {@code etc/client.keys} with 100,000 agents. */
    @Benchmark
    public ClientKeysFile clientKeys() throws IOException {
        return ClientKeysFile.read(keys, MalformedLineHandler.failing());
    }

    /** A policy database of 100,000 events, with their status. */
    @Benchmark
    public void rootcheckEvents(Blackhole consumer) throws IOException {
        RootcheckDatabase database = RootcheckDatabase.at(rootcheck, MalformedLineHandler.failing());
        try (var events = database.events(Instant.EPOCH)) {
            for (RootcheckEvent event : events) {
                consumer.consume(event);
            }
        }
    }

    /** The hourly totals of every day of a year. */
    @Benchmark
    public void yearOfStatistics(Blackhole consumer) throws IOException {
        for (int i = 1; i <= YEAR.length(); i++) {
            LocalDate day = YEAR.atDay(i);
            consumer.consume(
                    TotalsFile.read(TotalsFile.of(statistics.statsDirectory(), day), MalformedLineHandler.failing()));
        }
    }

    /** An {@code ossec.conf} of 2,000 lines. */
    @Benchmark
    public OssecConfiguration configuration() throws IOException {
        return OssecConfigurationFile.read(configuration, MalformedLineHandler.failing());
    }
}
