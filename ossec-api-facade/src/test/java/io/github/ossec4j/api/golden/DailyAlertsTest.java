package io.github.ossec4j.api.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.io.AccessRefusedException;
import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.alerts.AlertFilter;
import io.github.ossec4j.io.logs.DailyLog;
import io.github.ossec4j.model.alerts.Alert;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The alerts of recorded days, whatever file they are in. */
class DailyAlertsTest {
    private static final String TREE = "midnight/u43/end";
    private static final LocalDate FIRST = LocalDate.of(2016, 10, 15);
    private static final LocalDate LAST = LocalDate.of(2016, 11, 5);
    private static final LocalDate DAY = LocalDate.of(2016, 10, 17);

    @TempDir
    private Path directory;

    private final List<MalformedLine> malformed = new ArrayList<>();

    @BeforeEach
    void makeHome() throws IOException {
        Files.createDirectories(directory.resolve("etc"));
        Files.createDirectories(directory.resolve("queue/ossec"));
    }

    /** The recorded folders with daily files. */
    static Stream<String> trees() {
        return RecordedAlerts.logs()
                .filter(log -> log.contains("/logs/alerts/"))
                .map(log -> log.substring(0, log.indexOf("/logs/alerts/")))
                .distinct();
    }

    private Ossec ossec() {
        return Ossec.builder(directory)
                .zone(ZoneOffset.UTC)
                .clock(Clock.fixed(Instant.parse("2016-10-17T20:00:00Z"), ZoneOffset.UTC))
                .onMalformedLine(malformed::add)
                .open();
    }

    private static List<Long> times(RecordStream<Alert> records) {
        try (records) {
            return records.stream().map(alert -> alert.time().getEpochSecond()).toList();
        }
    }

    private static List<Long> expectedTimes(String tree) {
        return RecordedAlerts.logs()
                .filter(log -> log.startsWith(tree + "/logs/alerts/2"))
                .sorted(Comparator.comparing(log -> log.replace("/Oct/", "/10/").replace("/Nov/", "/11/")))
                .flatMap(log -> RecordedAlerts.expected(log).valueStream())
                .map(alert -> alert.get("time").asLong())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("trees")
    void eachAlertIsFoundOnItsDay(String tree) throws IOException {
        RecordedAlerts.write(tree, directory);
        List<Long> expected = expectedTimes(tree);

        assertThat(times(ossec().alerts().matching(AlertFilter.ALL))).isEqualTo(expected);
        assertThat(times(ossec().alerts().between(FIRST, LAST))).isEqualTo(expected);
        var byDay = new ArrayList<Long>();
        for (LocalDate day = FIRST; day.isBefore(LAST); day = day.plusDays(1)) {
            List<Long> found = times(ossec().alerts().of(day));
            assertThat(found)
                    .allMatch(second -> second >= 0)
                    .isEqualTo(ofDay(expected, day.atStartOfDay().toEpochSecond(ZoneOffset.UTC)));
            byDay.addAll(found);
        }
        assertThat(byDay).isEqualTo(expected);
        assertThat(malformed).isEmpty();
    }

    private static List<Long> ofDay(List<Long> times, long start) {
        return times.stream()
                .filter(time -> time >= start && time < start + 86_400)
                .toList();
    }

    @Test
    void compressedDaysAreReadLikePlainOnes() throws IOException {
        RecordedAlerts.write(TREE, directory);
        List<Long> expected = times(ossec().alerts().matching(AlertFilter.ALL));
        OssecHome home = OssecHome.at(directory);
        for (LocalDate day = FIRST; day.isBefore(LAST); day = day.plusDays(1)) {
            Path file = DailyLog.ALERTS.file(home, day);
            if (Files.exists(file)) {
                try (OutputStream out =
                        new GZIPOutputStream(Files.newOutputStream(DailyLog.ALERTS.compressed(home, day)))) {
                    Files.copy(file, out);
                }
                Files.delete(file);
            }
        }

        assertThat(times(ossec().alerts().matching(AlertFilter.ALL)))
                .isEqualTo(expected)
                .isNotEmpty();
        assertThat(times(ossec().alerts().today()))
                .isEqualTo(times(ossec().alerts().of(DAY)))
                .isNotEmpty();
    }

    @Test
    void aDayThatCannotBeReadIsReportedAndTheOthersAreRead() throws IOException {
        RecordedAlerts.write(TREE, directory);
        List<Long> expected = times(ossec().alerts().of(DAY.plusDays(1)));
        Path file = DailyLog.ALERTS.file(OssecHome.at(directory), DAY);
        Files.delete(file);
        Files.createDirectories(file);

        assertThat(times(ossec().alerts().between(DAY, DAY.plusDays(1))))
                .isEqualTo(expected)
                .isNotEmpty();
        assertThat(malformed).hasSize(1);
        assertThat(malformed.get(0).file()).isEqualTo(file);
        assertThat(malformed.get(0).expected()).contains("is a directory");
    }

    @Test
    void withoutDailyFilesTheCurrentOneIsRead() throws IOException {
        Path current = DailyLog.ALERTS.current(OssecHome.at(directory));
        Files.createDirectories(current.resolveSibling("."));
        Files.write(current, RecordedAlerts.bytes("sshd-failures/u43/alerts.log"));

        assertThat(times(ossec().alerts().of(DAY))).hasSizeGreaterThan(1);
        assertThat(times(ossec().alerts().of(DAY.plusDays(1)))).isEmpty();
    }

    @Test
    void aHomeWithoutAlertsHasNone() {
        assertThat(times(ossec().alerts().today())).isEmpty();
        assertThat(malformed).isEmpty();
    }

    @Test
    void aDirectoryThatMayNotBeListedIsAnError() throws IOException {
        Path alerts = DailyLog.ALERTS.directory(OssecHome.at(directory));
        Files.createDirectories(alerts);
        Files.setPosixFilePermissions(alerts, Set.of());
        try {
            Assumptions.assumeFalse(Files.isReadable(alerts), "root may list everything");
            assertThatThrownBy(() -> ossec().alerts().today()).isInstanceOf(AccessRefusedException.class);
        } finally {
            Files.setPosixFilePermissions(alerts, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}
