package io.github.ossec4j.io.syscheck;

import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.text.LineCursor;
import io.github.ossec4j.model.syscheck.SyscheckEntry;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The live records of a database, the successors of those that were superseded while it was being read, and at last the
 * superseded records that have no successor.
 */
final class Inventory implements RecordStream.Source<SyscheckEntry> {
    /** A busy daemon must not keep the reader for ever. */
    private static final int MAXIMUM_LATE_WALKS = 8;

    private final Path file;
    private final MalformedLineHandler malformed;
    /** Paths that are superseded as far as was read, and where. */
    private final PathTable orphans = new PathTable();

    /** Not read unless the file is removed meanwhile: then it still holds what was there. */
    private final SyscheckCursor spare;

    private boolean lastWalk;
    private SyscheckCursor cursor;
    private int lateWalks;
    private boolean walking = true;

    private Inventory(Path file, MalformedLineHandler malformed, SyscheckCursor cursor, SyscheckCursor spare) {
        this.file = file;
        this.spare = spare;
        this.malformed = malformed;
        this.cursor = cursor;
    }

    static Inventory open(Path file, MalformedLineHandler malformed) throws IOException {
        SyscheckCursor cursor = SyscheckCursor.open(file, malformed);
        try {
            return new Inventory(file, malformed, cursor, SyscheckCursor.open(file, MalformedLineHandler.ignore()));
        } catch (IOException e) {
            cursor.close();
            throw e;
        }
    }

    @Override
    public @Nullable SyscheckEntry next() throws IOException {
        while (walking) {
            while (cursor.next()) {
                SyscheckEntry live = lateWalks > 0 ? successor() : live();
                if (live != null) {
                    return live;
                }
            }
            walking = !orphans.isEmpty() && lateWalks < MAXIMUM_LATE_WALKS && reopenBehindWhatWasRead();
        }
        return withoutSuccessor();
    }

    private @Nullable SyscheckEntry live() {
        if (cursor.isSuperseded()) {
            orphans.put(path(), cursor.offset());
            return null;
        }
        if (!orphans.isEmpty()) {
            orphans.remove(path());
        }
        return cursor.isDeletion() ? null : cursor.entry();
    }

    private @Nullable SyscheckEntry successor() {
        long path = path();
        if (orphans.offset(path) < 0) {
            return null;
        }
        if (cursor.isSuperseded()) {
            orphans.put(path, cursor.offset());
            return null;
        }
        orphans.remove(path);
        return cursor.isDeletion() ? null : cursor.entry();
    }

    /** Walks once more for the last records of paths that nothing followed; there should be none. */
    private @Nullable SyscheckEntry withoutSuccessor() throws IOException {
        if (!orphans.isEmpty() && !lastWalk) {
            lastWalk = true;
            cursor.close();
            try {
                cursor = SyscheckCursor.open(file, MalformedLineHandler.ignore());
            } catch (NoSuchFileException e) {
                cursor = spare; // removed meanwhile: what was there is handed out
            }
        }
        while (lastWalk && !orphans.isEmpty() && cursor.next()) {
            long path = path();
            if (orphans.offset(path) == cursor.offset()) {
                orphans.remove(path);
                if (!cursor.isDeletion()) {
                    return cursor.entry();
                }
            }
        }
        return null;
    }

    private long path() {
        return PathTable.hash(cursor.buffer(), cursor.pathStart(), cursor.pathEnd());
    }

    /** False if there is nothing new. */
    private boolean reopenBehindWhatWasRead() throws IOException {
        long from = cursor.completePosition();
        boolean unfinished = cursor.position() > from;
        long lineNumber = cursor.lineNumber() - (unfinished ? 1 : 0);
        cursor.close();
        // A line that was incomplete has been reported; whatever it has become, it is not reported again.
        MalformedLineHandler once = line -> report(line, unfinished ? from : -1);
        try {
            cursor = SyscheckCursor.over(LineCursor.openAppendedAt(file, from, lineNumber), once);
            lateWalks++;
            return cursor.size() > from;
        } catch (NoSuchFileException e) {
            return false; // removed meanwhile: what was there is handed out
        }
    }

    private void report(MalformedLine line, long reported) {
        if (line.offset() != reported) {
            malformed.malformed(line);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            cursor.close();
        } finally {
            spare.close();
        }
    }
}
