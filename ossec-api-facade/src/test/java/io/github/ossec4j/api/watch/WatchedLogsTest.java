package io.github.ossec4j.api.watch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.api.watch.WatchEvent.AlertRaised;
import io.github.ossec4j.api.watch.WatchEvent.EventArchived;
import io.github.ossec4j.api.watch.WatchEvent.Log;
import io.github.ossec4j.api.watch.WatchEvent.LogReset;
import io.github.ossec4j.api.watch.WatchEvent.LogUnreadable;
import io.github.ossec4j.api.watch.WatchEvent.MessageLogged;
import io.github.ossec4j.api.watch.WatchEvent.Reset;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.alerts.AlertFilter;
import io.github.ossec4j.io.logs.DailyLog;
import io.github.ossec4j.model.AgentAddress;
import io.github.ossec4j.model.AgentId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 15, unit = TimeUnit.MINUTES)
class WatchedLogsTest {
    private static final boolean IS_THOROUGH = Boolean.getBoolean("ossec4j.thorough");
    private static final int BATCH = 500; // ten times a second: 5,000 a second
    private static final long PAUSE_NANOS = 100_000_000;
    private static final int BATCHES = IS_THOROUGH ? 6_000 : 60;
    private static final LocalDate DAY = LocalDate.of(2020, 2, 29);
    private static final Instant NOON = DAY.atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC);

    @TempDir
    private Path directory;

    private OssecHome home = OssecHome.at(Path.of(""));
    private long written;

    @BeforeEach
    void makeHome() throws IOException {
        home = OssecHome.at(directory);
        Files.createDirectories(directory.resolve("queue/ossec"));
        Files.createDirectories(directory.resolve("etc"));
        Files.writeString(
                home.clientKeys(),
                "001 web-01 192.0.2.10 " + "0".repeat(64) + "\n002 db-01 any " + "1".repeat(64) + "\n");
    }

    private Watch.Builder watch() {
        return Ossec.builder(directory)
                .zone(ZoneOffset.UTC)
                .clock(Clock.fixed(NOON, ZoneOffset.UTC))
                .open()
                .watch();
    }

    /** Appends alerts that are numbered from 1 on. */
    private void append(LocalDate day, int alerts) throws IOException {
        var text = new StringBuilder();
        for (int i = 0; i < alerts; i++) {
            text.append(alert(++written));
        }
        append(DailyLog.ALERTS.file(home, day), text.toString());
    }

    private static void append(Path file, String text) throws IOException {
        if (!Files.exists(file)) {
            Files.createDirectories(file.resolveSibling("."));
        }
        Files.writeString(file, text, ISO_8859_1, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String alert(long number) {
        return alert(number, "host->/var/log/x");
    }

    private static String alert(long number, String location) {
        return "** Alert " + (NOON.getEpochSecond() + number) + "." + number
                + ": - syslog,\n2020 Feb 29 12:00:00 " + location + "\nRule: 5 (level " + number % 16
                + ") -> 'x'\nevent "
                + number + "\n\n";
    }

    private static void compress(Path file) throws IOException {
        try (OutputStream out =
                new GZIPOutputStream(Files.newOutputStream(file.resolveSibling(file.getFileName() + ".gz")))) {
            Files.copy(file, out);
        }
        Files.delete(file);
    }

    private static void empty(Path file) throws IOException {
        Files.newOutputStream(file, StandardOpenOption.TRUNCATE_EXISTING).close();
    }

    private static String words(WatchEvent event) {
        if (event instanceof AlertRaised raised) {
            String id = raised.alert().id().orElseThrow();
            return id.substring(id.indexOf('.') + 1);
        }
        if (event instanceof EventArchived archived) {
            return archived.event().log().toString();
        }
        if (event instanceof MessageLogged logged) {
            return logged.message().message().toString();
        }
        if (event instanceof LogReset reset) {
            return reset.log() + " " + reset.reset();
        }
        return event.getClass().getSimpleName();
    }

    private static List<String> words(List<WatchEvent> events) {
        return events.stream().map(WatchedLogsTest::words).toList();
    }

    private static List<String> range(long first, long last) {
        return LongStream.rangeClosed(first, last).mapToObj(Long::toString).toList();
    }

    /** All that is there. */
    private static List<WatchEvent> present(Watch.Builder options) {
        var events = new ArrayList<WatchEvent>();
        try (Watch watch = options.untilNow().start()) {
            watch.forEach(events::add);
        }
        return events;
    }

    private static List<String> next(Watch watch, int count) throws InterruptedException {
        var words = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            words.add(words(watch.next(Duration.ofMinutes(1)).orElseThrow()));
        }
        return words;
    }

    private static void assertNothing(Watch watch) throws InterruptedException {
        assertThat(watch.next(Duration.ZERO)).isEmpty();
    }

    @Test
    void newAlertsAreDeliveredOnce() throws Exception {
        append(DAY, 3);
        try (Watch watch = watch().alerts().start()) {
            assertNothing(watch);
            append(DAY, 2);
            assertThat(next(watch, 2)).isEqualTo(range(4, 5));
            assertNothing(watch);
            append(DAY, 1);
            assertThat(next(watch, 1)).isEqualTo(range(6, 6));
        }
    }

    @Test
    void whatIsAppendedWhileMuchIsReadIsReadAtOnce() throws Exception {
        append(DAY, 0);
        try (Watch watch = watch().alerts().sweepEvery(Duration.ofHours(1)).start()) {
            append(DAY, 2_500); // more than are read together
            assertThat(next(watch, 1)).containsExactly("1");
            append(DAY, 1);
            assertThat(next(watch, 2_500)).isEqualTo(range(2, 2_501));
        }
    }

    @Test
    void anAlertThatIsBeingWrittenIsWaitedFor() throws Exception {
        String alert = alert(1);
        Path file = DailyLog.ALERTS.file(home, DAY);
        try (Watch watch = watch().alerts().sweepEvery(Duration.ZERO).start()) {
            for (int i = 0; i < alert.length() - 1; i++) {
                append(file, alert.substring(i, i + 1));
                assertNothing(watch);
            }
            append(file, "\n");
            assertThat(next(watch, 1)).containsExactly("1");
        }
    }

    @Test
    void anAlertIsOfTheAgentThatItNames() throws Exception {
        WatchPosition start = here();
        Path file = DailyLog.ALERTS.file(home, DAY);
        append(file, alert(1, "(web-01) 192.0.2.10->/x") + alert(2, "(gone) any->/x") + alert(3, "fw->192.0.2.1"));
        List<WatchEvent> events = present(watch().alerts().from(start.text()));
        assertThat(events)
                .extracting(event -> event.agent() + " " + event.agentName() + " " + event.at())
                .containsExactly(
                        "001 web-01 " + NOON.plusSeconds(1),
                        "000 gone " + NOON.plusSeconds(2),
                        "000 fw " + NOON.plusSeconds(3));
        assertThat(words(present(watch().alerts().only(List.of(AgentId.of(1))).from(start.text()))))
                .containsExactly("1");
        assertThat(words(present(watch().alerts().only(List.of(AgentId.of(2))).from(start.text()))))
                .isEmpty();
        assertThat(words(present(watch().alerts().only(List.of(AgentId.MANAGER)).from(start.text()))))
                .containsExactly("2", "3");
    }

    @Test
    void onlyAlertsThatAFilterAcceptsAreDeliveredAndNoneIsReadTwice() throws Exception {
        WatchPosition start = here();
        append(DAY, 20);
        var filter = AlertFilter.builder().levels(14, 15).build();
        List<WatchEvent> events = present(watch().alerts(filter).from(start.text()));
        assertThat(words(events)).containsExactly("14", "15");
        try (Watch watch = watch().alerts(filter).from(start.text()).start()) {
            next(watch, 2);
            assertNothing(watch);
            LogPlace place = Objects.requireNonNull(
                    Places.parse(watch.position().text()).logs().get(Log.ALERTS));
            assertThat(place.reached().offset()).isEqualTo(Files.size(DailyLog.ALERTS.file(home, DAY)));
        }
    }

    private WatchPosition here() {
        try (Watch watch = watch().alerts().archives().logs().start()) {
            return watch.position();
        }
    }

    @Test
    void theNextDayIsFollowedAfterTheRestOfTheOneBeforeEvenIfThatIsCompressed() throws Exception {
        try (Watch watch = watch().alerts().start()) {
            append(DAY, 2);
            assertThat(next(watch, 2)).isEqualTo(range(1, 2));
            WatchPosition position = watch.position();

            append(DAY, 2000);
            compress(DailyLog.ALERTS.file(home, DAY));
            append(DAY.plusDays(1), 3); // another month
            assertThat(next(watch, 2003)).isEqualTo(range(3, 2005));
            append(DAY.plusDays(1), 1);
            assertThat(next(watch, 1)).containsExactly("2006");

            compress(DailyLog.ALERTS.file(home, DAY.plusDays(1)));
            assertThat(words(present(watch().alerts().from(position.text())))).isEqualTo(range(3, 2006));
        }
    }

    /** Until an event of another day comes, the daemon goes on writing to the file that has only its short name left. */
    @Test
    void theShortNameIsReadIfTheFileOfTheDayIsCompressedAlready() throws Exception {
        Path file = DailyLog.ALERTS.file(home, DAY);
        append(DAY, 2);
        try (Watch watch = watch().alerts().start()) {
            Files.createLink(DailyLog.ALERTS.current(home), file);
            compress(file);
            append(DailyLog.ALERTS.current(home), alert(++written));
            assertThat(next(watch, 1)).containsExactly("3");
            assertNothing(watch);
        }
        try (Watch watch = watch().alerts().start()) {
            append(DailyLog.ALERTS.current(home), alert(++written));
            assertThat(next(watch, 1)).containsExactly("4");
        }
    }

    @Test
    void theDailyFileIsFollowedWhateverHappensToTheShortName() throws Exception {
        append(DAY, 1);
        Path current = Files.createLink(DailyLog.ALERTS.current(home), DailyLog.ALERTS.file(home, DAY));
        try (Watch watch = watch().alerts().start()) {
            Files.move(current, current.resolveSibling("alerts.log.1"));
            Files.writeString(current, alert(99));
            append(DAY, 2);
            assertThat(next(watch, 2)).isEqualTo(range(2, 3));
            assertNothing(watch);
        }
    }

    @Test
    void aFileThatWasEmptiedReplacedOrDeletedIsReadFromItsStart() throws Exception {
        Path file = DailyLog.ALERTS.file(home, DAY);
        try (Watch watch = watch().alerts().start()) {
            append(DAY, 2);
            next(watch, 2);
            WatchPosition position = watch.position();

            empty(file);
            append(DAY, 5); // more than before
            assertThat(next(watch, 6).subList(1, 6)).isEqualTo(range(3, 7));
            assertThat(words(present(watch().alerts().from(position.text()))))
                    .startsWith("ALERTS CLEARED")
                    .hasSize(6);

            Path other = Files.writeString(directory.resolve("other"), alert(++written));
            Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
            assertThat(next(watch, 2)).containsExactly("ALERTS REPLACED", "8");
            Files.delete(file);
            assertThat(next(watch, 1)).containsExactly("ALERTS DELETED");
            append(DAY, 1);
            assertThat(next(watch, 1)).containsExactly("9");
        }
    }

    @Test
    void whatIsAfterATextThatNeverEndedIsFollowed() throws Exception {
        var reported = new ArrayList<String>();
        append(DAY, 1);
        Path file = DailyLog.ALERTS.file(home, DAY);
        try (Watch watch = watch().alerts()
                .onMalformedLine(line -> reported.add(line.message()))
                .start()) {
            append(file, alert(2).strip());
            append(DAY.plusDays(1), 1);
            assertThat(next(watch, 1)).containsExactly("2");
        }
        assertThat(reported).singleElement().asString().contains(":6: expected the end of the record");
    }

    @Test
    void archivesAreFollowedAsAlertsAre() throws Exception {
        WatchPosition start = here();
        append(DailyLog.ARCHIVES.file(home, DAY), "2020 Feb 29 12:00:01 (web-01) 192.0.2.10->/x one\nmore\n");
        append(
                DailyLog.ARCHIVES.file(home, DAY),
                "2020 Feb 29 12:00:02 host->/x two\n2020 Feb 29 12:00:02 host->/x being");
        List<WatchEvent> events = present(watch().archives().from(start.text()));
        assertThat(words(events)).containsExactly("one\nmore", "two");
        assertThat(events.get(0).agent()).isEqualTo(AgentId.of(1));
        assertThat(events.get(0).at()).isEqualTo(NOON.plusSeconds(1));
        append(DailyLog.ARCHIVES.file(home, DAY), " written\n");
        compress(DailyLog.ARCHIVES.file(home, DAY));
        append(DailyLog.ARCHIVES.file(home, DAY.plusDays(1)), "2020 Mar 01 00:00:01 host->/x next\n");
        assertThat(words(
                        present(watch().archives().from(events.get(1).position().text()))))
                .containsExactly("being written", "next");
    }

    @Test
    void messagesAreFollowedIntoANewLogAndWhatWasMovedAwayIsReadFirst() throws Exception {
        Path log = home.ossecLog();
        append(log, message("before"));
        try (Watch watch = watch().logs().start()) {
            append(log, message("one"));
            assertThat(next(watch, 1)).containsExactly("one");
            WatchPosition position = watch.position();

            append(log, message("two"));
            Files.move(log, log.resolveSibling("ossec.log.1"));
            append(log, message("three"));
            assertThat(next(watch, 2)).containsExactly("two", "three");
            assertNothing(watch);
            assertThat(words(present(watch().logs().from(position.text())))).containsExactly("two", "three");

            append(log, message("four"));
            Files.copy(log, log.resolveSibling("ossec.log.0")); // copytruncate
            empty(log);
            append(log, message("five"));
            assertThat(next(watch, 2)).containsExactly("four", "five");

            Files.delete(log.resolveSibling("ossec.log.0"));
            empty(log);
            append(log, message("six, which is longer"));
            assertThat(next(watch, 2)).containsExactly("OSSEC_LOG CLEARED", "six, which is longer");
        }
    }

    private static String message(String text) {
        return "2020/02/29 12:00:00 ossec-analysisd: INFO: " + text + "\n";
    }

    @Test
    void aMomentStartsWithItsRecords() throws Exception {
        append(DAY.minusDays(1), 0);
        append(DailyLog.ALERTS.file(home, DAY.minusDays(1)), alert(1));
        compress(DailyLog.ALERTS.file(home, DAY.minusDays(1)));
        append(DailyLog.ALERTS.file(home, DAY), alert(2) + alert(3));
        append(DailyLog.ARCHIVES.file(home, DAY), "2020 Feb 29 12:00:01 h->/x a\n2020 Feb 29 12:00:03 h->/x b\n");
        append(home.ossecLog(), message("x") + message("y").replace("12:00:00", "12:00:03"));
        assertThat(words(present(watch().alerts().since(NOON)))).isEqualTo(range(1, 3));
        assertThat(words(present(watch().alerts().since(NOON.plusSeconds(3))))).containsExactly("3");
        assertThat(words(present(watch().alerts().since(NOON.plusSeconds(4))))).isEmpty();
        assertThat(words(present(watch().archives().since(NOON.plusSeconds(2)))))
                .containsExactly("b");
        assertThat(words(present(watch().logs().since(NOON.plusSeconds(2))))).containsExactly("y");
    }

    @Test
    void aLogThatCannotBeReadIsReportedOnceAndGoesOnLater() throws Exception {
        append(DAY, 1);
        Path file = DailyLog.ALERTS.file(home, DAY);
        try (Watch watch =
                watch().alerts().logs().sweepEvery(Duration.ofMillis(5)).start()) {
            Path aside = directory.resolve("aside");
            Files.move(file, aside);
            Files.createDirectory(file);
            Optional<WatchEvent> event = watch.next(Duration.ofMinutes(1));
            if (event.orElseThrow() instanceof LogReset reset) {
                assertThat(reset.reset()).isEqualTo(Reset.DELETED); // looked between the two
                event = watch.next(Duration.ofMinutes(1));
            }
            assertThat(event.orElseThrow())
                    .isInstanceOfSatisfying(
                            LogUnreadable.class,
                            unreadable -> assertThat(unreadable.reason()).contains("is a directory"));
            append(home.ossecLog(), message("other"));
            assertThat(next(watch, 1)).containsExactly("other");
            Files.delete(file);
            Files.move(aside, file);
            append(DAY, 1);
            while (!next(watch, 1).equals(List.of("2"))) {
                // What was there before comes again if the file was missed between the two.
            }
        }
    }

    @Test
    void positionsFromBeforeLogsWereWatchedAreUnderstood() throws Exception {
        String old = "142dmYGBgZGfWemi49nPzHwA"; // after the first record below
        append(syscheck(), "+++1:33188:0:0:xxx:xxx !1700000000 /etc/a\n+++1:33188:0:0:xxx:xxx !1700000000 /etc/b\n");
        append(DAY, 1);
        assertThat(present(watch().integrity().alerts().from(old)))
                .singleElement()
                .isInstanceOfSatisfying(
                        WatchEvent.FileChanged.class,
                        event -> assertThat(event.change().path().display()).isEqualTo("/etc/b"));
    }

    private Path syscheck() {
        return home.syscheck("web-01", AgentAddress.of("192.0.2.10")).orElseThrow();
    }

    /** A watch of logs alone knows no agents: one of databases that starts there must not take all of them for new. */
    @Test
    void aPositionOfLogsAloneSaysNothingAboutDatabases() throws Exception {
        append(syscheck(), "+++1:33188:0:0:xxx:xxx !1700000000 /etc/a\n");
        WatchPosition position;
        try (Watch watch = watch().alerts().start()) {
            position = watch.position();
        }
        append(DAY, 1);
        assertThat(words(present(watch().integrity().alerts().from(position.text()))))
                .containsExactly("1");
    }

    @Test
    void everyPositionGoesOnExactlyAfterItsEvent() throws Exception {
        WatchPosition start = here();
        append(DAY, 30);
        append(DAY.plusDays(1), 30);
        for (int i = 0; i < 20; i++) {
            append(DailyLog.ARCHIVES.file(home, DAY), "2020 Feb 29 12:00:01 h->/x a" + i + "\n");
            append(home.ossecLog(), message("m" + i));
        }
        List<WatchEvent> all = present(watch().alerts().archives().logs().from(start.text()));
        assertThat(all).hasSize(100);
        for (int i = 0; i < all.size(); i++) {
            List<WatchEvent> rest = present(watch().alerts()
                    .archives()
                    .logs()
                    .from(all.get(i).position().text()));
            assertThat(words(rest))
                    .as("after event " + i)
                    .containsExactlyInAnyOrderElementsOf(words(all.subList(i + 1, all.size())));
        }
    }

    @Test
    void nothingIsLostOrDoubledWhileAlertsAreAppendedButWhatTruncatingRemoves(TestReporter reporter) throws Exception {
        append(DAY, 0);
        var truncations = new ArrayList<Long>();
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (Watch watch = watch().alerts().start()) {
            Future<?> writer = threads.submit(() -> {
                LocalDate day = DAY;
                for (int batch = 0; batch < BATCHES; batch++) {
                    if (batch == BATCHES / 3) {
                        truncations.add(written);
                        empty(DailyLog.ALERTS.file(home, day));
                    } else if (batch == BATCHES * 2 / 3) {
                        day = day.plusDays(1);
                    }
                    append(day, BATCH);
                    if (IS_THOROUGH) {
                        LockSupport.parkNanos(PAUSE_NANOS);
                    }
                }
                return null;
            });
            long last = 0;
            long received = 0;
            long lost = 0;
            while (last < (long) BATCH * BATCHES) {
                WatchEvent event = watch.next(Duration.ofMinutes(1)).orElseThrow();
                if (event instanceof LogReset reset) {
                    assertThat(reset.reset()).isEqualTo(Reset.CLEARED);
                    continue;
                }
                long number = Long.parseLong(words(event));
                assertThat(number).as("nothing twice").isGreaterThan(last);
                if (number != last + 1) {
                    assertThat(truncations).as("what is lost").contains(number - 1);
                    lost += number - last - 1;
                }
                last = number;
                received++;
            }
            writer.get();
            assertNothing(watch);
            assertThat(received).isGreaterThan(last / 3);
            reporter.publishEntry(
                    "figures", last + " alerts written, " + received + " received, " + lost + " removed by emptying");
        } finally {
            threads.shutdownNow();
        }
    }
}
