package io.github.ossec4j.io.alerts;

import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.line.AlertHead;
import io.github.ossec4j.io.line.AlertText;
import io.github.ossec4j.io.text.ByteSource;
import io.github.ossec4j.io.text.ByteWindow;
import io.github.ossec4j.io.text.PackedBytes;
import io.github.ossec4j.model.alerts.Alert;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Iterates over the alerts of an {@code alerts.log}, or of a compressed one, without creating objects.
 *
 * <p>An alert starts with three lines that all look right, after an empty line or at the start of the file: see {@link
 * AlertHead}. Everything up to the next such lines belongs to it, so an alert is found only together with the start of the
 * next one. {@link #next()} examines the heads alone, and of the text only where it has asterisks; the rest is divided when a
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
    private static final int TAIL = 64;

    private final Path file;
    private final ByteWindow window;
    private final MalformedLineHandler malformed;
    private final boolean isFollowing;
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
    private long complete;
    private byte[] tail = {};

    private @Nullable AlertValues values;

    private AlertCursor(
            Path file, ByteWindow window, boolean isFollowing, int maximum, MalformedLineHandler malformed) {
        this.file = file;
        this.window = window;
        this.isFollowing = isFollowing;
        this.maximum = maximum;
        this.malformed = malformed;
        this.complete = window.offset();
    }

    /**
     * Opens a file; a gzip file is read as if it were not compressed.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws java.nio.file.AccessDeniedException if it may not be read
     */
    public static AlertCursor open(Path file, MalformedLineHandler malformed) throws IOException {
        return open(file, 0, false, ByteWindow.USUAL, MAXIMUM_ALERT, malformed);
    }

    /**
     * Opens a file that alerts are being appended to, where an earlier cursor ended. A last alert that is not complete is
     * neither returned nor reported: it is still being written.
     *
     * @param offset the earlier cursor's {@link #completePosition()}; 0 for the start
     * @throws java.nio.file.NoSuchFileException if there is none
     */
    public static AlertCursor openAt(Path file, long offset, MalformedLineHandler malformed) throws IOException {
        return open(file, offset, true, ByteWindow.USUAL, MAXIMUM_ALERT, malformed);
    }

    /** With other sizes, for tests. */
    static AlertCursor open(
            Path file, long offset, boolean isFollowing, int size, int maximum, MalformedLineHandler malformed)
            throws IOException {
        var window = new ByteWindow(ByteSource.open(file, offset), offset, size, AlertHead.SPARE);
        return new AlertCursor(file, window, isFollowing, maximum, malformed);
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
        if (!isComplete()) {
            if (isFollowing) {
                return false;
            }
            report(offset(), "an empty line at the end (the alert is still being written)");
        }
        complete = isComplete() ? offset() + length() : offset();
        if (isFollowing) {
            int read = dropped == 0 ? start : start + maximum;
            tail = Arrays.copyOfRange(window.buffer(), Math.max(read, end - TAIL), end);
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
        boolean more = window.readOn(0);
        int at = 0;
        while (more || at < window.filled()) {
            while (at < window.filled() && window.buffer()[at] == '\n') {
                at++;
            }
            if (at < window.filled()) {
                break;
            }
            more = window.readOn(at);
            at = 0;
        }
        if (at == window.filled()) {
            reportEnd();
            return;
        }
        start = at;
        AlertHead.Outcome outcome = ahead.find(window.buffer(), start, window.filled());
        while (outcome == AlertHead.Outcome.CUT && !window.isAtEnd()) {
            window.readOn(start);
            start = 0;
            outcome = ahead.find(window.buffer(), start, window.filled());
        }
        end = start;
        isAhead = outcome == AlertHead.Outcome.FOUND;
        if (isAhead) {
            return;
        }
        long textOffset = offset();
        findAhead(start + 1);
        if (!isFollowing || isAhead) {
            report(textOffset, "the three lines that start an alert, the first with \"** Alert\"");
        }
        if (!isAhead) {
            reportEnd();
        }
        complete = isAhead ? window.offset() + end + dropped : textOffset;
    }

    /** Finds the head that follows the current alert, from this index on. */
    private void findAhead(int from) throws IOException {
        int at = from;
        while (true) {
            byte[] bytes = window.buffer();
            int filled = window.filled();
            at = PackedBytes.firstOf(bytes, at, filled, (byte) '*');
            if (at < filled) {
                if (!isAfterEmptyLine(bytes, at)) {
                    at++;
                    continue;
                }
                AlertHead.Outcome outcome = ahead.find(bytes, at, filled);
                if (outcome == AlertHead.Outcome.FOUND) {
                    end = at;
                    isAhead = true;
                    return;
                }
                if (outcome == AlertHead.Outcome.NONE) {
                    at++;
                    continue;
                }
            }
            int known = window.filled() - at;
            at = readOn(at);
            if (window.filled() - at > known) {
                continue;
            }
            if (known == 0) {
                end = window.filled();
                isAhead = false;
                return;
            }
            at++; // the end of the file cuts what might have been a head
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
        int before = at - BEFORE;
        int kept = start + maximum;
        if (before > kept) {
            window.drop(kept, before);
            dropped += before - kept;
            before = kept;
        }
        int moved = before + BEFORE - start;
        window.readOn(start);
        start = 0;
        return moved;
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
        malformed.malformed(new MalformedLine(file, lineNumber(offset), offset, expected));
    }

    /**
     * The number of the line with this offset; lines are counted only for reports. If the file was replaced or removed
     * meanwhile, the number is too small.
     */
    private long lineNumber(long offset) throws IOException {
        var bytes = new byte[ByteWindow.USUAL];
        long lines = 1;
        try (ByteSource source = ByteSource.open(file)) {
            long left = offset;
            int read = 1;
            while (left > 0 && read > 0) {
                read = source.read(bytes, 0, (int) Math.min(bytes.length, left));
                left -= read;
                for (int i = PackedBytes.lineFeed(bytes, 0, read);
                        i < read;
                        i = PackedBytes.lineFeed(bytes, i + 1, read)) {
                    lines++;
                }
            }
        } catch (NoSuchFileException e) {
            return lines; // compressed just now: the file that is being read stays open
        }
        return lines;
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

    /** The offset after the last complete alert: where a later cursor can continue, see {@link #openAt}. */
    public long completePosition() {
        return complete;
    }

    /**
     * The last bytes before {@link #completePosition()} as this cursor of {@link #openAt} read them, up to 64; empty if it has
     * found no complete alert. If the file no longer has them there, it was emptied or replaced meanwhile.
     */
    public byte[] completeTail() {
        return tail.clone();
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
        window.close();
    }
}
