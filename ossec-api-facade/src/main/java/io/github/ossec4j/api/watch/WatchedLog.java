package io.github.ossec4j.api.watch;

import io.github.ossec4j.api.watch.WatchEvent.Log;
import io.github.ossec4j.api.watch.WatchEvent.Reset;
import io.github.ossec4j.io.AppendedRecords;
import io.github.ossec4j.io.HomeFileException;
import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.file.RegularFile;
import io.github.ossec4j.io.text.LineCount;
import io.github.ossec4j.model.AgentId;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A log: reads what is appended to its current file, and goes on with the next one when that exists. A file is open only while
 * there is more to read in it.
 */
final class WatchedLog implements Source {
    /** After reading up to the end, the log is left alone this many times as long as that took. */
    private static final int PAUSE = 4;

    private static final int MOST_RECORDS = 1_000;

    private final Log log;
    private final LogFiles files;
    private final LogReading.Opening opening;
    private final Progress progress;
    private final ChangeNotices notices;
    private final MalformedLineHandler malformed;
    private final Clock clock;
    private final String managerName;

    private boolean hasChanged;
    private long pauseEnd = System.nanoTime();
    private boolean isUnreadable;
    private @Nullable Path file; // that is being read, or was read last
    private @Nullable BasicFileAttributes seen; // how it looked before
    private @Nullable LogReading reading;
    private Optional<LogPlace> next = Optional.empty();

    WatchedLog(
            Log log,
            LogFiles files,
            LogReading.Opening opening,
            Progress progress,
            ChangeNotices notices,
            MalformedLineHandler malformed,
            Clock clock,
            String managerName) {
        this.log = log;
        this.files = files;
        this.opening = opening;
        this.progress = progress;
        this.notices = notices;
        this.malformed = malformed;
        this.clock = clock;
        this.managerName = managerName;
    }

    /** Where to start with the records of a moment: at the first of them; at the end if there is none. */
    static LogPlace since(Instant moment, LogFiles files, LogReading.Opening opening) throws IOException {
        for (LogFiles.Part part : files.since(moment)) {
            try (LogReading reading =
                    opening.after(part.file(), part.start().reached()).orElseThrow()) {
                while (reading.next()) {
                    if (!reading.at().isBefore(moment)) {
                        return part.start().with(reading.before());
                    }
                }
            } catch (NoSuchFileException e) {
                // Compressed or removed just now: the next file starts later.
            }
        }
        return files.end();
    }

    @Override
    public void changed(Path path) {
        hasChanged |= files.isOf(path);
    }

    @Override
    public void sweep() {
        hasChanged = true;
    }

    @Override
    public Optional<Long> due(long now) {
        return hasChanged ? Optional.of(Math.max(0, pauseEnd - now)) : Optional.empty();
    }

    @Override
    public boolean read(long now, Consumer<WatchEvent> events) throws IOException {
        if (!hasChanged || pauseEnd - now > 0) {
            return false;
        }
        hasChanged = false;
        long start = System.nanoTime();
        try {
            hasChanged = readSome(events);
            isUnreadable = false;
        } catch (NoSuchFileException e) {
            leave(); // removed just now
            hasChanged = true;
        } catch (IOException e) {
            leave();
            if (Thread.currentThread().isInterrupted()) {
                hasChanged = true;
                throw e; // the interruption has closed the file
            }
            if (!isUnreadable) {
                isUnreadable = true;
                Path failed = file == null ? files.directory() : file;
                String reason = String.valueOf(HomeFileException.of(failed, e).getMessage());
                events.accept(new WatchEvent.LogUnreadable(
                        AgentId.MANAGER, managerName, clock.instant(), log, reason, progress.position()));
            }
        }
        if (!hasChanged) {
            long end = System.nanoTime();
            pauseEnd = end + PAUSE * (end - start);
        }
        return true;
    }

    /** Leaves a file that could not be read to its end: it is opened again, even if it has not changed. */
    private void leave() throws IOException {
        seen = null;
        close();
    }

    private LogPlace place() {
        return progress.of(log);
    }

    /** Whether there may be more to read at once. */
    private boolean readSome(Consumer<WatchEvent> events) throws IOException {
        LogReading open = reading;
        boolean isReopened = open == null;
        if (open == null) {
            Optional<Boolean> isMore = open(events);
            if (isMore.isPresent()) {
                return isMore.get();
            }
            open = reading;
        }
        if (open == null) {
            return false;
        }
        LogPlace place = place();
        long most = place.reached().offset() + AppendedRecords.MOST_BYTES;
        boolean isMore = true;
        for (int i = 0; i < MOST_RECORDS && place.reached().offset() < most && isMore; i++) {
            isMore = open.next();
            LogPlace after = place.with(open.reached());
            if (!after.equals(place)) {
                place = after;
                progress.put(log, after);
            }
            if (isMore) {
                events.accept(open.event(progress.position()));
            }
        }
        if (isMore) {
            return true;
        }
        close();
        return goOn() || !isReopened; // what was noticed since it was opened has not been read
    }

    /** At the end of a file; whether there is another one. */
    private boolean goOn() throws IOException {
        if (next.isEmpty()) {
            return false;
        }
        reportRest();
        progress.put(log, next.get());
        next = Optional.empty();
        seen = null;
        return true;
    }

    /** Nothing is appended any more: a last record that is not complete will not become so. */
    private void reportRest() throws IOException {
        Path left = file;
        long reached = place().reached().offset();
        // Of a compressed file, the number of bytes is not known.
        if (left != null && seen != null && !left.toString().endsWith(".gz") && reached < seen.size()) {
            try (var lines = new LineCount(left)) {
                malformed.malformed(new MalformedLine(
                        left, lines.numberAt(reached), reached, "the end of the record (none follows in this file)"));
            }
        }
    }

    /** Opens the file that continues what was read; else whether there may be something to read at once. */
    private Optional<Boolean> open(Consumer<WatchEvent> events) throws IOException {
        LogPlace place = place();
        @Nullable BasicFileAttributes found = null;
        for (LogFiles.Candidate candidate : files.candidates(place)) {
            next = candidate.next();
            try {
                Path parent = candidate.file().getParent();
                if (parent != null) {
                    notices.add(parent);
                }
                BasicFileAttributes now = RegularFile.require(candidate.file());
                found = found == null ? now : found;
                if (candidate.file().equals(file) && seen != null && !HomeFiles.hasChanged(seen, now)) {
                    return Optional.of(goOn());
                }
                Optional<? extends LogReading> opened = opening.after(candidate.file(), place.reached());
                if (opened.isPresent()) {
                    file = candidate.file();
                    seen = now;
                    reading = opened.get();
                    return Optional.empty();
                }
                if (candidate.isDecisive()) {
                    break;
                }
            } catch (NoSuchFileException e) {
                // The next one may exist.
            }
        }
        if (place.reached().offset() > 0) {
            reset(found, events);
            return Optional.of(true);
        }
        return Optional.of(found == null && goOn());
    }

    private void reset(@Nullable BasicFileAttributes found, Consumer<WatchEvent> events) {
        Reset reset = found == null ? Reset.DELETED : HomeFiles.isAnother(seen, found) ? Reset.REPLACED : Reset.CLEARED;
        seen = null;
        progress.put(log, LogPlace.startOf(place().day()));
        events.accept(new WatchEvent.LogReset(
                AgentId.MANAGER, managerName, clock.instant(), log, reset, progress.position()));
    }

    @Override
    public void close() throws IOException {
        LogReading open = reading;
        reading = null;
        if (open != null) {
            open.close();
        }
    }
}
