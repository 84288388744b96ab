package io.github.ossec4j.api;

import io.github.ossec4j.io.HomeFileException;
import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.logs.DailyLog;
import io.github.ossec4j.io.logs.Days;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
    /** Opens a file. */
    @FunctionalInterface
    interface Opening<T> {
        RecordStream<T> open(Path file) throws IOException;
    }

    private final Ossec ossec;
    private final DailyLog log;
    private final Days days;
    private final Opening<T> opening;
    private final Predicate<Path> isWanted;
    private LocalDate day;
    private boolean isAnyFound;
    private @Nullable RecordStream<T> records;
    private @Nullable Iterator<T> iterator;
    private final AtomicLong readBytes = new AtomicLong();

    /**
     * @param isWanted whether a file may have wanted records, before it is opened
     */
    DailyRecords(Ossec ossec, DailyLog log, Days days, Predicate<Path> isWanted, Opening<T> opening) {
        this.ossec = ossec;
        this.log = log;
        this.days = days;
        this.isWanted = isWanted;
        this.opening = opening;
        this.day = days.first();
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
                open(current);
                return true;
            }
            return false;
        }
        day = next.plusDays(1);
        if (!open(log.file(ossec.home(), next))) {
            open(log.compressed(ossec.home(), next));
        }
        return true;
    }

    /** Opens a file; false if there is none. */
    private boolean open(Path file) {
        try {
            if (isWanted.test(file)) {
                records = opening.open(file);
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
