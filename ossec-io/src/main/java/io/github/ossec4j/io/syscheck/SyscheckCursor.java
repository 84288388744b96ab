package io.github.ossec4j.io.syscheck;

import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.text.Ascii;
import io.github.ossec4j.io.text.LineCursor;
import io.github.ossec4j.io.text.Words;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.syscheck.ChangeCount;
import io.github.ossec4j.model.syscheck.FileAttributes;
import io.github.ossec4j.model.syscheck.FileMode;
import io.github.ossec4j.model.syscheck.SyscheckEntry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Walks an integrity database record by record without making objects.
 *
 * <p>Walks exist for all records, {@link #next()}, for some, {@link #nextChange()}, {@link #nextOf(RawText)} and {@link
 * #nextMatching(PathFilter)}, and for all lines, whatever they hold, {@link #nextLine()}. The first reports every line that
 * is no record; those for some records see to the lines that they pass over only as far as they must, and report what is
 * wrong with the rest. They may be mixed.
 *
 * <p>What was in the file when it was opened is read, no more. A line in which zero bytes precede the record (OSSEC 4.2
 * and later leave them when a database is emptied under a running daemon) is read without them, and without the marks
 * {@code #} that the daemon left among them for records that are no longer there.
 *
 * <p>Ranges are indexes into {@link #buffer()} and valid until the next move. One thread at a time; several cursors may
 * read ranges of one file, see {@link #open(Path, long, long, MalformedLineHandler)}.
 *
 * <p>How it is fast: nearly all records look the same, {@code +++<size>:<mode>:<owner>:<group>:<md5>:<sha1> !<time>
 * <path>}, so {@link #parseAhead()} reads that from left to right, each byte once, before the end of the line is known,
 * and looks for the LF behind the begin of the path only. Numbers and the LF are read eight bytes at a time, as {@link
 * Words} explains; hashes are checked in the same way, and decoded when they are asked for. Whatever does not look like
 * that, or is not wholly in the buffer, is left to {@link #parse()}, which takes the line apart step by step and alone
 * decides what is a record and what is wrong with a line. Walks that pass over lines find their ends and look at the one
 * place that tells: the first byte, or the last eight; a search looks through many lines together first, and takes them
 * apart only where it found something.
 */
public final class SyscheckCursor implements Closeable {
    private static final int FLAGS = 3;

    /** More than {@link #parseAhead()} looks at in front of the path. */
    private static final int LONGEST_BEGIN = 320;

    private static final int LONGEST_OWNER = 64;
    private static final int LONGEST_TIME = 32;
    private static final int TIME_DIGITS = 10; // from 2001 to 2286
    private static final long TWO_DIGITS_AND_BLANK = 0xFFFFFF;
    private static final String UNKNOWN = "xxx";

    private static final ChangeCount NONE = ChangeCount.exactly(0);
    private static final ChangeCount NONE_OR_ONE = ChangeCount.between(0, 1);
    private static final ChangeCount ONE = ChangeCount.exactly(1);
    private static final ChangeCount TWO = ChangeCount.exactly(2);
    private static final ChangeCount THREE = ChangeCount.exactly(3);
    private static final ChangeCount FOUR_OR_MORE = ChangeCount.atLeast(4);

    // Fields of the sum, and their digits.
    private static final int MD5 = 4;
    private static final int MD5_DIGITS = 32;
    private static final int SHA1 = 5;
    private static final int SHA1_DIGITS = 40;
    private static final int SHA256 = 6;
    private static final int SHA256_DIGITS = 64;

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
    private long owner;
    private long group;
    private final int[] colons = new int[10]; // ends of the fields of the sum
    private int fields;

    // The last time as digits and as a number: records that were written in the same second follow each other.
    private long timeBegin;
    private long timeEnd;
    private long timeSecond;

    // What neighbours share is made once.
    private String lastOwner = "0";
    private String lastGroup = "0";
    private Optional<FileMode> lastMode = Optional.empty();
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
     * Opens a part of a database: the lines of which the first byte stands from {@code from}, inclusive, to {@code to},
     * exclusive. Parts whose ranges meet have each record once between them, wherever the ranges meet, so that threads
     * can share a large database: of n threads, thread i reads from {@code i * size / n} to {@code (i + 1) * size / n}.
     * Lines are numbered from the part's begin.
     *
     * @param from offset in the file; 0 for the begin
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
     * Moves to the next record that tells of a change: one that is superseded, or whose path had changed since it was first
     * seen; false at the end. Of other lines, those that begin with {@code +}, nothing is looked at.
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

    /** Moves to the next record of exactly this path; false at the end. Of lines with another end nothing is looked at. */
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
     * Moves to the next record whose path the filter accepts; false at the end. Of lines that cannot hold one, as far as the
     * filter can tell, nothing else is looked at.
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

    /** Moves to the next line, whatever it holds; false at the end. Only the line accessors are valid then. */
    public boolean nextLine() throws IOException {
        return lines.next();
    }

    /** Moves to the next line, if it is a record that looks like nearly all do; else the cursor stays where it is. */
    private boolean parseAhead() {
        byte[] bytes = lines.buffer();
        int start = lines.ahead();
        int limit = lines.aheadEnd();
        if (limit - start < LONGEST_BEGIN || !isFlags(bytes, start)) {
            return false;
        }
        int from = start + FLAGS;
        long number = Words.number(bytes, from);
        int at = from + Words.digits(number);
        if (at == from || bytes[at] != ':') {
            return false;
        }
        long parsedSize = Words.value(number);
        int[] ends = colons;
        ends[0] = at;

        from = at + 1;
        number = Words.number(bytes, from);
        at = from + Words.digits(number);
        long parsedMode = Words.value(number);
        if (at == from || bytes[at] != ':' || parsedMode > Integer.MAX_VALUE) {
            return false;
        }
        ends[1] = at;

        at++;
        if (bytes[at] == '0' && bytes[at + 1] == ':') { // root, as nearly always
            owner = 0;
            at++;
        } else {
            at = ownerEnd(bytes, at);
            if (at < 0) {
                return false;
            }
        }
        ends[2] = at;

        at++;
        if (bytes[at] == '0' && bytes[at + 1] == ':') {
            group = 0;
            at++;
        } else {
            from = at;
            number = Words.number(bytes, from);
            at = from + Words.digits(number);
            if (at == from || bytes[at] != ':') {
                return false;
            }
            group = Words.value(number);
        }
        ends[3] = at;

        at = hashEnd(bytes, at + 1, MD5_DIGITS);
        if (at < 0 || bytes[at] != ':') {
            return false;
        }
        ends[MD5] = at;
        at = hashEnd(bytes, at + 1, SHA1_DIGITS);
        if (at < 0) {
            return false;
        }
        ends[SHA1] = at;
        fields = 6;
        if (bytes[at] == ':') {
            at = moreFieldsEnd(bytes, at + 1, limit);
            if (at < 0) {
                return false;
            }
        }
        if (bytes[at] != ' ' || bytes[at + 1] != '!') {
            return false;
        }
        int path = timeEnd(bytes, at + 2);
        if (bytes[path - 1] != ' ' || bytes[path] == '\n') {
            return false;
        }
        int lineFeed = Words.lineFeed(bytes, path, limit);
        if (lineFeed == limit || lineFeed - start > lines.maximumLine()) {
            return false;
        }
        lines.nextEndsAt(lineFeed);
        recordStart = start;
        sumStart = start + FLAGS;
        sumEnd = at;
        timed = true;
        pathStart = path;
        deletion = false;
        size = parsedSize;
        mode = parsedMode;
        return true;
    }

    /** Finds the fields behind the sixth: SHA-256, or the four of Wazuh 2.x; the index behind them, -1 if it is neither. */
    private int moreFieldsEnd(byte[] bytes, int from, int limit) {
        int end = hashEnd(bytes, from, SHA256_DIGITS);
        if (end >= 0 && bytes[end] == ' ') {
            colons[fields++] = end;
            return end;
        }
        for (int i = from; i < limit - LONGEST_TIME; i++) {
            byte b = bytes[i];
            if (b == '\n' || (b == ':' && fields == colons.length - 1)) {
                return -1;
            }
            if (b == ':' || b == ' ') {
                colons[fields++] = i;
            }
            if (b == ' ') {
                return fields == colons.length ? i : -1;
            }
        }
        return -1;
    }

    /** Decodes a time of ten digits, unless it is that of the record before; the index behind the byte behind it. */
    private int timeEnd(byte[] bytes, int from) {
        long begin = Words.at(bytes, from);
        long end = Words.at(bytes, from + Long.BYTES) & TWO_DIGITS_AND_BLANK;
        if (begin != timeBegin || end != timeEnd) {
            long number = Words.number(bytes, from);
            if (Words.digits(number) != TIME_DIGITS) {
                return from; // the byte before it is no blank
            }
            timeSecond = Words.value(number);
            timeBegin = begin;
            timeEnd = end;
        }
        epochSecond = timeSecond;
        return from + TIME_DIGITS + 1;
    }

    /** Decodes the owner, a number or the security identifier of a Windows owner, up to a colon; -1 if it is hard to tell. */
    private int ownerEnd(byte[] bytes, int from) {
        long number = Words.number(bytes, from);
        int end = from + Words.digits(number);
        if (end - from == Words.MAXIMUM_DIGITS) {
            return -1; // there may be more digits
        }
        owner = end > from && bytes[end] == ':' ? Words.value(number) : -1;
        if (owner >= 0) {
            return end;
        }
        for (int i = from; i < from + LONGEST_OWNER; i++) {
            byte b = bytes[i];
            if (b == ':') {
                return i > from ? i : -1;
            }
            if (b == ' ' || b == '\n') {
                return -1;
            }
        }
        return -1;
    }

    /** The index behind the hash that begins here; -1 if there is none. */
    private static int hashEnd(byte[] bytes, int from, int digits) {
        if (Words.isHex(bytes, from, digits)) {
            return from + digits;
        }
        return Ascii.equals(bytes, from, from + 3, UNKNOWN) ? from + 3 : -1;
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

    /** What the line should have held; null if it is a record; empty if it is a line that daemons skip, too. */
    private @Nullable String parse() {
        @Nullable String lacking = lines.lacking();
        if (lacking != null) {
            return lacking;
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
        if (changes(bytes, start, end) == null) {
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
        owner = Ascii.unsigned(bytes, colons[1] + 1, colons[2]);
        group = Ascii.unsigned(bytes, colons[2] + 1, colons[3]);
        return size >= 0
                && mode >= 0
                && mode <= Integer.MAX_VALUE
                && colons[2] > colons[1] + 1
                && colons[3] > colons[2] + 1
                && isHash(bytes, MD5, MD5_DIGITS)
                && isHash(bytes, SHA1, SHA1_DIGITS)
                && (fields != 7 || isHash(bytes, SHA256, SHA256_DIGITS));
    }

    private boolean isHash(byte[] bytes, int field, int digits) {
        int from = colons[field - 1] + 1;
        int to = colons[field];
        return Ascii.isHex(bytes, from, to, digits) || Ascii.equals(bytes, from, to, UNKNOWN);
    }

    /** The index behind zero bytes and the marks for superseded records that were written among them. */
    private static int behindHole(byte[] bytes, int from, int end) {
        int start = from;
        for (int i = from; i < end && (bytes[i] == 0 || bytes[i] == '#'); i++) {
            if (bytes[i] == 0) {
                start = i + 1;
            }
        }
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

    /**
     * The 1-based number of the line. Lines that {@link #nextMatching} passed over are read once more, to be counted.
     *
     * @throws IOException if they cannot be read
     */
    public long lineNumber() throws IOException {
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

    /** Permissions and type, as {@link FileMode#bits()}; 0 if they were not checked. */
    public int modeBits() {
        return isOctal() ? octal() : (int) mode;
    }

    /** The owner's number; -1 if the owner is no number. */
    public long ownerNumber() {
        return owner;
    }

    /** The group's number; -1 if the group is no number. */
    public long groupNumber() {
        return group;
    }

    /**
     * Writes the 16 bytes of the MD5 hash.
     *
     * @return false, and nothing is written, if there is none
     */
    public boolean md5(byte[] target, int offset) {
        return hash(MD5, MD5_DIGITS, target, offset);
    }

    /**
     * Writes the 20 bytes of the SHA-1 hash.
     *
     * @return false, and nothing is written, if there is none
     */
    public boolean sha1(byte[] target, int offset) {
        return hash(SHA1, SHA1_DIGITS, target, offset);
    }

    /**
     * Writes the 32 bytes of the SHA-256 hash.
     *
     * @return false, and nothing is written, if there is none
     */
    public boolean sha256(byte[] target, int offset) {
        return fields == 7 && hash(SHA256, SHA256_DIGITS, target, offset);
    }

    private boolean hash(int field, int digits, byte[] target, int offset) {
        if (!hasHash(field)) {
            return false;
        }
        Words.hex(lines.buffer(), colons[field - 1] + 1, digits, target, offset);
        return true;
    }

    private boolean hasHash(int field) {
        return !deletion && lines.buffer()[colons[field - 1] + 1] != 'x';
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

    private FileAttributes attributes() {
        byte[] bytes = lines.buffer();
        lastOwner = same(lastOwner, bytes, colons[1] + 1, colons[2]);
        lastGroup = same(lastGroup, bytes, colons[2] + 1, colons[3]);
        return new FileAttributes(
                size,
                mode(),
                lastOwner,
                lastGroup,
                hash(bytes, MD5),
                hash(bytes, SHA1),
                fields == 7 ? hash(bytes, SHA256) : Optional.empty(),
                fields == 10 ? Optional.of(wazuh(bytes)) : Optional.empty());
    }

    private static String same(String last, byte[] bytes, int from, int to) {
        return Ascii.equals(bytes, from, to, last) ? last : Ascii.string(bytes, from, to);
    }

    private Optional<FileMode> mode() {
        if (mode == 0) {
            return Optional.empty();
        }
        int bits = modeBits();
        if (lastMode.isEmpty() || lastMode.get().bits() != bits) {
            lastMode = Optional.of(new FileMode(bits));
        }
        return lastMode;
    }

    /**
     * A whole {@code st_mode} of something that syscheck records has five decimal digits; the agentless check of Linux
     * hosts sends up to four octal ones.
     */
    private boolean isOctal() {
        int from = colons[0] + 1;
        int to = colons[1];
        if (to - from > 4) {
            return false;
        }
        byte[] bytes = lines.buffer();
        boolean octal = true;
        for (int i = from; i < to; i++) {
            octal &= bytes[i] <= '7';
        }
        return octal;
    }

    private int octal() {
        byte[] bytes = lines.buffer();
        int bits = 0;
        for (int i = colons[0] + 1; i < colons[1]; i++) {
            bits = bits << 3 | (bytes[i] - '0');
        }
        return bits;
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
