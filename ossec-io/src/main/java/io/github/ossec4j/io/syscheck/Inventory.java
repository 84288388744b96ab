package io.github.ossec4j.io.syscheck;

import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.text.LineCursor;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.syscheck.SyscheckEntry;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The live records of a database, and the successors of those that were superseded while it was being read. */
final class Inventory implements RecordStream.Source<SyscheckEntry> {
    private final Path file;
    private final MalformedLineHandler malformed;
    private final Map<RawText, SyscheckEntry> orphans = new HashMap<>();
    private SyscheckCursor cursor;
    private long scannedTo;
    private boolean late;

    private Inventory(Path file, MalformedLineHandler malformed, SyscheckCursor cursor) {
        this.file = file;
        this.malformed = malformed;
        this.cursor = cursor;
    }

    static Inventory open(Path file, MalformedLineHandler malformed) throws IOException {
        return new Inventory(file, malformed, SyscheckCursor.open(file, malformed));
    }

    @Override
    public @Nullable SyscheckEntry next() throws IOException {
        while (true) {
            while (cursor.next()) {
                SyscheckEntry live = late ? successor() : live();
                if (live != null) {
                    return live;
                }
            }
            if (late || orphans.isEmpty()) {
                return null;
            }
            if (!reopenBehindWhatWasRead()) {
                return null;
            }
        }
    }

    private @Nullable SyscheckEntry live() {
        RawText path = RawText.of(cursor.buffer(), cursor.pathStart(), cursor.pathEnd());
        if (cursor.isSuperseded()) {
            orphans.put(path, cursor.entry());
            return null;
        }
        orphans.remove(path);
        return cursor.isDeletion() ? null : cursor.entry();
    }

    private @Nullable SyscheckEntry successor() {
        RawText path = RawText.of(cursor.buffer(), cursor.pathStart(), cursor.pathEnd());
        if (cursor.isSuperseded() || orphans.remove(path) == null || cursor.isDeletion()) {
            return null;
        }
        return cursor.entry();
    }

    private boolean reopenBehindWhatWasRead() throws IOException {
        scannedTo = cursor.position();
        cursor.close();
        late = true;
        try {
            cursor = SyscheckCursor.over(LineCursor.openAt(file, scannedTo), malformed);
            return true;
        } catch (NoSuchFileException e) {
            return false; // removed meanwhile: what was there has been handed out
        }
    }

    @Override
    public void close() throws IOException {
        cursor.close();
    }
}
