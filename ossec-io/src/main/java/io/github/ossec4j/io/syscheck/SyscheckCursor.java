package io.github.ossec4j.io.syscheck;

import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.line.ChecksumText;
import io.github.ossec4j.io.line.SyscheckLine;
import io.github.ossec4j.io.text.Ascii;
import io.github.ossec4j.io.text.EpochText;
import io.github.ossec4j.io.text.LineCursor;
import io.github.ossec4j.io.text.PackedBytes;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.syscheck.ChangeCount;
import io.github.ossec4j.model.syscheck.SyscheckEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Iterates over an integrity database record by record without creating objects.
 *
 * <p>There are methods for all records, {@link #next()}, and for some, {@link #nextChange()}, {@link #nextOf(RawText)},
 * {@link #nextMatching(PathFilter)} and {@link #nextMatching(RecordFilter)}. The first reports every line that is not a record; the others examine the
 * lines that they skip only as far as necessary, and report the other malformed lines. They may be mixed.
 *
 * <p>Reads up to the end of the file when it was opened. A line in which zero bytes precede the record (OSSEC 4.2
 * and later leave them when a database is emptied under a running daemon) is read without them, and without the marks
 * {@code #} that the daemon left among them for records that are no longer there.
 *
 * <p>Ranges are indexes into {@link #buffer()} and valid until the next move. One thread at a time; several cursors may
 * read ranges of one file, see {@link #open(Path, long, long, MalformedLineHandler)}.
 *
 * <p>Why it is fast: nearly all records have the same form, {@code +++<size>:<mode>:<owner>:<group>:<md5>:<sha1>
 * !<time> <path>}, so {@link #parseAhead()} and {@link ChecksumText#readAhead} read that from left to right, each byte
 * once, before the end of the line is known, and look for the LF after the start of the path only. Numbers and the LF
 * are read eight bytes at a time, as {@link PackedBytes} explains; hashes are validated in the same way, and decoded on
 * demand. Everything else, including lines that are not completely in the buffer, is left to {@link #parse()}, which
 * splits the line step by step and alone decides what is a record and what is wrong with a line. Methods that skip
 * lines find their ends and examine only the first byte, or the last eight; a search scans many lines together first,
 * and parses them only if it found something.
 */
public final class SyscheckCursor implements RecordStream.Cursor {
    private static final int FLAGS = SyscheckLine.FLAGS;

    private static final int LONGEST_TIME = 32;

    /** More than {@link #parseAhead()} examines before the path. */
    private static final int LONGEST_BEGIN = FLAGS + ChecksumText.LONGEST_AHEAD + LONGEST_TIME;

    private static final ChangeCount NONE = ChangeCount.exactly(0);
    private static final ChangeCount NONE_OR_ONE = ChangeCount.between(0, 1);
    private static final ChangeCount ONE = ChangeCount.exactly(1);
    private static final ChangeCount TWO = ChangeCount.exactly(2);
    private static final ChangeCount THREE = ChangeCount.exactly(3);
    private static final ChangeCount FOUR_OR_MORE = ChangeCount.atLeast(4);

    private final LineCursor lines;
    private final MalformedLineHandler malformed;

    private final SyscheckLine line = new SyscheckLine();
    private final ChecksumText sum = new ChecksumText();
    private final EpochText times = new EpochText();
    private int recordStart;
    private long epochSecond;
    private boolean timed;
    private int pathStart;
    private boolean deletion;

    // Values shared by adjacent records are created once.
    private Optional<Instant> lastTime = Optional.of(Instant.EPOCH);

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

    /**
     * Opens a part of a database: the lines whose first byte is from {@code from}, inclusive, to {@code to},
     * exclusive. Adjacent parts contain each record exactly once, wherever the boundary is, so that threads
     * can share a large database: of n threads, thread i reads from {@code i * size / n} to {@code (i + 1) * size / n}.
     * Lines are numbered from the part's start.
     *
     * @param from offset in the file; 0 for the start
     * @param to offset in the file; {@link Long#MAX_VALUE} for the end
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws java.nio.file.AccessDeniedException if it may not be read
     */
    public static SyscheckCursor open(Path database, long from, long to, MalformedLineHandler malformed)
            throws IOException {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("not a range of offsets: " + from + " to " + to);
        }
        return new SyscheckCursor(LineCursor.openAppended(database, from, to), malformed);
    }

    /** Another cursor over the same open file, from its start; closing one of them closes the file for both. */
    SyscheckCursor again(MalformedLineHandler handler) {
        return new SyscheckCursor(lines.again(), handler);
    }

    static SyscheckCursor over(LineCursor lines, MalformedLineHandler malformed) {
        return new SyscheckCursor(lines, malformed);
    }

    /** Moves to the next well-formed record; false at the end. */
    public boolean next() throws IOException {
        while (true) {
            if (parseAhead()) {
                return true;
            }
            if (!lines.next()) {
                return false;
            }
            if (isRecord()) {
                return true;
            }
        }
    }

    /**
     * Moves to the next record that is a change: one that is superseded, or whose path had changed since it was
     * first seen; false at the end. Other lines, which start with {@code +}, are not examined.
     */
    public boolean nextChange() throws IOException {
        while (true) {
            lines.passBeginningWith('+');
            if (parseAhead()) {
                return true;
            }
            if (!lines.next()) {
                return false;
            }
            boolean passed = isWhole() && lines.start() < lines.end() && lines.buffer()[lines.start()] == '+';
            if (!passed && isRecord() && lines.buffer()[recordStart] != '+') {
                return true;
            }
        }
    }

    /**
     * Moves to the next record of exactly this path; false at the end. Lines with another end are not examined.
     */
    public boolean nextOf(RawText path) throws IOException {
        byte[] wanted = path.bytes();
        while (true) {
            lines.passNotEndingWith(wanted);
            if (!parseAhead()) {
                if (!lines.next()) {
                    return false;
                }
                if ((isWhole() && !lines.endsWith(wanted)) || !isRecord()) {
                    continue;
                }
            }
            if (Arrays.equals(lines.buffer(), pathStart, lines.end(), wanted, 0, wanted.length)) {
                return true;
            }
        }
    }

    /**
     * Moves to the next record whose path the filter accepts; false at the end. Lines that cannot contain one, as far
     * as the filter can determine, are not examined any further.
     */
    public boolean nextMatching(PathFilter filter) throws IOException {
        LineCursor.Search search = filter::mayAcceptIn;
        while (true) {
            lines.passUnless(search);
            if (!parseAhead()) {
                if (!lines.next()) {
                    return false;
                }
                if (!filter.mayAcceptIn(lines.buffer(), lines.start(), lines.end()) || !isRecord()) {
                    continue;
                }
            }
            if (filter.accepts(lines.buffer(), pathStart, lines.end())) {
                return true;
            }
        }
    }

    /**
     * Moves to the next record that the filter accepts; false at the end. Lines that cannot be one, as far as the filter
     * can determine, are not examined any further.
     */
    public boolean nextMatching(RecordFilter filter) throws IOException {
        LineCursor.BlockSearch blocks = filter::mayAcceptIn;
        while (true) {
            lines.passBlocksUnless(blocks);
            if (!parseAhead()) {
                if (!lines.next()) {
                    return false;
                }
                if (!isRecord()) {
                    continue;
                }
            }
            if (filter.accepts(this)) {
                return true;
            }
        }
    }

    /** Moves to the next line, if it is a record of the common form; else the cursor does not move. */
    private boolean parseAhead() {
        byte[] bytes = lines.buffer();
        int start = lines.ahead();
        int limit = lines.aheadEnd();
        if (limit - start < LONGEST_BEGIN || !isFlags(bytes, start)) {
            return false;
        }
        int at = sum.readAhead(bytes, start + FLAGS, limit - LONGEST_TIME);
        if (at < 0 || bytes[at + 1] != '!') {
            return false;
        }
        int blank = times.read(bytes, at + 2);
        int path = blank + 1;
        if (blank != at + 2 + EpochText.DIGITS || bytes[blank] != ' ' || bytes[path] == '\n') {
            return false;
        }
        int lineFeed = PackedBytes.lineFeed(bytes, path, limit);
        if (lineFeed == limit || lineFeed - start > lines.maximumLine()) {
            return false;
        }
        lines.nextEndsAt(lineFeed);
        recordStart = start;
        epochSecond = times.second();
        timed = true;
        pathStart = path;
        deletion = false;
        return true;
    }

    private boolean isWhole() {
        return lines.isTerminated() && !lines.isOverlong();
    }

    /** Whether the current line is a record; if it should be one and is not, that is reported. */
    private boolean isRecord() throws IOException {
        @Nullable String expected = parse();
        if (expected == null) {
            return true;
        }
        if (!expected.isEmpty()) {
            malformed.malformed(new MalformedLine(lines.file(), lines.lineNumber(), lines.offset(), expected));
        }
        return false;
    }

    /** What was expected in the line; null if it is a record; empty if it is a line that daemons skip, too. */
    private @Nullable String parse() {
        @Nullable String lacking = lines.lacking();
        if (lacking != null) {
            return lacking;
        }
        byte[] bytes = lines.buffer();
        int end = lines.end();
        int start = lines.start();
        if (start < end && bytes[start] == 0) {
            start = afterHole(bytes, start, end);
        }
        recordStart = start;
        if (start == end) {
            return "";
        }
        if (changes(bytes, start, end) == null) {
            return "three flags such as \"+++\" or \"!++\"";
        }
        line.find(bytes, start, end);
        int blank = line.blank();
        if (blank == end) {
            return "\"<flags><checksum> !<time> <path>\"";
        }
        pathStart = blank + 1;
        timed = pathStart < end && bytes[pathStart] == '!';
        if (timed) {
            int timeStart = pathStart + 1;
            int timeEnd = line.blankFrom(timeStart);
            epochSecond = Ascii.epochSecond(bytes, timeStart, timeEnd);
            if (epochSecond < 0) {
                return "a time in seconds after the second \"!\"";
            }
            pathStart = Math.min(timeEnd + 1, end);
        }
        if (pathStart == end) {
            return "a path at the end";
        }
        sum.divide(bytes, line.sumStart(), blank);
        deletion = sum.isDeletion();
        return deletion || sum.isWellFormed() ? null : "a checksum of 6, 7 or 10 fields, or -1";
    }

    /** The index after zero bytes at the start of a line, and after the mark for a record that follows them. */
    private static int afterHole(byte[] bytes, int from, int end) {
        int start = SyscheckLine.afterHole(bytes, from, end);
        boolean marked = start < end && bytes[start] == '#' && changes(bytes, start + 1, end) != null;
        return marked ? start + 1 : start;
    }

    private static boolean isFlags(byte[] bytes, int at) {
        byte first = bytes[at];
        byte second = bytes[at + 1];
        byte third = bytes[at + 2];
        if (second == '+') {
            return third == '+' && (first == '+' || first == '!' || first == '#');
        }
        return second == '!' && (first == '!' || first == '#') && (third == '+' || third == '!' || third == '?');
    }

    private static @Nullable ChangeCount changes(byte[] bytes, int start, int end) {
        if (end - start < FLAGS) {
            return null;
        }
        byte first = bytes[start];
        byte second = bytes[start + 1];
        byte third = bytes[start + 2];
        if (second == '+' && third == '+') {
            return switch (first) {
                case '+' -> NONE;
                case '#' -> NONE_OR_ONE;
                case '!' -> ONE;
                default -> null;
            };
        }
        if (second != '!' || (first != '!' && first != '#')) {
            return null;
        }
        return switch (third) {
            case '+' -> TWO;
            case '!' -> THREE;
            case '?' -> FOUR_OR_MORE;
            default -> null;
        };
    }

    /** The bytes that contain the current line; they belong to the cursor. */
    public byte[] buffer() {
        return lines.buffer();
    }

    /** The 0-based offset of the line's first byte in the file. */
    public long offset() {
        return lines.offset();
    }

    /**
     * The 1-based number of the line. Lines that {@link #nextMatching} skipped are read once more, to be counted.
     *
     * @throws IOException if they cannot be read
     */
    public long lineNumber() throws IOException {
        return lines.lineNumber();
    }

    /** How many bytes have been processed; with {@link #size()} a measure of progress. */
    @Override
    public long position() {
        return lines.position();
    }

    long completePosition() {
        return lines.completePosition();
    }

    /** The size of the database when it was opened. */
    @Override
    public long size() {
        return lines.size();
    }

    /** How often the path had changed. */
    public ChangeCount changes() {
        ChangeCount changes = changes(lines.buffer(), recordStart, lines.end());
        if (changes == null) {
            throw new IllegalStateException("not at a record");
        }
        return changes;
    }

    /** Whether a later record of the path follows. */
    public boolean isSuperseded() {
        return lines.buffer()[recordStart] == '#';
    }

    /** Whether the record says that the path was deleted; then there are no attributes. */
    public boolean isDeletion() {
        return deletion;
    }

    /** When the manager recorded it, in seconds since 1970; -1 in records without time stamp. */
    public long epochSecond() {
        return timed ? epochSecond : -1;
    }

    /** Index of the path's first byte. */
    public int pathStart() {
        return pathStart;
    }

    /** Index after the path's last byte. */
    public int pathEnd() {
        return lines.end();
    }

    /** The file's size in bytes. */
    public long fileSize() {
        return sum.size();
    }

    /**
     * Permissions and type, as {@link io.github.ossec4j.model.syscheck.FileMode#bits()}; 0 if they were not checked.
     */
    public int modeBits() {
        return sum.modeBits();
    }

    /** The owner's number; -1 if the owner is not a number. */
    public long ownerNumber() {
        return sum.owner();
    }

    /** The group's number; -1 if the group is not a number. */
    public long groupNumber() {
        return sum.group();
    }

    /**
     * Writes the 16 bytes of the MD5 hash.
     *
     * @return false, and nothing is written, if there is none
     */
    public boolean md5(byte[] target, int offset) {
        return sum.md5(target, offset);
    }

    /**
     * Writes the 20 bytes of the SHA-1 hash.
     *
     * @return false, and nothing is written, if there is none
     */
    public boolean sha1(byte[] target, int offset) {
        return sum.sha1(target, offset);
    }

    /**
     * Writes the 32 bytes of the SHA-256 hash.
     *
     * @return false, and nothing is written, if there is none
     */
    public boolean sha256(byte[] target, int offset) {
        return sum.sha256(target, offset);
    }

    /** Whether the record has a SHA-256 field, computed or not: OSSEC 4.x. */
    public boolean hasSha256Field() {
        return sum.hasSha256();
    }

    /** The record as a value. */
    public SyscheckEntry entry() {
        byte[] bytes = lines.buffer();
        return new SyscheckEntry(
                RawText.of(bytes, pathStart, lines.end()),
                deletion ? Optional.empty() : Optional.of(sum.attributes()),
                timed ? time() : Optional.empty(),
                changes(),
                isSuperseded());
    }

    private Optional<Instant> time() {
        if (lastTime.orElseThrow().getEpochSecond() != epochSecond) {
            lastTime = Optional.of(Instant.ofEpochSecond(epochSecond));
        }
        return lastTime;
    }

    /** Closes the database. */
    @Override
    public void close() throws IOException {
        lines.close();
    }
}
