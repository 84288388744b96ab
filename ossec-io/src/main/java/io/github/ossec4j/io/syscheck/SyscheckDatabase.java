package io.github.ossec4j.io.syscheck;

import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.syscheck.FileChange;
import io.github.ossec4j.model.syscheck.SyscheckEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The records of an integrity database, streamed.
 *
 * <p>A database is a file below {@code queue/syscheck}; the manager appends a record at each change, marks the one before
 * as superseded and never prunes. All methods open the file anew and read what it holds at that moment; memory does not
 * grow with the file unless stated.
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
     * Every record, superseded ones included, in the order of the file.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such database
     */
    public RecordStream<SyscheckEntry> entries() throws IOException {
        return select(cursor -> true);
    }

    /**
     * The records that tell of changes: superseded ones and those whose path changed since it was first seen.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such database
     */
    public RecordStream<SyscheckEntry> changes() throws IOException {
        return select(cursor -> cursor.isSuperseded() || cursor.level().isChange());
    }

    /**
     * The last known state of every path that was not deleted.
     *
     * <p>The daemon marks a record as superseded before it appends the next: a path in that moment is missing from the
     * records that were there when reading began, so records that were appended meanwhile are looked through as well. A
     * path whose successor is not found comes last, with the superseded record. Memory grows with the number of paths whose last record was superseded while it was read.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such database
     */
    public RecordStream<SyscheckEntry> inventory() throws IOException {
        return RecordStream.of(Inventory.open(file, malformed));
    }

    /**
     * The steps of the paths that match, in the order of the file; the first state of a path is an addition.
     *
     * <p>Memory grows with the number of matching paths.
     *
     * @param path which paths, asked once per record
     * @throws java.nio.file.NoSuchFileException if there is no such database
     */
    public RecordStream<FileChange> history(Predicate<RawText> path) throws IOException {
        SyscheckCursor cursor = SyscheckCursor.open(file, malformed);
        Map<RawText, SyscheckEntry> previous = new HashMap<>();
        return RecordStream.of(new RecordStream.Source<>() {
            @Override
            public @Nullable FileChange next() throws IOException {
                while (cursor.next()) {
                    RawText name = RawText.of(cursor.buffer(), cursor.pathStart(), cursor.pathEnd());
                    if (path.test(name)) {
                        SyscheckEntry entry = cursor.entry();
                        return FileChange.between(Optional.ofNullable(previous.put(name, entry)), entry);
                    }
                }
                return null;
            }

            @Override
            public void close() throws IOException {
                cursor.close();
            }
        });
    }

    private RecordStream<SyscheckEntry> select(Predicate<SyscheckCursor> wanted) throws IOException {
        SyscheckCursor cursor = SyscheckCursor.open(file, malformed);
        return RecordStream.of(new RecordStream.Source<>() {
            @Override
            public @Nullable SyscheckEntry next() throws IOException {
                while (cursor.next()) {
                    if (wanted.test(cursor)) {
                        return cursor.entry();
                    }
                }
                return null;
            }

            @Override
            public void close() throws IOException {
                cursor.close();
            }
        });
    }
}
