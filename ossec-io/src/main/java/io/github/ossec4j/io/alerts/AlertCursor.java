package io.github.ossec4j.io.alerts;

import io.github.ossec4j.io.FilePosition;
import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.line.AlertHead;
import io.github.ossec4j.io.line.AlertText;
import io.github.ossec4j.io.text.ByteSource;
import io.github.ossec4j.io.text.ByteWindow;
import io.github.ossec4j.io.text.LineCount;
import io.github.ossec4j.io.text.PackedBytes;
import io.github.ossec4j.model.alerts.Alert;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Iterates over the alerts of an {@code alerts.log}, or of a compressed one, without creating objects.
 *
 * <p>An alert starts with three lines that all look right, after an empty line or at the start of the file: see {@link
 * AlertHead}. Everything up to the next such lines belongs to it, so an alert is found only together with the start of the
 * next one. {@link #next()} examines the heads alone, and of the text only what follows empty lines; the rest is divided when a
 * method asks for it.
 *
 * <p>Reads up to the end of the file when it was opened. A piece of text before the first alert, an alert that is not
 * complete at the end, one of more than {@link #MAXIMUM_ALERT} bytes, of which only these are returned, and a file that
 * ends too early are reported.
 *
 * <p>Ranges are indexes into {@link #buffer()} and valid until the next move. One thread at a time.
 */
public final class AlertCursor implements RecordStream.Cursor {
    /** How many bytes of an alert are returned. */
    public static final int MAXIMUM_ALERT = 1 << 20;

    private static final int BEFORE = 2; // the line feeds that precede an alert

    private final Path file;
    private final LineCount lines;
    private final ByteWindow window;
    private final MalformedLineHandler malformed;
    private final boolean isFollowing;
    private final int kept; // how many bytes before an alert, or before its end, stay in the buffer
    private final int maximum;
    private final AlertText text = new AlertText();

    private AlertHead head = new AlertHead();
    private AlertHead ahead = new AlertHead();
    private boolean isAhead; // whether another alert follows the current one
    private int start;
    private int end; // where the alert that is ahead starts
    private long dropped; // bytes of the current alert that are no longer in the window
    private boolean isStarted;
    private boolean isDivided;
    private boolean isNumberedByPosition;
    private boolean isInPlace;
    private boolean isDisplaced;
    private int cut = -1; // where a head may start that the end of the file cuts
    private int reached;

    private @Nullable AlertValues values;

    private AlertCursor(
            Path file, ByteWindow window, boolean isFollowing, int maximum, MalformedLineHandler malformed) {
        this.file = file;
        this.lines = new LineCount(file);
        this.window = window;
        this.start = window.filled();
        this.reached = start;
        this.isFollowing = isFollowing;
        this.kept = isFollowing ? ByteWindow.RECOGNIZED : BEFORE;
        this.maximum = maximum;
        this.malformed = malformed;
    }

    /**
     * Opens a file; a gzip file is read as if it were not compressed.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws java.nio.file.AccessDeniedException if it may not be read
     */
    public static AlertCursor open(Path file, MalformedLineHandler malformed) throws IOException {
        return open(file, ByteWindow.USUAL, malformed);
    }

    /** With another size of the buffer, for tests. */
    static AlertCursor open(Path file, int size, MalformedLineHandler malformed) throws IOException {
        var window = new ByteWindow(ByteSource.open(file), 0, size, AlertHead.SPARE);
        return new AlertCursor(file, window, false, MAXIMUM_ALERT, malformed);
    }

    /**
     * Opens a file that alerts are being appended to, after a position. A last alert that is not complete is neither returned
     * nor reported: it is still being written.
     *
     * @param position an earlier cursor's {@link #reached()}
     * @return empty if the file no longer continues what was read: it has been emptied or replaced
     * @throws java.nio.file.NoSuchFileException if there is none
     */
    public static Optional<AlertCursor> openAfter(Path file, FilePosition position, MalformedLineHandler malformed)
            throws IOException {
        return openAfter(file, position, ByteWindow.USUAL, malformed);
    }

    /** With another size of the buffer, for tests. */
    static Optional<AlertCursor> openAfter(Path file, FilePosition position, int size, MalformedLineHandler malformed)
            throws IOException {
        return ByteWindow.after(file, position, size, AlertHead.SPARE)
                .map(window -> new AlertCursor(file, window, true, MAXIMUM_ALERT, malformed));
    }

    /** Moves to the next alert; false at the end. */
    public boolean next() throws IOException {
        if (!isStarted) {
            isStarted = true;
            findFirst();
        }
        if (!isAhead) {
            return false;
        }
        AlertHead found = ahead;
        ahead = head;
        head = found;
        start = end;
        window.advance(dropped);
        dropped = 0;
        isDivided = false;
        findAhead(start + head.description());
        checkPosition();
        if (!isAhead) {
            reportEnd();
        }
        reached = end;
        if (!isComplete()) {
            if (isFollowing) {
                reached = start;
                return false;
            }
            report(offset(), "an empty line at the end (the alert is still being written)");
        }
        if (dropped > 0) {
            report(offset(), "an alert of at most " + maximum + " bytes");
        }
        return true;
    }

    /** Moves to the next alert that the filter accepts; false at the end. */
    public boolean nextMatching(AlertFilter filter) throws IOException {
        while (next()) {
            if (filter.accepts(this)) {
                return true;
            }
        }
        return false;
    }

    /** Finds the first alert, and reports the text before it. */
    private void findFirst() throws IOException {
        boolean more = readOn();
        while (more || start < window.filled()) {
            while (start < window.filled() && window.buffer()[start] == '\n') {
                start++;
            }
            if (start < window.filled()) {
                break;
            }
            more = readOn();
        }
        reached = start;
        if (start == window.filled()) {
            reportEnd();
            return;
        }
        // Else it is the rest of a text that was reported when its start was read.
        boolean isStart = isStartOfFile(start) || isAfterEmptyLine(window.buffer(), start);
        AlertHead.Outcome outcome =
                isStart ? ahead.find(window.buffer(), start, window.filled()) : AlertHead.Outcome.NONE;
        while (outcome == AlertHead.Outcome.CUT && readOn()) {
            outcome = ahead.find(window.buffer(), start, window.filled());
        }
        end = start;
        reached = start;
        isAhead = outcome == AlertHead.Outcome.FOUND;
        if (isAhead || (isFollowing && outcome == AlertHead.Outcome.CUT)) {
            return;
        }
        long textOffset = offset();
        findAhead(start + 1);
        if (isStart) {
            report(textOffset, "the three lines that start an alert, the first with \"** Alert\"");
        }
        if (!isAhead) {
            reportEnd();
        }
        reached = isAhead || cut < 0 ? end : cut;
    }

    private boolean isStartOfFile(int at) {
        return window.offset() == 0 && at < BEFORE;
    }

    /** Reads on, keeping what follows {@link #start} and the bytes before it. */
    private boolean readOn() throws IOException {
        int keep = Math.max(0, start - kept);
        boolean more = window.readOn(keep);
        start -= keep;
        return more;
    }

    /** Finds the head that follows the current alert, from this index on. */
    private void findAhead(int from) throws IOException {
        int at = from;
        while (true) {
            byte[] bytes = window.buffer();
            int filled = window.filled();
            int emptyLine = PackedBytes.twoLineFeeds(bytes, at, filled);
            int candidate = Math.min(emptyLine + BEFORE, filled);
            AlertHead.Outcome outcome =
                    candidate < filled ? ahead.find(bytes, candidate, filled) : AlertHead.Outcome.CUT;
            if (outcome == AlertHead.Outcome.FOUND) {
                end = candidate;
                isAhead = true;
                return;
            }
            if (outcome == AlertHead.Outcome.NONE) {
                at = emptyLine + 1;
                continue;
            }
            int known = filled - candidate;
            candidate = readOn(candidate);
            if (window.filled() - candidate > known) {
                at = Math.max(start, candidate - BEFORE);
            } else if (known > 0) { // the end of the file cuts what might have been a head
                if (cut < 0) {
                    cut = candidate;
                }
                at = candidate;
            } else {
                end = window.filled();
                isAhead = false;
                return;
            }
        }
    }

    /**
     * Reads on, keeping the current alert; of a long one only its first bytes, and those before {@code at}.
     *
     * @return the index that {@code at} has now
     */
    private int readOn(int at) throws IOException {
        if (window.isAtEnd()) {
            return at;
        }
        int before = at - kept;
        int most = start + maximum;
        if (before > most) {
            window.drop(most, before);
            dropped += before - most;
            before = most;
        }
        int further = before + kept - start;
        readOn();
        return start + further;
    }

    private static boolean isAfterEmptyLine(byte[] bytes, int at) {
        return at >= BEFORE && bytes[at - 1] == '\n' && bytes[at - 2] == '\n';
    }

    /**
     * Whether the number in the id should be the position, and is not. That numbers are positions is known once one is 0 at
     * the start, or two that follow each other are: a count may be right once by chance.
     */
    private void checkPosition() {
        boolean wasInPlace = isInPlace;
        isInPlace = head.number() == offset();
        boolean isNextInPlace = isAhead && ahead.number() == offset() + length();
        if (isInPlace && (offset() == 0 || wasInPlace || isNextInPlace || isFollowing)) {
            isNumberedByPosition = true;
        }
        isDisplaced = !isInPlace && (isNumberedByPosition || (isNextInPlace && offset() == 0));
    }

    private void reportEnd() throws IOException {
        @Nullable String lacking = window.source().lacking();
        if (lacking != null) {
            report(window.offset() + window.filled() + dropped, lacking);
        }
    }

    private void report(long offset, String expected) throws IOException {
        malformed.malformed(new MalformedLine(file, lines.numberAt(offset), offset, expected));
    }

    /** The bytes that contain the current alert; they belong to the cursor. */
    public byte[] buffer() {
        return window.buffer();
    }

    /** Index of the current alert's first byte. */
    public int start() {
        return start;
    }

    /** Index after the last byte of the current alert that is returned. */
    public int end() {
        return dropped == 0 && end - start <= maximum ? end : start + maximum;
    }

    /** The 0-based offset of the current alert in the file, or in its uncompressed content. */
    public long offset() {
        return window.offset() + start;
    }

    /** How many bytes the current alert has, with the empty lines that end it. */
    public long length() {
        return end - start + dropped;
    }

    /** The time of the current alert, in seconds since 1970. */
    public long epochSecond() {
        return head.epochSecond();
    }

    /** The level of the rule. */
    public int level() {
        return head.level();
    }

    /** The number of the rule. */
    public int ruleId() {
        return head.ruleId();
    }

    /** Whether the empty line at the end of the current alert is there: it is, unless it is the last one. */
    public boolean isComplete() {
        byte[] bytes = window.buffer();
        return isAhead || (end >= start + BEFORE && bytes[end - 1] == '\n' && bytes[end - 2] == '\n');
    }

    /** Whether the number in the id is not the position, though those of other alerts are. */
    public boolean isDisplaced() {
        return isDisplaced;
    }

    AlertHead head() {
        return head;
    }

    AlertText text() {
        if (!isDivided) {
            isDivided = true;
            text.divide(window.buffer(), start + head.description(), end());
        }
        return text;
    }

    /** Index of the first byte of the location. */
    public int locationStart() {
        return start + head.location();
    }

    /** The current alert as a value. */
    public Alert alert() {
        if (values == null) {
            values = new AlertValues();
        }
        return values.alert(this);
    }

    /** The position before the current alert, for a cursor of {@link #openAfter}. */
    public FilePosition before() {
        return window.positionAt(start, 0);
    }

    /**
     * For a cursor of {@link #openAfter}: the position after the current alert; after the last one, where a later cursor can
     * continue.
     */
    public FilePosition reached() {
        return window.positionAt(reached, reached == start ? 0 : dropped);
    }

    /** How many bytes of the file have been read; with {@link #size()} a measure of progress. */
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
        lines.close();
        window.close();
    }
}
