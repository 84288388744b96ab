package io.github.ossec4j.io.syscheck;

import io.github.ossec4j.io.AppendedRecords;
import io.github.ossec4j.io.FilePosition;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.text.LineCursor;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.syscheck.FileChange;
import io.github.ossec4j.model.syscheck.SyscheckEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The records of an integrity database, streamed.
 *
 * <p>A database is a file below {@code queue/syscheck}; the manager appends a record at each change, marks the one
 * before as superseded and never prunes. All methods open the file again and read its content at that moment; memory
 * use does not grow with the file unless stated.
 */
public final class SyscheckDatabase {
    private final Path file;
    private final MalformedLineHandler malformed;

    private SyscheckDatabase(Path file, MalformedLineHandler malformed) {
        this.file = file;
        this.malformed = malformed;
    }

    /** Binds to a file; nothing is read. */
    public static SyscheckDatabase at(Path file, MalformedLineHandler malformed) {
        return new SyscheckDatabase(file, malformed);
    }

    /**
     * Every record, including superseded ones, in the order of the file.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such database
     */
    public RecordStream<SyscheckEntry> entries() throws IOException {
        return walk(SyscheckCursor::next, SyscheckCursor::entry);
    }

    /**
     * The current state of every path that has changed since it was first seen, deletions included, in the order of the
     * file; {@link #history} has the states before it. Lines that start with {@code +} are skipped, and not reported
     * either.
     *
     * <p>The daemon marks a record as superseded before it appends the next: a path in that moment is missing from the
     * records that existed when reading started, so records that were appended meanwhile are searched as well.
     * A path whose successor is not found comes last, with the superseded record. Memory use grows with the number of
     * paths whose last record read so far was superseded, 16 bytes for each, up to 4 million.
     *
     * <p>If a path was reset to unchanged, the file is read twice.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such database
     */
    public RecordStream<SyscheckEntry> changes() throws IOException {
        return RecordStream.of(file, CurrentStates.open(file, CurrentStates.Wanted.CHANGED, malformed));
    }

    /**
     * The last known state of every path that was not deleted; as for {@link #changes()}, those that are superseded
     * while the file is read are followed.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such database
     */
    public RecordStream<SyscheckEntry> inventory() throws IOException {
        return RecordStream.of(file, CurrentStates.open(file, CurrentStates.Wanted.EXISTING, malformed));
    }

    /**
     * The records that the filter accepts, including superseded ones, in the order of the file. Lines that cannot be one, as
     * far as the filter can determine, are not examined any further, and not reported either; see {@link
     * RecordFilter#mayAcceptIn}.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such database
     */
    public RecordStream<SyscheckEntry> entries(RecordFilter filter) throws IOException {
        return walk(cursor -> cursor.nextMatching(filter), SyscheckCursor::entry);
    }

    /**
     * The last known state of every path that was not deleted, if the filter accepts it; skips lines as {@link
     * #entries(RecordFilter)}, and follows paths that are superseded meanwhile as {@link #inventory()}. If a superseded
     * record is accepted, and no later one of its path, the file is read twice.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such database
     */
    public RecordStream<SyscheckEntry> inventory(RecordFilter filter) throws IOException {
        return RecordStream.of(file, CurrentStates.open(file, CurrentStates.Wanted.existing(filter), malformed));
    }

    /**
     * The steps of the paths that the filter accepts, in the order of the file; the first state of a path is an
     * addition. Lines that cannot contain such a path, as far as the filter can determine, are not examined any
     * further, and not reported either; see {@link PathFilter#mayAcceptIn}.
     *
     * <p>Memory grows with the number of these paths.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such database
     */
    public RecordStream<FileChange> history(PathFilter filter) throws IOException {
        return steps(cursor -> cursor.nextMatching(filter));
    }

    /**
     * The steps of one path, in the order of the file; as {@link #history(PathFilter)}. Lines with another end are
     * not examined.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such database
     */
    public RecordStream<FileChange> historyOf(RawText path) throws IOException {
        return steps(cursor -> cursor.nextOf(path));
    }

    /**
     * The steps that were recorded after a position, a few megabytes at a time. A last line that is still being written is
     * left for the next reading. The state before a step is searched in the records before the position, once for all
     * steps.
     *
     * @return empty if the database no longer continues what was read: it has been emptied or replaced
     * @throws java.nio.file.NoSuchFileException if there is no such database
     */
    public Optional<AppendedRecords<FileChange>> appended(FilePosition after) throws IOException {
        return AppendedChanges.read(file, after, malformed);
    }

    /**
     * The position after the last record.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such database
     */
    public FilePosition end() throws IOException {
        return LineCursor.end(file);
    }

    /**
     * The position before the first record of this moment or later; the end if there is none. Records without times are
     * earlier.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such database
     */
    public FilePosition since(Instant moment) throws IOException {
        LineCursor lines = LineCursor.openAppended(file);
        try (SyscheckCursor cursor = SyscheckCursor.over(lines, MalformedLineHandler.ignore())) {
            while (cursor.next()) {
                if (cursor.epochSecond() >= 0
                        && !Instant.ofEpochSecond(cursor.epochSecond()).isBefore(moment)) {
                    return lines.before();
                }
            }
            return lines.reached();
        }
    }

    /** How a cursor moves to the next wanted record. */
    @FunctionalInterface
    private interface Move {
        boolean next(SyscheckCursor cursor) throws IOException;
    }

    private RecordStream<FileChange> steps(Move move) throws IOException {
        Map<RawText, SyscheckEntry> previous = new HashMap<>();
        return walk(move, cursor -> {
            SyscheckEntry entry = cursor.entry();
            return FileChange.between(Optional.ofNullable(previous.put(entry.path(), entry)), entry);
        });
    }

    private <T> RecordStream<T> walk(Move move, Function<SyscheckCursor, T> made) throws IOException {
        SyscheckCursor cursor = SyscheckCursor.open(file, malformed);
        return RecordStream.over(file, cursor, () -> move.next(cursor) ? made.apply(cursor) : null);
    }
}
