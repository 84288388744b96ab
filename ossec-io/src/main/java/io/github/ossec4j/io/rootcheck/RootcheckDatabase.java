package io.github.ossec4j.io.rootcheck;

import io.github.ossec4j.io.AppendedRecords;
import io.github.ossec4j.io.FilePosition;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.rootcheck.RootcheckCursor.ScanMark;
import io.github.ossec4j.io.text.LineCursor;
import io.github.ossec4j.model.ScanTimes;
import io.github.ossec4j.model.rootcheck.RootcheckEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The findings and scan times in a policy database; each method opens the file again, memory use does not grow with it.
 */
public final class RootcheckDatabase {
    private static final long DAY = 86_400;
    private static final long NO_SCAN = Long.MIN_VALUE;

    private final Path file;
    private final MalformedLineHandler malformed;

    private RootcheckDatabase(Path file, MalformedLineHandler malformed) {
        this.file = file;
        this.malformed = malformed;
    }

    /** Binds to a file; nothing is read. */
    public static RootcheckDatabase at(Path file, MalformedLineHandler malformed) {
        return new RootcheckDatabase(file, malformed);
    }

    /**
     * When the last scans started and ended: both kinds of scans leave their marks in this database. Only lines with
     * the text of a mark are examined, and reported if malformed.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such database
     */
    public ScanTimes scanTimes() throws IOException {
        return scanTimes(malformed);
    }

    private ScanTimes scanTimes(MalformedLineHandler handler) throws IOException {
        Map<ScanMark, Instant> times = new EnumMap<>(ScanMark.class);
        try (RootcheckCursor cursor = RootcheckCursor.open(file, handler)) {
            while (cursor.nextScanMark()) {
                if (cursor.lastSeen() >= 0) {
                    times.put(cursor.scanMark().orElseThrow(), Instant.ofEpochSecond(cursor.lastSeen()));
                }
            }
        }
        return new ScanTimes(
                Optional.ofNullable(times.get(ScanMark.SYSCHECK_START)),
                Optional.ofNullable(times.get(ScanMark.SYSCHECK_END)),
                Optional.ofNullable(times.get(ScanMark.ROOTCHECK_START)),
                Optional.ofNullable(times.get(ScanMark.ROOTCHECK_END)));
    }

    /**
     * The findings, in the order of the file, without scan marks. One is resolved if it was last seen more than 24
     * hours before the last policy scan started; without such a scan, before {@code now}.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such database
     */
    public RecordStream<RootcheckEvent> events(Instant now) throws IOException {
        long scan = scanTimes(MalformedLineHandler.ignore()) // reading the findings reports malformed lines
                .rootcheckStart()
                .orElse(now)
                .getEpochSecond();
        RootcheckCursor cursor = RootcheckCursor.open(file, malformed);
        return RecordStream.over(file, cursor, () -> {
            while (cursor.next()) {
                if (cursor.scanMark().isEmpty()) {
                    return event(cursor, scan);
                }
            }
            return null;
        });
    }

    /**
     * The findings that were appended after a position, a few megabytes at a time; they are outstanding. A last line that
     * is still being written is left for the next reading.
     *
     * @return empty if the database no longer continues what was read: it has been emptied or replaced
     * @throws java.nio.file.NoSuchFileException if there is no such database
     */
    public Optional<AppendedRecords<RootcheckEvent>> appended(FilePosition after) throws IOException {
        Optional<LineCursor> opened = LineCursor.openAppendedAfter(file, after);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        LineCursor lines = opened.get();
        var items = new ArrayList<AppendedRecords.Item<RootcheckEvent>>();
        long most = after.offset() + AppendedRecords.MOST_BYTES;
        boolean isMore = true;
        try (var cursor = new RootcheckCursor(lines, LineCursor.exceptUnterminated(malformed))) {
            while (lines.position() < most && (isMore = cursor.next())) {
                if (cursor.scanMark().isEmpty()) {
                    items.add(new AppendedRecords.Item<>(event(cursor, NO_SCAN), lines.reached()));
                }
            }
            return Optional.of(new AppendedRecords<>(items, lines.reached(), !isMore));
        }
    }

    /**
     * The position after the last finding.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such database
     */
    public FilePosition end() throws IOException {
        return LineCursor.end(file);
    }

    /**
     * The position before the first finding that was first seen at this moment or later; the end if there is none.
     * Findings without times are earlier.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such database
     */
    public FilePosition since(Instant moment) throws IOException {
        LineCursor lines = LineCursor.openAppended(file);
        try (var cursor = new RootcheckCursor(lines, MalformedLineHandler.ignore())) {
            while (cursor.next()) {
                if (cursor.firstSeen() >= 0
                        && !Instant.ofEpochSecond(cursor.firstSeen()).isBefore(moment)) {
                    return lines.before();
                }
            }
            return lines.reached();
        }
    }

    private static RootcheckEvent event(RootcheckCursor cursor, long scan) {
        long lastSeen = cursor.lastSeen();
        return new RootcheckEvent(
                cursor.text(),
                time(cursor.firstSeen()),
                time(lastSeen),
                lastSeen >= 0 && scan > lastSeen + DAY
                        ? RootcheckEvent.Status.RESOLVED
                        : RootcheckEvent.Status.OUTSTANDING);
    }

    private static Optional<Instant> time(long epochSecond) {
        return epochSecond < 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(epochSecond));
    }
}
