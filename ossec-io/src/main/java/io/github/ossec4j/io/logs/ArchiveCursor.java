package io.github.ossec4j.io.logs;

import io.github.ossec4j.io.FilePosition;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.line.DailyDate;
import io.github.ossec4j.io.text.SourceLines;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.logs.ArchivedEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Iterates over the events of {@code archives.log} or a daily file, compressed or not, in the order of the file.
 *
 * <p>An event starts with a date; lines without one belong to the event before, as releases before 3.0 write events of several
 * lines. Of a longer event the first {@value #MAXIMUM_EVENT} bytes are returned. What does not fit, lines without a date
 * before the first event, and a last line without LF are reported and skipped.
 *
 * <p>Reads up to the end of the file when it was opened. One thread at a time.
 */
public final class ArchiveCursor implements RecordStream.Cursor {
    /** The most bytes of an event. */
    public static final int MAXIMUM_EVENT = 1 << 16;

    private static final byte[] LINE_FEED = {'\n'};

    private final SourceLines lines;
    private final DailyDate dates = new DailyDate();
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private @Nullable LocalDateTime ahead; // of the event whose text is being read
    private FilePosition aheadBefore = FilePosition.START;
    private boolean isCut;
    private boolean isAtStart; // of an event that follows the current one
    private final boolean isFollowing;

    private Optional<ArchivedEvent> current = Optional.empty();
    private FilePosition before = FilePosition.START;

    private ArchiveCursor(SourceLines lines, boolean isFollowing) {
        this.lines = lines;
        this.isFollowing = isFollowing;
    }

    /**
     * Opens a log; a gzip file is read as if it were not compressed.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws java.nio.file.AccessDeniedException if it may not be read
     */
    public static ArchiveCursor open(Path file, MalformedLineHandler malformed) throws IOException {
        return new ArchiveCursor(SourceLines.open(file, malformed), false);
    }

    /**
     * Opens a log that events are being appended to, after a position. A last line without a LF is left for the next reading.
     *
     * @param position an earlier cursor's {@link #reached()}
     * @return empty if the file no longer continues what was read: it has been emptied or replaced
     * @throws java.nio.file.NoSuchFileException if there is none
     */
    public static Optional<ArchiveCursor> openAfter(Path file, FilePosition position, MalformedLineHandler malformed)
            throws IOException {
        return SourceLines.openAfter(file, position, malformed).map(lines -> new ArchiveCursor(lines, true));
    }

    /** Moves to the next event; false at the end. */
    public boolean next() throws IOException {
        isAtStart = false;
        while (lines.next()) {
            byte[] bytes = lines.buffer();
            LocalDateTime date = dates.in(bytes, lines.start(), lines.end());
            if (date == null) {
                more(bytes, lines.start(), lines.end());
                continue;
            }
            boolean isFinished = finish();
            ahead = date;
            aheadBefore = isFollowing ? lines.before() : FilePosition.START;
            add(bytes, dates.end(), lines.end());
            if (isFinished) {
                isAtStart = true;
                return true;
            }
        }
        return finish();
    }

    private void more(byte[] bytes, int from, int to) throws IOException {
        if (ahead != null) {
            add(LINE_FEED, 0, LINE_FEED.length);
            add(bytes, from, to);
        } else if (from < to) {
            lines.report("a date, such as 2016 Oct 17 14:00:02, at the start of the first event");
        }
    }

    private void add(byte[] bytes, int from, int to) throws IOException {
        int length = Math.min(to - from, MAXIMUM_EVENT - text.size());
        text.write(bytes, from, length);
        if (length < to - from && !isCut) {
            isCut = true;
            lines.report("an event of at most " + MAXIMUM_EVENT + " bytes");
        }
    }

    /** Whether there was an event, which is the current one now. */
    private boolean finish() {
        if (ahead == null) {
            current = Optional.empty();
            return false;
        }
        byte[] bytes = text.toByteArray();
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == '\n') {
            end--;
        }
        current = Optional.of(ArchivedEvent.of(ahead, RawText.of(bytes, 0, end)));
        before = aheadBefore;
        text.reset();
        isCut = false;
        ahead = null;
        return true;
    }

    /**
     * The current event.
     *
     * @throws IllegalStateException before the first and after the last
     */
    public ArchivedEvent event() {
        return current.orElseThrow(() -> new IllegalStateException("the cursor is not at an event"));
    }

    /** For a cursor of {@link #openAfter}: the position before the current event. */
    public FilePosition before() {
        return before;
    }

    /** For a cursor of {@link #openAfter}: the position after the current event; at the end, where a later one can continue. */
    public FilePosition reached() {
        return isAtStart ? aheadBefore : lines.before();
    }

    /** How many bytes of the file have been read. */
    @Override
    public long position() {
        return lines.position();
    }

    /** The size of the file when it was opened. */
    @Override
    public long size() {
        return lines.size();
    }

    /** Closes the file. */
    @Override
    public void close() throws IOException {
        lines.close();
    }
}
