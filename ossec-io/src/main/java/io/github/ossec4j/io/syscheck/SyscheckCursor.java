package io.github.ossec4j.io.syscheck;

import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.text.Ascii;
import io.github.ossec4j.io.text.LineCursor;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.syscheck.ChangeLevel;
import io.github.ossec4j.model.syscheck.FileAttributes;
import io.github.ossec4j.model.syscheck.FileMode;
import io.github.ossec4j.model.syscheck.SyscheckEntry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Walks an integrity database record by record without making objects.
 *
 * <p>Two walks exist: {@link #next()} stops at well-formed records only and reports the other lines; {@link #nextLine()}
 * stops at every line and says nothing of its content. They may be mixed.
 *
 * <p>What was in the file when it was opened is read, no more. A line in which zero bytes precede the record (OSSEC 4.2
 * and later leave them when a database is emptied under a running daemon) is read without them, and without the marks
 * {@code #} that the daemon left among them for records that are no longer there.
 *
 * <p>Ranges are indexes into {@link #buffer()} and valid until the next move. One thread at a time.
 */
public final class SyscheckCursor implements Closeable {
    private static final int FLAGS = 3;

    private final LineCursor lines;
    private final MalformedLineHandler malformed;

    private int recordStart;
    private int sumStart;
    private int sumEnd;
    private long epochSecond;
    private boolean timed;
    private int pathStart;
    private boolean deletion;
    private long size;
    private long mode;
    private final int[] colons = new int[10]; // ends of the fields of the sum
    private int fields;

    private SyscheckCursor(LineCursor lines, MalformedLineHandler malformed) {
        this.lines = lines;
        this.malformed = malformed;
    }

    /**
     * Opens a database.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws java.nio.file.AccessDeniedException if it may not be read
     */
    public static SyscheckCursor open(Path database, MalformedLineHandler malformed) throws IOException {
        return new SyscheckCursor(LineCursor.openAppended(database), malformed);
    }

    static SyscheckCursor over(LineCursor lines, MalformedLineHandler malformed) {
        return new SyscheckCursor(lines, malformed);
    }

    /** Moves to the next well-formed record; false at the end. */
    public boolean next() throws IOException {
        while (nextLine()) {
            @Nullable String expected = parse();
            if (expected == null) {
                return true;
            }
            if (!expected.isEmpty()) {
                malformed.malformed(new MalformedLine(lines.file(), lines.lineNumber(), lines.offset(), expected));
            }
        }
        return false;
    }

    /** Moves to the next line, whatever it holds; false at the end. Only the line accessors are valid then. */
    public boolean nextLine() throws IOException {
        return lines.next();
    }

    /** What the line should have held; null if it is a record; empty if it is a line that daemons skip, too. */
    private @Nullable String parse() {
        if (!lines.isTerminated()) {
            return "a line feed at the end (the line is still being written)";
        }
        if (lines.isOverlong()) {
            return "a line of at most " + LineCursor.MAXIMUM_LINE + " bytes";
        }
        byte[] bytes = lines.buffer();
        int end = lines.end();
        int start = lines.start();
        if (start < end && bytes[start] == 0) {
            start = behindHole(bytes, start, end);
        }
        recordStart = start;
        if (start == end) {
            return "";
        }
        if (level(bytes, start, end) == null) {
            return "three flags such as \"+++\" or \"!++\"";
        }
        sumStart = start + FLAGS;
        sumEnd = Ascii.indexOf(bytes, sumStart, end, ' ');
        if (sumEnd == end) {
            return "\"<flags><checksum> !<time> <path>\"";
        }
        pathStart = sumEnd + 1;
        timed = pathStart < end && bytes[pathStart] == '!';
        if (timed) {
            int blank = Ascii.indexOf(bytes, pathStart + 1, end, ' ');
            epochSecond = Ascii.epochSecond(bytes, pathStart + 1, blank);
            if (epochSecond < 0) {
                return "a time in seconds behind the second \"!\"";
            }
            pathStart = Math.min(blank + 1, end);
        }
        if (pathStart == end) {
            return "a path at the end";
        }
        deletion = Ascii.equals(bytes, sumStart, sumEnd, "-1");
        return deletion || parseSum(bytes) ? null : "a checksum of 6, 7 or 10 fields, or -1";
    }

    private boolean parseSum(byte[] bytes) {
        fields = 0;
        int from = sumStart;
        while (fields < colons.length) {
            int colon = Ascii.indexOf(bytes, from, sumEnd, ':');
            colons[fields++] = colon;
            if (colon == sumEnd) {
                break;
            }
            from = colon + 1;
        }
        if (colons[fields - 1] != sumEnd || (fields != 6 && fields != 7 && fields != 10)) {
            return false;
        }
        size = Ascii.unsigned(bytes, sumStart, colons[0]);
        mode = Ascii.unsigned(bytes, colons[0] + 1, colons[1]);
        return size >= 0
                && mode >= 0
                && mode <= Integer.MAX_VALUE
                && colons[2] > colons[1] + 1
                && colons[3] > colons[2] + 1
                && isHash(bytes, 4, 32)
                && isHash(bytes, 5, 40)
                && (fields != 7 || isHash(bytes, 6, 64));
    }

    private boolean isHash(byte[] bytes, int field, int digits) {
        int from = colons[field - 1] + 1;
        return Ascii.isHex(bytes, from, colons[field], digits) || Ascii.equals(bytes, from, colons[field], "xxx");
    }

    /** The index behind zero bytes and the marks for superseded records that were written among them. */
    private static int behindHole(byte[] bytes, int from, int end) {
        int start = from;
        for (int i = from; i < end && (bytes[i] == 0 || bytes[i] == '#'); i++) {
            if (bytes[i] == 0) {
                start = i + 1;
            }
        }
        boolean marked = start < end && bytes[start] == '#' && level(bytes, start + 1, end) != null;
        return marked ? start + 1 : start;
    }

    private static @Nullable ChangeLevel level(byte[] bytes, int start, int end) {
        if (end - start < FLAGS) {
            return null;
        }
        byte first = bytes[start];
        byte second = bytes[start + 1];
        byte third = bytes[start + 2];
        if (second == '+' && third == '+') {
            return switch (first) {
                case '+' -> ChangeLevel.BASELINE;
                case '#' -> ChangeLevel.BASELINE_OR_FIRST;
                case '!' -> ChangeLevel.FIRST;
                default -> null;
            };
        }
        if (second != '!' || (first != '!' && first != '#')) {
            return null;
        }
        return switch (third) {
            case '+' -> ChangeLevel.SECOND;
            case '!' -> ChangeLevel.THIRD;
            case '?' -> ChangeLevel.FURTHER;
            default -> null;
        };
    }

    /** The bytes that hold the current line; they belong to the cursor. */
    public byte[] buffer() {
        return lines.buffer();
    }

    /** Index of the line's first byte. */
    public int lineStart() {
        return lines.start();
    }

    /** Index behind the line's last byte, without the LF. */
    public int lineEnd() {
        return lines.end();
    }

    /** Whether the line ends with a LF; only the last one may not. */
    public boolean isTerminated() {
        return lines.isTerminated();
    }

    /** Whether the line is too long to be handed out: its range is empty. */
    public boolean isOverlong() {
        return lines.isOverlong();
    }

    /** The 0-based offset of the line's first byte in the file. */
    public long offset() {
        return lines.offset();
    }

    /** The 1-based number of the line. */
    public long lineNumber() {
        return lines.lineNumber();
    }

    /** How many bytes have been walked over; together with {@link #size()} a measure of progress. */
    public long position() {
        return lines.position();
    }

    long completePosition() {
        return lines.completePosition();
    }

    /** The size of the database when it was opened. */
    public long size() {
        return lines.size();
    }

    /** How often the path had changed. */
    public ChangeLevel level() {
        ChangeLevel level = level(lines.buffer(), recordStart, lines.end());
        if (level == null) {
            throw new IllegalStateException("not at a record");
        }
        return level;
    }

    /** Whether a later record of the path follows. */
    public boolean isSuperseded() {
        return lines.buffer()[recordStart] == '#';
    }

    /** Whether the record tells that the path was deleted; then there are no attributes. */
    public boolean isDeletion() {
        return deletion;
    }

    /** When the manager took note, in seconds since 1970; -1 in records without time stamp. */
    public long epochSecond() {
        return timed ? epochSecond : -1;
    }

    /** Index of the path's first byte. */
    public int pathStart() {
        return pathStart;
    }

    /** Index behind the path's last byte. */
    public int pathEnd() {
        return lines.end();
    }

    /** The file's size in bytes. */
    public long fileSize() {
        return size;
    }

    /** Whether the record has a SHA-256 field, computed or not: OSSEC 4.x. */
    public boolean hasSha256Field() {
        return !deletion && fields == 7;
    }

    /** The record as a value. */
    public SyscheckEntry entry() {
        byte[] bytes = lines.buffer();
        return new SyscheckEntry(
                RawText.of(bytes, pathStart, lines.end()),
                deletion ? Optional.empty() : Optional.of(attributes()),
                timed ? Optional.of(Instant.ofEpochSecond(epochSecond)) : Optional.empty(),
                level(),
                isSuperseded());
    }

    private FileAttributes attributes() {
        byte[] bytes = lines.buffer();
        return new FileAttributes(
                size,
                mode(bytes),
                Ascii.string(bytes, colons[1] + 1, colons[2]),
                Ascii.string(bytes, colons[2] + 1, colons[3]),
                hash(bytes, 4),
                hash(bytes, 5),
                fields == 7 ? hash(bytes, 6) : Optional.empty(),
                fields == 10 ? Optional.of(wazuh(bytes)) : Optional.empty());
    }

    /**
     * A whole {@code st_mode} of something that syscheck records has five decimal digits; the agentless check of Linux
     * hosts sends up to four octal ones.
     */
    private Optional<FileMode> mode(byte[] bytes) {
        if (mode == 0) {
            return Optional.empty();
        }
        int from = colons[0] + 1;
        int to = colons[1];
        int octal = 0;
        boolean isOctal = to - from <= 4;
        for (int i = from; i < to && isOctal; i++) {
            isOctal = bytes[i] <= '7';
            octal = octal << 3 | (bytes[i] - '0');
        }
        return Optional.of(
                isOctal ? new FileMode(octal, FileMode.Base.OCTAL) : new FileMode((int) mode, FileMode.Base.DECIMAL));
    }

    private Optional<String> hash(byte[] bytes, int field) {
        int from = colons[field - 1] + 1;
        int to = colons[field];
        return bytes[from] == 'x' ? Optional.empty() : Optional.of(Ascii.string(bytes, from, to));
    }

    private FileAttributes.WazuhAttributes wazuh(byte[] bytes) {
        long modified = Ascii.epochSecond(bytes, colons[7] + 1, colons[8]);
        long inode = Ascii.unsigned(bytes, colons[8] + 1, colons[9]);
        return new FileAttributes.WazuhAttributes(
                RawText.of(bytes, colons[5] + 1, colons[6]),
                RawText.of(bytes, colons[6] + 1, colons[7]),
                modified < 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(modified)),
                inode < 0 ? OptionalLong.empty() : OptionalLong.of(inode));
    }

    /** Closes the database. */
    @Override
    public void close() throws IOException {
        lines.close();
    }
}
