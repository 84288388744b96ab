package io.github.ossec4j.io.text;

import io.github.ossec4j.io.FilePosition;
import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.RecordStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Iterates over the lines of a file that may be compressed, see {@link ByteSource}. A line that is too long is skipped and
 * reported, as is a last line without a line feed, which is still being written, and whatever is lacking at the end.
 *
 * <p>The buffer is valid until the next move. One thread at a time.
 */
public final class SourceLines implements RecordStream.Cursor {
    private static final int MAXIMUM_LINE = 1 << 20;

    private final Path file;
    private final LineCount numbers;
    private final ByteWindow window;
    private final MalformedLineHandler malformed;
    private final int kept; // how many bytes before a line stay in the buffer
    private int start;
    private int end;
    private int following;
    private boolean isOver;

    private SourceLines(Path file, ByteWindow window, int kept, MalformedLineHandler malformed) {
        this.file = file;
        this.numbers = new LineCount(file);
        this.window = window;
        this.start = window.filled();
        this.following = start;
        this.kept = kept;
        this.malformed = malformed;
    }

    /**
     * Opens a file.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws java.nio.file.AccessDeniedException if it may not be read
     */
    public static SourceLines open(Path file, MalformedLineHandler malformed) throws IOException {
        return open(file, ByteWindow.USUAL, malformed);
    }

    /** With another size of the buffer, for tests. */
    static SourceLines open(Path file, int size, MalformedLineHandler malformed) throws IOException {
        return new SourceLines(file, new ByteWindow(ByteSource.open(file), 0, size, Long.BYTES), 0, malformed);
    }

    /**
     * Opens a file that lines are being appended to, after a position. A last line without a line feed is not reported: it is
     * still being written.
     *
     * @return empty if the file no longer continues what was read: it has been emptied or replaced
     * @throws java.nio.file.NoSuchFileException if there is none
     */
    public static Optional<SourceLines> openAfter(Path file, FilePosition position, MalformedLineHandler malformed)
            throws IOException {
        return ByteWindow.after(file, position, ByteWindow.USUAL, Long.BYTES)
                .map(window ->
                        new SourceLines(file, window, ByteWindow.RECOGNIZED, LineCursor.exceptUnterminated(malformed)));
    }

    /** Moves to the next complete line; false at the end. */
    public boolean next() throws IOException {
        while (!isOver) {
            start = following;
            long skipped = 0;
            int lineFeed = PackedBytes.lineFeed(window.buffer(), start, window.filled());
            while (lineFeed == window.filled()) {
                int known = lineFeed - start;
                if (known > MAXIMUM_LINE) {
                    skipped += known;
                    start = lineFeed;
                    known = 0;
                }
                int keep = Math.max(0, start - kept);
                boolean more = window.readOn(keep);
                start -= keep;
                if (!more) {
                    return reportEnd(known + skipped);
                }
                lineFeed = PackedBytes.lineFeed(window.buffer(), start + known, window.filled());
            }
            end = lineFeed;
            following = lineFeed + 1;
            if (skipped == 0 && end - start <= MAXIMUM_LINE) {
                return true;
            }
            report(offset() - skipped, "a line of at most " + MAXIMUM_LINE + " bytes");
        }
        return false;
    }

    private boolean reportEnd(long length) throws IOException {
        following = window.filled();
        end = following;
        isOver = true;
        @Nullable String lacking = window.source().lacking();
        if (lacking != null || length > 0) {
            report(window.offset() + following - length, lacking == null ? LineCursor.UNTERMINATED : lacking);
        }
        return false;
    }

    private void report(long offset, String expected) throws IOException {
        malformed.malformed(new MalformedLine(file, numbers.numberAt(offset), offset, expected));
    }

    /** Reports that the current line is malformed. */
    public void report(String expected) throws IOException {
        report(offset(), expected);
    }

    /** For lines of {@link #openAfter}: the position before the current line; at the end, that after the last complete one. */
    public FilePosition before() {
        return window.positionAt(start, 0);
    }

    /** For lines of {@link #openAfter}: the position after the current line. */
    public FilePosition reached() {
        return window.positionAt(following, 0);
    }

    /** The bytes that contain the current line. */
    public byte[] buffer() {
        return window.buffer();
    }

    /** Index of the current line's first byte. */
    public int start() {
        return start;
    }

    /** Index after the current line's last byte; the LF is not part of the line. */
    public int end() {
        return end;
    }

    /** The 0-based offset of the current line's first byte in the file, or in its uncompressed content. */
    public long offset() {
        return window.offset() + start;
    }

    /** How many bytes of the file have been read. */
    @Override
    public long position() {
        return window.source().position();
    }

    /** The size of the file when it was opened. */
    @Override
    public long size() {
        return window.source().size();
    }

    /** Closes the file. */
    @Override
    public void close() throws IOException {
        numbers.close();
        window.close();
    }
}
