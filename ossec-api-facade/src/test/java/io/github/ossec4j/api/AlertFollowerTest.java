package io.github.ossec4j.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.alerts.AlertFilter;
import io.github.ossec4j.io.logs.DailyLog;
import io.github.ossec4j.model.alerts.Alert;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 15, unit = TimeUnit.MINUTES)
class AlertFollowerTest {
    private static final boolean THOROUGH = Boolean.getBoolean("ossec4j.thorough");
    private static final int BATCH = 500; // ten times a second: 5,000 a second
    private static final long PAUSE_NANOS = 100_000_000;
    private static final int BATCHES = THOROUGH ? 6_000 : 60;
    private static final LocalDate DAY = LocalDate.of(2020, 2, 28);

    @TempDir
    private Path directory;

    private OssecHome home = OssecHome.at(Path.of(""));
    private long written;

    @BeforeEach
    void makeHome() throws IOException {
        home = OssecHome.at(directory);
        Files.createDirectories(directory.resolve("queue/ossec"));
        Files.createDirectories(DailyLog.ALERTS.file(home, DAY).resolveSibling("."));
    }

    private Alerts alerts() {
        return Ossec.builder(directory)
                .zone(ZoneOffset.UTC)
                .clock(Clock.fixed(DAY.atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC), ZoneOffset.UTC))
                .open()
                .alerts();
    }

    /** Appends alerts that are numbered from 1 on. */
    private void append(LocalDate day, int alerts) throws IOException {
        var text = new StringBuilder();
        for (int i = 0; i < alerts; i++) {
            text.append(alert(++written));
        }
        Files.writeString(DailyLog.ALERTS.file(home, day), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String alert(long number) {
        return "** Alert 1582891200." + number + ": - syslog,\n2020 Feb 28 12:00:00 host->/var/log/x\n"
                + "Rule: 5 (level 3) -> 'x'\nevent " + number + "\n\n";
    }

    private static List<Long> numbers(List<Alert> alerts) {
        return alerts.stream()
                .map(alert -> Long.parseLong(alert.id().orElseThrow().substring("1582891200.".length())))
                .toList();
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    @Test
    void newAlertsAreReturnedOnce() throws IOException {
        append(DAY, 3);
        AlertFollower follower = alerts().follow(AlertFilter.ALL);
        assertThat(follower.poll()).isEmpty();

        append(DAY, 2);
        assertThat(numbers(follower.poll())).isEqualTo(range(4, 5));
        assertThat(follower.poll()).isEmpty();

        assertThat(numbers(alerts().followFrom(DAY, AlertFilter.ALL).poll())).isEqualTo(range(1, 5));
    }

    @Test
    void anAlertThatIsBeingWrittenIsWaitedFor() throws IOException {
        AlertFollower follower = alerts().follow(AlertFilter.ALL);
        String alert = alert(1);
        Path file = DailyLog.ALERTS.file(home, DAY);
        for (int i = 0; i < alert.length() - 1; i++) {
            Files.writeString(file, alert.substring(i, i + 1), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            assertThat(follower.poll()).isEmpty();
        }
        Files.writeString(file, "\n", StandardOpenOption.APPEND);
        assertThat(numbers(follower.poll())).containsExactly(1L);
    }

    @Test
    void theNextDayIsFollowedAfterTheRestOfTheOneBeforeEvenIfThatIsCompressed() throws IOException {
        AlertFollower follower = alerts().follow(AlertFilter.ALL);
        append(DAY, 2);
        assertThat(numbers(follower.poll())).isEqualTo(range(1, 2));

        append(DAY, 2);
        append(DAY.plusDays(1), 2);
        Path file = DailyLog.ALERTS.file(home, DAY);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(DailyLog.ALERTS.compressed(home, DAY)))) {
            Files.copy(file, out);
        }
        Files.delete(file);

        assertThat(numbers(follower.poll())).isEqualTo(range(3, 6));
    }

    @Test
    void aFileThatWasEmptiedOrReplacedIsReadFromItsStart() throws IOException {
        AlertFollower follower = alerts().follow(AlertFilter.ALL);
        Path file = DailyLog.ALERTS.file(home, DAY);
        append(DAY, 2);
        assertThat(follower.poll()).hasSize(2);

        Files.writeString(file, "");
        append(DAY, 5); // more than before
        assertThat(numbers(follower.poll())).isEqualTo(range(3, 7));

        Files.delete(file);
        append(DAY, 1);
        assertThat(numbers(follower.poll())).containsExactly(8L);
    }

    @Test
    void nothingIsLostOrDoubledWhileAlertsAreAppendedButWhatTruncatingRemoves() throws Exception {
        AlertFollower follower = alerts().follow(AlertFilter.ALL);
        var truncations = new ArrayList<Long>();
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<?> writer = threads.submit(() -> {
                LocalDate day = DAY;
                for (int batch = 0; batch < BATCHES; batch++) {
                    if (batch == BATCHES / 3) {
                        truncations.add(written);
                        Files.newOutputStream(DailyLog.ALERTS.file(home, day), StandardOpenOption.TRUNCATE_EXISTING)
                                .close();
                    } else if (batch == BATCHES * 2 / 3) {
                        day = day.plusDays(1);
                    }
                    append(day, BATCH);
                    if (THOROUGH) {
                        LockSupport.parkNanos(PAUSE_NANOS);
                    }
                }
                return null;
            });
            long last = 0;
            long received = 0;
            boolean isOver = false;
            while (true) {
                List<Alert> alerts = follower.poll();
                for (long number : numbers(alerts)) {
                    assertThat(number).as("nothing twice").isGreaterThan(last);
                    if (number != last + 1) {
                        assertThat(truncations).as("what is lost").contains(number - 1);
                    }
                    last = number;
                    received++;
                }
                if (alerts.isEmpty() && isOver) {
                    break;
                }
                isOver = writer.isDone();
            }
            writer.get();
            assertThat(last).isEqualTo((long) BATCH * BATCHES);
            assertThat(received).isGreaterThan(last / 3);
        } finally {
            threads.shutdownNow();
        }
    }
}
