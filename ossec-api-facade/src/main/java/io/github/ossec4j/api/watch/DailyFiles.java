package io.github.ossec4j.api.watch;

import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.logs.DailyLog;
import io.github.ossec4j.io.logs.Days;
import io.github.ossec4j.io.text.ByteWindow;
import io.github.ossec4j.io.zone.LocalDays;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files of a log that has one for each day. They are read rather than the one without a date, which is another name of the
 * current one and may be missing. It is read if the file of its day has lost its name: {@code ossec-monitord} has compressed it,
 * and no event of another day has come yet.
 *
 * @param log which log
 * @param clock for what day it is
 * @param zone of the home
 */
record DailyFiles(OssecHome home, DailyLog log, Clock clock, ZoneRules zone) implements LogFiles {
    /** The current file is that of the last event, which may have come long ago. */
    private static final int MOST_QUIET_DAYS = 31;

    @Override
    public List<Candidate> candidates(LogPlace place) {
        Optional<LogPlace> next = after(place.day()).map(LogPlace::startOf);
        Path file = log.file(home, place.day());
        var candidates = new ArrayList<Candidate>();
        candidates.add(new Candidate(file, true, next));
        boolean isOnly = !Files.exists(file.resolveSibling(".")); // somebody copied only the current file
        if (next.isEmpty() && (isOnly || place.reached().offset() > 0)) {
            candidates.add(new Candidate(log.current(home), false, next));
        }
        candidates.add(new Candidate(log.compressed(home, place.day()), true, next));
        return candidates;
    }

    /** The next day that has a file; the clock of the daemon may be ahead. */
    private Optional<LocalDate> after(LocalDate day) {
        LocalDate last = today().plusDays(1);
        for (LocalDate next = day.plusDays(1); !next.isAfter(last); next = next.plusDays(1)) {
            if (Files.exists(log.file(home, next)) || Files.exists(log.compressed(home, next))) {
                return Optional.of(next);
            }
        }
        return Optional.empty();
    }

    private LocalDate today() {
        return day(clock.instant());
    }

    private LocalDate day(Instant moment) {
        return LocalDays.day(moment, zone);
    }

    @Override
    public LogPlace end() throws IOException {
        LocalDate today = today();
        for (LocalDate day = today.plusDays(1); day.isAfter(today.minusDays(MOST_QUIET_DAYS)); day = day.minusDays(1)) {
            Path file = log.file(home, day);
            if (Files.exists(file)) {
                return endOf(file, day);
            }
            if (Files.exists(log.compressed(home, day))) {
                return Files.exists(log.current(home))
                        ? endOf(log.current(home), day)
                        : LogPlace.startOf(day.plusDays(1));
            }
        }
        return endOf(log.current(home), today);
    }

    private static LogPlace endOf(Path file, LocalDate day) throws IOException {
        try {
            return new LogPlace(day, ByteWindow.end(file));
        } catch (NoSuchFileException e) {
            return LogPlace.startOf(day);
        }
    }

    @Override
    public List<Part> since(Instant moment) throws IOException {
        // An event may be in the file of the day before.
        LocalDate first =
                moment.isBefore(Instant.EPOCH) ? LocalDate.EPOCH : day(moment).minusDays(1);
        Days days = Days.existing(log.directory(home), first, today().plusDays(1));
        var files = new ArrayList<Part>();
        for (LocalDate day = days.first(); !day.isAfter(days.last()); day = day.plusDays(1)) {
            Path file = log.file(home, day);
            Path existing = Files.exists(file) ? file : log.compressed(home, day);
            if (Files.exists(existing)
                    && !Files.getLastModifiedTime(existing).toInstant().isBefore(moment)) {
                files.add(new Part(existing, LogPlace.startOf(day)));
            }
        }
        return files;
    }

    @Override
    public boolean isOf(Path file) {
        return file.startsWith(log.directory(home));
    }

    @Override
    public Path directory() {
        return log.directory(home);
    }
}
