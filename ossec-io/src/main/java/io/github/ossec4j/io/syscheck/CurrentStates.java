package io.github.ossec4j.io.syscheck;

import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.text.LineCursor;
import io.github.ossec4j.io.text.PathTable;
import io.github.ossec4j.model.syscheck.SyscheckEntry;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The current states of paths: the live records of a database, the successors of those that were superseded while it
 * was being read, and at last the superseded records that have no successor. Either for all paths that are not deleted,
 * or for those that have changed.
 */
final class CurrentStates implements RecordStream.Source<SyscheckEntry> {
    /** Which paths are wanted, and how a cursor finds their records. */
    interface Wanted {
        /** Those that are not deleted. */
        Wanted EXISTING = new Wanted() {
            @Override
            public boolean next(SyscheckCursor cursor) throws IOException {
                return cursor.next();
            }

            @Override
            public boolean isWanted(SyscheckCursor cursor) {
                return !cursor.isDeletion();
            }
        };

        /** Those that have changed, including deleted ones; lines that start with {@code +} are skipped. */
        Wanted CHANGED = new Wanted() {
            @Override
            public boolean next(SyscheckCursor cursor) throws IOException {
                return cursor.nextChange();
            }

            @Override
            public boolean isWanted(SyscheckCursor cursor) {
                return cursor.isSuperseded() || cursor.changes().minimum() > 0;
            }
        };

        /** Those that are not deleted and that a filter accepts; other records are skipped. */
        static Wanted existing(RecordFilter filter) {
            return new Wanted() {
                @Override
                public boolean next(SyscheckCursor cursor) throws IOException {
                    return cursor.nextMatching(filter);
                }

                @Override
                public boolean isWanted(SyscheckCursor cursor) {
                    return !cursor.isDeletion() && filter.accepts(cursor);
                }
            };
        }

        /** Moves to the next record that may be wanted; false at the end. */
        boolean next(SyscheckCursor cursor) throws IOException;

        /** Whether this is a record of a wanted path. */
        boolean isWanted(SyscheckCursor cursor);
    }

    /** A busy daemon must not keep the reader going forever. */
    private static final int MAXIMUM_LATE_WALKS = 8;

    private final Path file;
    private final Wanted wanted;
    private final MalformedLineHandler malformed;
    /** The paths whose last record so far is superseded, and its position. */
    private final PathTable orphans = new PathTable();

    /** Stays open: if the file is removed meanwhile, it still has its content. */
    private final SyscheckCursor first;

    private boolean lastWalk;
    private SyscheckCursor cursor;
    private int lateWalks;
    private boolean walking = true;

    private CurrentStates(Path file, Wanted wanted, MalformedLineHandler malformed, SyscheckCursor cursor) {
        this.file = file;
        this.wanted = wanted;
        this.malformed = malformed;
        this.cursor = cursor;
        this.first = cursor;
    }

    static CurrentStates open(Path file, Wanted wanted, MalformedLineHandler malformed) throws IOException {
        return new CurrentStates(file, wanted, malformed, SyscheckCursor.open(file, malformed));
    }

    @Override
    public @Nullable SyscheckEntry next() throws IOException {
        while (walking) {
            while (advance()) {
                SyscheckEntry live = lateWalks > 0 ? successor() : live();
                if (live != null) {
                    return live;
                }
            }
            if (lateWalks == 0 && wanted != Wanted.EXISTING) {
                forgetThoseWithSkippedSuccessor();
            }
            walking = !orphans.isEmpty() && lateWalks < MAXIMUM_LATE_WALKS && reopenAfterWhatWasRead();
        }
        return withoutSuccessor();
    }

    private boolean advance() throws IOException {
        return lateWalks == 0 ? wanted.next(cursor) : cursor.next();
    }

    private @Nullable SyscheckEntry live() {
        if (cursor.isSuperseded()) {
            orphans.put(path(cursor), cursor.offset());
            return null;
        }
        if (!orphans.isEmpty()) {
            orphans.remove(path(cursor));
        }
        return wantedEntry();
    }

    private @Nullable SyscheckEntry successor() {
        long path = path(cursor);
        if (orphans.offset(path) < 0) {
            return null;
        }
        if (cursor.isSuperseded()) {
            orphans.put(path, cursor.offset());
            return null;
        }
        orphans.remove(path);
        return wantedEntry();
    }

    private @Nullable SyscheckEntry wantedEntry() {
        return wanted.isWanted(cursor) ? cursor.entry() : null;
    }

    /** Reads the same part again, for successors among the skipped lines. */
    private void forgetThoseWithSkippedSuccessor() throws IOException {
        if (orphans.isEmpty()) {
            return;
        }
        try (SyscheckCursor again =
                SyscheckCursor.open(file, 0, cursor.completePosition(), MalformedLineHandler.ignore())) {
            while (!orphans.isEmpty() && again.next()) {
                long path = path(again);
                long superseded = orphans.offset(path);
                if (superseded >= 0 && superseded < again.offset()) {
                    if (again.isSuperseded()) {
                        orphans.put(path, again.offset());
                    } else {
                        orphans.remove(path);
                    }
                }
            }
        } catch (NoSuchFileException e) {
            // Removed meanwhile: it is unknown whether they have one.
        }
    }

    /** Reads again for the last records of paths without a successor; there should be none. */
    private @Nullable SyscheckEntry withoutSuccessor() throws IOException {
        if (!orphans.isEmpty() && !lastWalk) {
            lastWalk = true;
            try {
                moveTo(SyscheckCursor.open(file, MalformedLineHandler.ignore()));
            } catch (NoSuchFileException e) {
                moveTo(first.again(MalformedLineHandler.ignore())); // removed meanwhile: the former content is returned
            }
        }
        while (lastWalk && !orphans.isEmpty() && cursor.next()) {
            long path = path(cursor);
            if (orphans.offset(path) == cursor.offset()) {
                orphans.remove(path);
                SyscheckEntry last = wantedEntry();
                if (last != null) {
                    return last;
                }
            }
        }
        return null;
    }

    private static long path(SyscheckCursor cursor) {
        return PathTable.hash(cursor.buffer(), cursor.pathStart(), cursor.pathEnd());
    }

    /** False if there is nothing new. */
    private boolean reopenAfterWhatWasRead() throws IOException {
        long from = cursor.completePosition();
        boolean unfinished = cursor.position() > from;
        long lineNumber = cursor.lineNumber() - (unfinished ? 1 : 0);
        // An incomplete line has been reported; it is not reported again, whatever it contains now.
        MalformedLineHandler once = line -> report(line, unfinished ? from : -1);
        try {
            moveTo(SyscheckCursor.over(LineCursor.openAppendedAt(file, from, lineNumber), once));
            lateWalks++;
            return cursor.size() > from;
        } catch (NoSuchFileException e) {
            return false; // removed meanwhile: the former content is returned
        }
    }

    private void moveTo(SyscheckCursor next) throws IOException {
        SyscheckCursor last = cursor;
        cursor = next;
        if (last != first) {
            last.close();
        }
    }

    private void report(MalformedLine line, long reported) {
        if (line.offset() != reported) {
            malformed.malformed(line);
        }
    }

    @Override
    public long positionBytes() {
        return cursor.position();
    }

    @Override
    public long sizeBytes() {
        return first.size();
    }

    @Override
    public void close() throws IOException {
        try {
            cursor.close();
        } finally {
            first.close();
        }
    }
}
