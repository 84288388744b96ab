package io.github.ossec4j.api;

import io.github.ossec4j.io.HomeFileException;
import io.github.ossec4j.io.alerts.AlertCursor;
import io.github.ossec4j.io.alerts.AlertFilter;
import io.github.ossec4j.io.file.RegularFile;
import io.github.ossec4j.io.logs.DailyLog;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.alerts.Alert;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Follows the alerts as they are written: {@link #poll()} returns those since the last call, each once, in their order.
 *
 * <p>It reads the daily files, which OSSEC writes even if somebody renamed or deleted {@code alerts.log}, and goes on with the
 * next one when that exists; what was left of a file that has been compressed meanwhile is read from the compressed one. An
 * alert that is still being written is waited for. A file that was emptied or replaced is read from its start: what it lost
 * between two calls is lost, but nothing is returned twice.
 *
 * <p>One thread at a time. Nothing is open between two calls.
 */
public final class AlertFollower {
    /** How many alerts a call returns at most. */
    private static final int MOST = 1_000;

    private static final int TAIL = 64;

    private final Ossec ossec;
    private final AlertFilter filter;
    private LocalDate day;
    private long position;
    private Optional<Object> key = Optional.empty();
    private RawText tail = RawText.EMPTY; // the bytes before the position

    AlertFollower(Ossec ossec, AlertFilter filter, LocalDate day) {
        this.ossec = ossec;
        this.filter = filter;
        this.day = day;
    }

    /** Skips what exists, without decoding it. */
    AlertFollower atEnd() {
        return Failures.reading(DailyLog.ALERTS.directory(ossec.home()), () -> {
            Optional<Path> file = plain();
            if (file.isPresent()) {
                key = key(file.get());
                position = Files.size(file.get());
                tail = tail(file.get(), (int) Math.min(TAIL, position));
            }
            return this;
        });
    }

    /**
     * The alerts since the last call that the filter accepts, up to a thousand; if there are as many, call again at once.
     *
     * @throws HomeFileException if a file cannot be read; the next call tries again
     */
    public List<Alert> poll() {
        return Failures.reading(DailyLog.ALERTS.directory(ossec.home()), () -> {
            var found = new ArrayList<Alert>();
            boolean isMore = true;
            while (isMore && found.size() < MOST) {
                isMore = readOn(found);
            }
            return found;
        });
    }

    /** Reads on in the current file, or goes on to the next; false if there is nothing more now. */
    private boolean readOn(List<Alert> found) throws IOException {
        Optional<LocalDate> newer = newer(); // looked for first: once it exists, nothing is added to this one
        try {
            Optional<Path> file = plain();
            if (file.isPresent()) {
                if (!isContinued(file.get())) {
                    restart();
                }
                if (key.isEmpty()) {
                    key = key(file.get());
                }
                int known = found.size();
                End end = read(file.get(), found);
                if (!isContinued(file.get())) { // emptied and filled again just then
                    found.subList(known, found.size()).clear();
                    restart();
                    return true;
                }
                goOnAfter(end);
            } else if (newer.isPresent()) {
                goOnAfter(read(DailyLog.ALERTS.compressed(ossec.home(), day), found));
            }
        } catch (NoSuchFileException e) {
            // Compressed or deleted just now; the next call will see what is there.
        }
        if (found.size() >= MOST) {
            return true;
        }
        newer.ifPresent(next -> {
            day = next;
            restart();
        });
        return newer.isPresent();
    }

    private void restart() {
        position = 0;
        key = Optional.empty();
        tail = RawText.EMPTY;
    }

    /** The uncompressed file of the day; without any, the one with the short name. */
    private Optional<Path> plain() {
        Path file = DailyLog.ALERTS.file(ossec.home(), day);
        if (Files.exists(file)) {
            return Optional.of(file);
        }
        Path current = DailyLog.ALERTS.current(ossec.home());
        boolean isOnly = Files.exists(current) && !Files.exists(file.resolveSibling("."));
        return isOnly ? Optional.of(current) : Optional.empty();
    }

    /** The next day that has a file. */
    private Optional<LocalDate> newer() {
        LocalDate last = ossec.localTime().toLocalDate().plusDays(1); // the clock of the daemon may be ahead
        for (LocalDate next = day.plusDays(1); !next.isAfter(last); next = next.plusDays(1)) {
            if (Files.exists(DailyLog.ALERTS.file(ossec.home(), next))
                    || Files.exists(DailyLog.ALERTS.compressed(ossec.home(), next))) {
                return Optional.of(next);
            }
        }
        return Optional.empty();
    }

    /**
     * Where reading ended.
     *
     * @param position after the last complete alert
     * @param tail the bytes before it as they were read; the file may have others by now
     */
    private record End(long position, RawText tail) {}

    private End read(Path file, List<Alert> found) throws IOException {
        try (AlertCursor cursor = AlertCursor.openAt(file, position, ossec.malformedLines())) {
            while (found.size() < MOST && cursor.nextMatching(filter)) {
                found.add(cursor.alert());
            }
            return new End(cursor.completePosition(), RawText.of(cursor.completeTail()));
        }
    }

    /** Stays where it is unless there was an alert, since only then it is known what precedes the position. */
    private void goOnAfter(End end) {
        if (!end.tail.isEmpty()) {
            position = end.position;
            tail = end.tail;
        }
    }

    /** Whether the file is the one that was read, and has what was read. */
    private boolean isContinued(Path file) throws IOException {
        return (key.isEmpty() || key.equals(key(file))) && tail.equals(tail(file, tail.length()));
    }

    private static Optional<Object> key(Path file) throws IOException {
        return Optional.ofNullable(
                Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    }

    /** This many bytes before the position; fewer if they are no longer there. */
    private RawText tail(Path file, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        try (SeekableByteChannel channel = RegularFile.open(file)) {
            channel.position(position - length);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // Reads until all is there, or the file ends.
            }
        }
        return RawText.of(Arrays.copyOf(bytes.array(), bytes.position()));
    }
}
