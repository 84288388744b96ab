package io.github.ossec4j.api;

import io.github.ossec4j.io.AccessRefusedException;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.alerts.AlertCursor;
import io.github.ossec4j.io.alerts.AlertFilter;
import io.github.ossec4j.io.alerts.AlertLog;
import io.github.ossec4j.io.logs.DailyLog;
import io.github.ossec4j.model.alerts.Alert;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

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
                .from(ossec.startOf(first))
                .until(ossec.startOf(last.plusDays(1)))
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
                (file, wanted) -> AlertLog.at(file, ossec.malformedLines()).alerts(wanted),
                alert -> alert);
    }

    /**
     * A page of {@link #matching} alerts, {@code limit} of them from {@code offset} on, and how many there are. All are counted,
     * but only those of the page are decoded: counting takes a fraction of the time.
     *
     * @throws AccessRefusedException if {@code logs/alerts} may not be read
     */
    public AlertPage page(AlertFilter filter, long offset, int limit) {
        var page = new ArrayList<Alert>();
        long total = 0;
        try (RecordStream<Supplier<Alert>> alerts = records(DailyLog.ALERTS, filter, this::undecoded, Supplier::get)) {
            for (Supplier<Alert> alert : alerts) {
                if (total >= offset && page.size() < limit) {
                    page.add(alert.get());
                }
                total++;
            }
        }
        return new AlertPage(total, page);
    }

    /** Each alert can be decoded until the next one is taken. */
    private RecordStream<Supplier<Alert>> undecoded(Path file, AlertFilter wanted) throws IOException {
        AlertCursor cursor = AlertCursor.open(file, ossec.malformedLines());
        Supplier<Alert> current = cursor::alert;
        return RecordStream.over(file, cursor, () -> cursor.nextMatching(wanted) ? current : null);
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
                (file, wanted) -> reader.read(file, ossec.malformedLines()).filter(wanted::accepts),
                alert -> alert);
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
    private interface Reading<T> {
        RecordStream<T> read(Path file, AlertFilter wanted) throws IOException;
    }

    private <T> RecordStream<T> records(
            DailyLog log, AlertFilter filter, Reading<T> reading, Function<T, Alert> decoding) {
        return DailyRecords.between(
                ossec,
                log,
                filter.from(),
                filter.until(),
                (file, isLast) -> isLast
                        ? DailyRecords.until(
                                        file,
                                        reading.read(file, AlertFilter.ALL),
                                        record -> isAfter(decoding.apply(record), filter))
                                .filter(record -> filter.accepts(decoding.apply(record)))
                        : reading.read(file, filter));
    }

    /** Whether neither this alert nor any after it in the file of the next day is wanted. */
    private static boolean isAfter(Alert alert, AlertFilter filter) {
        return !alert.time().minusSeconds(DISORDER_SECONDS).isBefore(filter.until());
    }
}
