package io.github.ossec4j.api;

import io.github.ossec4j.io.HomeFileException;
import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.logs.DailyLog;
import io.github.ossec4j.io.logs.Days;
import io.github.ossec4j.io.zone.LocalDays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The records in the daily files of a range of days, day by day, each file opened when it is its turn. A day that cannot be
 * read is reported, and the others are read.
 *
 * @param <T> the type of the records
 */
final class DailyRecords<T> implements RecordStream.Source<T> {
    /** Opens a file; the last one is that of the day after the range, of which only the start is wanted. */
    @FunctionalInterface
    interface Opening<T> {
        RecordStream<T> open(Path file, boolean isLast) throws IOException;
    }

    /** Of the year 9999: directories of later years have other names. */
    private static final long LAST_SECOND = 253_402_300_799L - 86_400;

    private final Ossec ossec;
    private final DailyLog log;
    private final Days days;
    private final LocalDate after;
    private final Instant from;
    private final Opening<T> opening;
    private LocalDate day;
    private boolean isAnyFound;
    private @Nullable RecordStream<T> records;
    private @Nullable Iterator<T> iterator;
    private final AtomicLong readBytes = new AtomicLong();

    private DailyRecords(Ossec ossec, DailyLog log, Instant from, Instant until, Opening<T> opening)
            throws IOException {
        this.ossec = ossec;
        this.log = log;
        this.from = from;
        this.after = day(until.minusSeconds(1)).plusDays(1);
        // A record may be in the file of the day before, or after it.
        this.days = Days.existing(log.directory(ossec.home()), day(from).minusDays(1), after);
        this.opening = opening;
        this.day = days.first();
    }

    /**
     * The records in the files that may have some of a range.
     *
     * @param until the end of the range, exclusive
     */
    static <T> RecordStream<T> between(Ossec ossec, DailyLog log, Instant from, Instant until, Opening<T> opening) {
        Path directory = log.directory(ossec.home());
        return RecordStream.of(
                directory, Failures.reading(directory, () -> new DailyRecords<>(ossec, log, from, until, opening)));
    }

    /** Records up to the first one that is after the end of a range. */
    static <T> RecordStream<T> until(Path file, RecordStream<T> records, Predicate<T> isAfter) {
        Iterator<T> all = records.iterator();
        return RecordStream.of(file, new RecordStream.Source<>() {
            @Override
            public @Nullable T next() {
                T record = all.hasNext() ? all.next() : null;
                return record == null || isAfter.test(record) ? null : record;
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

    /** The day of a moment; the first or the last one that a log can have, if it is beyond these. */
    private LocalDate day(Instant moment) {
        long second = Math.max(0, Math.min(moment.getEpochSecond(), LAST_SECOND));
        return LocalDays.day(Instant.ofEpochSecond(second), ossec.zoneRules());
    }

    /** Whether a file may have records of the range; a compressed one is written long after its records. */
    private boolean isWanted(Path file) {
        try {
            return !Files.getLastModifiedTime(file).toInstant().isBefore(from);
        } catch (IOException e) {
            return true; // opening it will show
        }
    }

    @Override
    public @Nullable T next() throws IOException {
        while (true) {
            if (iterator == null && !openNext()) {
                return null;
            }
            if (iterator == null) {
                continue;
            }
            try {
                if (iterator.hasNext()) {
                    return iterator.next();
                }
            } catch (HomeFileException e) {
                report(e);
            }
            close();
        }
    }

    /** Opens the file of the next day, if it can be opened; false after the last. */
    private boolean openNext() {
        LocalDate next = day;
        if (next.isAfter(days.last())) {
            Path current = log.current(ossec.home());
            if (!isAnyFound && Files.exists(current)) { // somebody copied only this one
                isAnyFound = true;
                open(current, false);
                return true;
            }
            return false;
        }
        day = next.plusDays(1);
        boolean isLast = next.equals(after);
        if (!open(log.file(ossec.home(), next), isLast)) {
            open(log.compressed(ossec.home(), next), isLast);
        }
        return true;
    }

    /** Opens a file; false if there is none. */
    private boolean open(Path file, boolean isLast) {
        try {
            if (isWanted(file)) {
                records = opening.open(file, isLast);
                iterator = records.iterator();
            }
            isAnyFound = true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            isAnyFound = true;
            report(HomeFileException.of(file, e));
        }
        return true;
    }

    private void report(HomeFileException e) {
        ossec.malformedLines()
                .malformed(new MalformedLine(e.file(), 1, 0, "a file that can be read (" + e.getMessage() + ")"));
    }

    @Override
    public long positionBytes() {
        RecordStream<T> current = records;
        return readBytes.get() + (current == null ? 0 : current.positionBytes());
    }

    @Override
    public void close() {
        if (records != null) {
            readBytes.addAndGet(records.positionBytes());
            records.close();
        }
        records = null;
        iterator = null;
    }
}
