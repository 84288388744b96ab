package io.github.ossec4j.api;

import io.github.ossec4j.io.AccessRefusedException;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.alerts.AlertFilter;
import io.github.ossec4j.io.alerts.AlertLog;
import io.github.ossec4j.io.logs.DailyLog;
import io.github.ossec4j.io.logs.Days;
import io.github.ossec4j.model.alerts.Alert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.zone.ZoneRules;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The alerts of the manager.
 *
 * <pre>{@code
 * Ossec ossec = Ossec.open(Path.of("/var/ossec"));
 * try (RecordStream<Alert> alerts = ossec.alerts().today()) {
 *     for (Alert alert : alerts) {
 *         System.out.println(alert.time() + " " + alert.rule().description() + " " + alert.origin().name());
 *     }
 * }
 * }</pre>
 *
 * <p>They are read from the daily files below {@code logs/alerts}, compressed or not, in their order, which is that of time,
 * except that OSSEC 4.3 may exchange alerts of the same moment. A day is that of the home's zone; OSSEC may write an alert
 * into the file of a neighboring day, where it is found all the same. A file that is missing, as of a day without events, has
 * no alerts; one that cannot be read is reported as malformed, and the others are read. Without any daily file, the current
 * one, {@code alerts.log}, is read.
 *
 * <p>A {@link RecordStream} is read while it is iterated over and must be closed. Safe to share; each stream is for one
 * thread.
 */
public final class Alerts {
    /** By how much OSSEC 4.3 may write alerts out of order. */
    private static final int DISORDER_SECONDS = 60;

    /** Of the year 9999: directories of later years have other names. */
    private static final long LAST_SECOND = 253_402_300_799L - 86_400;

    private final Ossec ossec;

    Alerts(Ossec ossec) {
        this.ossec = ossec;
    }

    /** The alerts of today. */
    public RecordStream<Alert> today() {
        return of(ossec.localTime().toLocalDate());
    }

    /**
     * The alerts of a day.
     *
     * @throws AccessRefusedException if {@code logs/alerts} may not be read
     */
    public RecordStream<Alert> of(LocalDate day) {
        return between(day, day);
    }

    /**
     * The alerts of some days, both inclusive.
     *
     * @throws AccessRefusedException if {@code logs/alerts} may not be read
     */
    public RecordStream<Alert> between(LocalDate first, LocalDate last) {
        return matching(AlertFilter.builder()
                .from(start(first))
                .until(start(last.plusDays(1)))
                .build());
    }

    /**
     * The alerts that a filter accepts, of all days unless it limits the time.
     *
     * @throws AccessRefusedException if {@code logs/alerts} may not be read
     */
    public RecordStream<Alert> matching(AlertFilter filter) {
        return records(
                DailyLog.ALERTS,
                filter,
                (file, wanted) -> AlertLog.at(file, ossec.malformedLines()).alerts(wanted));
    }

    /**
     * The same from {@code alerts.json}, which has more about each event (its {@linkplain Alert#details() details}, and the
     * text that {@code alerts.log} cuts), but not the lines of earlier events, nor whether mail was asked for; releases before
     * 3.0 leave out the id, and the tags among the groups. It exists if {@code jsonout_output} is set. An alert that OSSEC
     * failed to write to it is missing.
     *
     * @throws AccessRefusedException if {@code logs/alerts} may not be read
     */
    public RecordStream<Alert> json(AlertFilter filter) {
        var reader = new AlertJson(ossec.zoneRules());
        return records(
                DailyLog.ALERTS_JSON,
                filter,
                (file, wanted) -> reader.read(file, ossec.malformedLines()).filter(wanted::accepts));
    }

    /**
     * What most of the alerts have in common, in descending order. Names that few alerts have are forgotten if there are
     * more than 200,000 of them, so their counts may be too low.
     *
     * @param alerts are read to their end and closed
     * @param most how many names
     */
    public static List<AlertCount> top(RecordStream<Alert> alerts, AlertSubject subject, int most) {
        var counts = new AlertCounts(subject);
        try (alerts) {
            for (Alert alert : alerts) {
                counts.add(alert);
            }
        }
        return counts.top(most);
    }

    /** Reads the alerts of a file that a filter accepts. */
    @FunctionalInterface
    private interface Reading {
        RecordStream<Alert> read(Path file, AlertFilter wanted) throws IOException;
    }

    private RecordStream<Alert> records(DailyLog log, AlertFilter filter, Reading reading) {
        Path directory = log.directory(ossec.home());
        // An event may be in the file of the day before, or after it.
        LocalDate first = day(filter.from()).minusDays(1);
        LocalDate after = day(filter.until().minusSeconds(1)).plusDays(1);
        Days days = Failures.reading(directory, () -> Days.existing(directory, first, after));
        return RecordStream.of(
                directory,
                new DailyRecords<>(
                        ossec,
                        log,
                        days,
                        file -> isWrittenSince(file, filter.from()),
                        file -> isOf(after, file, log)
                                ? selected(file, reading.read(file, AlertFilter.ALL), filter, end(filter))
                                : reading.read(file, filter)));
    }

    private boolean isOf(LocalDate day, Path file, DailyLog log) {
        return file.equals(log.file(ossec.home(), day)) || file.equals(log.compressed(ossec.home(), day));
    }

    /** After this time, the file of the next day has no alerts that are wanted. */
    private static Instant end(AlertFilter filter) {
        return filter.until().plusSeconds(DISORDER_SECONDS);
    }

    /** Of these alerts those that the filter accepts, as far as they are from before this time. */
    private static RecordStream<Alert> selected(
            Path file, RecordStream<Alert> records, AlertFilter filter, Instant end) {
        Iterator<Alert> alerts = records.iterator();
        return RecordStream.of(file, new RecordStream.Source<>() {
            @Override
            public @Nullable Alert next() {
                while (alerts.hasNext()) {
                    Alert alert = alerts.next();
                    if (!alert.time().isBefore(end)) {
                        return null;
                    }
                    if (filter.accepts(alert)) {
                        return alert;
                    }
                }
                return null;
            }

            @Override
            public long positionBytes() {
                return records.positionBytes();
            }

            @Override
            public void close() {
                records.close();
            }
        });
    }

    /** Whether a file may have alerts of this time or later; a compressed one is written long after its alerts. */
    private static boolean isWrittenSince(Path file, Instant from) {
        try {
            return !Files.getLastModifiedTime(file).toInstant().isBefore(from);
        } catch (IOException e) {
            return true; // opening it will show
        }
    }

    private Instant start(LocalDate day) {
        LocalDateTime midnight = day.atStartOfDay();
        return midnight.toInstant(ossec.zoneRules().getOffset(midnight));
    }

    /** The day of a moment; the first or the last one that a log can have, if it is beyond these. */
    private LocalDate day(Instant moment) {
        long second = Math.max(0, Math.min(moment.getEpochSecond(), LAST_SECOND));
        ZoneRules rules = ossec.zoneRules();
        return LocalDateTime.ofEpochSecond(second, 0, rules.getOffset(Instant.ofEpochSecond(second)))
                .toLocalDate();
    }
}
