package io.github.ossec4j.io.line;

import io.github.ossec4j.io.text.Ascii;
import io.github.ossec4j.io.text.PackedBytes;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.syscheck.FileAttributes;
import io.github.ossec4j.model.syscheck.FileMode;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The checksum text of a file, {@code size:mode:owner:group:md5:sha1} and more fields in later dialects, or {@code -1}
 * for a deleted file: in records of integrity databases, and in {@code FWD} lines of agentless scripts.
 *
 * <p>{@link #divide} finds the fields without validating them; {@link #isWellFormed} validates. {@link #readAhead} does
 * both for texts of the most common form, before the end of the text is known. One object is used for many texts, one
 * thread at a time; the bytes are not copied.
 */
public final class ChecksumText {
    /** The first field. */
    public static final int SIZE = 0;

    /** The second field. */
    public static final int MODE = 1;

    /** The third field. */
    public static final int OWNER = 2;

    /** The fourth field. */
    public static final int GROUP = 3;

    /** The fifth field. */
    public static final int MD5 = 4;

    /** The sixth field. */
    public static final int SHA1 = 5;

    /** The seventh field, if there are seven. */
    public static final int SHA256 = 6;

    /** How many bytes {@link #readAhead} may look at before it sees how long the text is. */
    public static final int LONGEST_AHEAD = 256;

    private static final int MOST_FIELDS = 10;
    private static final int MD5_DIGITS = 32;
    private static final int SHA1_DIGITS = 40;
    private static final int SHA256_DIGITS = 64;
    private static final int LONGEST_OWNER = 64;
    private static final String UNKNOWN = "xxx";
    private static final String GONE = "-1";

    private static final int FILE_MODE = 5; // digits
    private static final long OF_ROOT = ':' | ('0' << 8) | (':' << 16);

    private byte[] bytes = {};
    private int start;
    private int end;
    private final int[] ends = new int[MOST_FIELDS];
    private int fields;
    private long size;
    private long mode;
    private long owner;
    private long group;

    // Values shared by adjacent records are created once.
    private String lastOwner = "0";
    private String lastGroup = "0";
    private Optional<FileMode> lastMode = Optional.empty();

    /** Finds the fields in this range: up to ten, of which the last one may contain further colons. */
    public void divide(byte[] text, int from, int to) {
        bytes = text;
        start = from;
        end = to;
        fields = 0;
        int at = from;
        while (fields < MOST_FIELDS - 1) {
            int colon = Ascii.indexOf(text, at, to, ':');
            if (colon == to) {
                break;
            }
            ends[fields++] = colon;
            at = colon + 1;
        }
        ends[fields++] = to;
    }

    /** Whether the text says that the file was deleted. */
    public boolean isDeletion() {
        return fields == 1 && Ascii.equals(bytes, start, end, GONE);
    }

    /** Whether the fields are those of a known dialect; if so, their numbers are available. */
    public boolean isWellFormed() {
        if (fields != 6 && fields != 7 && fields != MOST_FIELDS) {
            return false;
        }
        size = unsigned(SIZE);
        mode = unsigned(MODE);
        owner = unsigned(OWNER);
        group = unsigned(GROUP);
        return size >= 0
                && mode >= 0
                && mode <= Integer.MAX_VALUE
                && fieldStart(OWNER) < ends[OWNER]
                && fieldStart(GROUP) < ends[GROUP]
                && isHash(MD5, MD5_DIGITS)
                && isHash(SHA1, SHA1_DIGITS)
                && (fields != 7 || isHash(SHA256, SHA256_DIGITS))
                && (fields != MOST_FIELDS || Ascii.indexOf(bytes, fieldStart(9), end, ':') == end);
    }

    private long unsigned(int field) {
        return Ascii.unsigned(bytes, fieldStart(field), ends[field]);
    }

    private boolean isHash(int field, int digits) {
        int from = fieldStart(field);
        return Ascii.isHex(bytes, from, ends[field], digits) || Ascii.equals(bytes, from, ends[field], UNKNOWN);
    }

    /**
     * Reads a text of six fields or more that starts at this index and ends at a blank, each byte once, before its end
     * is known. At least {@link #LONGEST_AHEAD} bytes must be there.
     *
     * @param limit where the bytes end
     * @return the index of the blank; -1 if the text is gone, damaged or unusual: then it must be divided
     */
    public int readAhead(byte[] text, int from, int limit) {
        long number = PackedBytes.number(text, from);
        int at = from + PackedBytes.digits(number);
        if (at == from || text[at] != ':') {
            return -1;
        }
        long parsedSize = PackedBytes.value(number);
        int[] found = ends;
        found[SIZE] = at;

        at = rootEnd(text, at + 1);
        if (at < 0) {
            at = ownersEnd(text, found[SIZE] + 1);
            if (at < 0) {
                return -1;
            }
        }

        at = hashEnd(text, at + 1, MD5_DIGITS);
        if (at < 0 || text[at] != ':') {
            return -1;
        }
        found[MD5] = at;
        at = hashEnd(text, at + 1, SHA1_DIGITS);
        if (at < 0) {
            return -1;
        }
        found[SHA1] = at;
        fields = SHA1 + 1;
        if (text[at] == ':') {
            at = moreFieldsEnd(text, at + 1, limit);
        }
        if (at < 0 || text[at] != ' ') {
            return -1;
        }
        bytes = text;
        start = from;
        end = at;
        size = parsedSize;
        return at;
    }

    /**
     * Reads a mode of five digits, the owner 0 and the group 0, as most texts have them, in two steps; the index of the colon
     * after them, -1 if they are others.
     */
    private int rootEnd(byte[] text, int from) {
        long word = PackedBytes.at(text, from);
        if (word >>> (Byte.SIZE * FILE_MODE) != OF_ROOT || text[from + 8] != '0' || text[from + 9] != ':') {
            return -1;
        }
        long number = PackedBytes.number(word, FILE_MODE);
        if (number < 0) {
            return -1;
        }
        mode = number;
        owner = 0;
        group = 0;
        ends[MODE] = from + 5;
        ends[OWNER] = from + 7;
        ends[GROUP] = from + 9;
        return from + 9;
    }

    /** Reads mode, owner and group; the index of the colon after them, -1 if they are unusual. */
    private int ownersEnd(byte[] text, int from) {
        int[] found = ends;
        long number = PackedBytes.number(text, from);
        int at = from + PackedBytes.digits(number);
        mode = PackedBytes.value(number);
        if (at == from || text[at] != ':' || mode > Integer.MAX_VALUE) {
            return -1;
        }
        found[MODE] = at;
        at = ownerEnd(text, at + 1);
        if (at < 0) {
            return -1;
        }
        found[OWNER] = at;
        int next = at + 1;
        number = PackedBytes.number(text, next);
        at = next + PackedBytes.digits(number);
        group = PackedBytes.value(number);
        found[GROUP] = at;
        return at == next || text[at] != ':' ? -1 : at;
    }

    /**
     * Finds the fields after the sixth: SHA-256, or the four of Wazuh 2.x; the index after them, -1 if it is neither.
     */
    private int moreFieldsEnd(byte[] text, int from, int limit) {
        int hashEnd = hashEnd(text, from, SHA256_DIGITS);
        if (hashEnd >= 0 && text[hashEnd] == ' ') {
            ends[fields++] = hashEnd;
            return hashEnd;
        }
        for (int i = from; i < limit; i++) {
            byte b = text[i];
            if (b == '\n' || (b == ':' && fields == MOST_FIELDS - 1)) {
                return -1;
            }
            if (b == ':' || b == ' ') {
                ends[fields++] = i;
            }
            if (b == ' ') {
                return fields == MOST_FIELDS ? i : -1;
            }
        }
        return -1;
    }

    /**
     * Decodes the owner, a number or the security identifier of a Windows owner, up to a colon; -1 if it is not
     * obvious.
     */
    private int ownerEnd(byte[] text, int from) {
        long number = PackedBytes.number(text, from);
        int numberEnd = from + PackedBytes.digits(number);
        if (numberEnd - from == PackedBytes.MAXIMUM_DIGITS) {
            return -1; // there may be more digits
        }
        owner = numberEnd > from && text[numberEnd] == ':' ? PackedBytes.value(number) : -1;
        if (owner >= 0) {
            return numberEnd;
        }
        for (int i = from; i < from + LONGEST_OWNER; i++) {
            byte b = text[i];
            if (b == ':') {
                return i > from ? i : -1;
            }
            if (b == ' ' || b == '\n') {
                return -1;
            }
        }
        return -1;
    }

    /** The index after the hash that starts here; -1 if there is none. */
    private static int hashEnd(byte[] text, int from, int digits) {
        if (PackedBytes.isHex(text, from, digits)) {
            return from + digits;
        }
        return Ascii.equals(text, from, from + 3, UNKNOWN) ? from + 3 : -1;
    }

    /** How many fields there are; 10 if there are more. */
    public int fields() {
        return fields;
    }

    /** Index of a field's first byte. */
    public int fieldStart(int field) {
        return field == 0 ? start : ends[field - 1] + 1;
    }

    /** Index after a field's last byte. */
    public int fieldEnd(int field) {
        return ends[field];
    }

    /** Index after the last byte of the text. */
    public int end() {
        return end;
    }

    /** Whether there is a seventh field and no further one, and it is a SHA-256 or says that there is none. */
    public boolean hasSha256() {
        return fields == SHA256 + 1 && isHash(SHA256, SHA256_DIGITS);
    }

    /** The file's size in bytes. */
    public long size() {
        return size;
    }

    /** The owner's number; -1 if the owner is not a number. */
    public long owner() {
        return owner;
    }

    /** The group's number; -1 if the group is not a number. */
    public long group() {
        return group;
    }

    /** Permissions and type, as {@link FileMode#bits()}; 0 if they were not checked. */
    public int modeBits() {
        return isOctal() ? octal() : (int) mode;
    }

    /**
     * A whole {@code st_mode} of something that syscheck records has five decimal digits; the agentless check of Linux
     * hosts sends up to four octal ones.
     */
    private boolean isOctal() {
        if (ends[MODE] - fieldStart(MODE) > 4) {
            return false;
        }
        boolean octal = true;
        for (int i = fieldStart(MODE); i < ends[MODE]; i++) {
            octal &= bytes[i] <= '7';
        }
        return octal;
    }

    private int octal() {
        int bits = 0;
        for (int i = fieldStart(MODE); i < ends[MODE]; i++) {
            bits = bits << 3 | (bytes[i] - '0');
        }
        return bits;
    }

    /** Writes the 16 bytes of the MD5 hash; false, and nothing is written, if there is none. */
    public boolean md5(byte[] target, int offset) {
        return hash(MD5, MD5_DIGITS, target, offset);
    }

    /** Writes the 20 bytes of the SHA-1 hash; false, and nothing is written, if there is none. */
    public boolean sha1(byte[] target, int offset) {
        return hash(SHA1, SHA1_DIGITS, target, offset);
    }

    /** Writes the 32 bytes of the SHA-256 hash; false, and nothing is written, if there is none. */
    public boolean sha256(byte[] target, int offset) {
        return fields == SHA256 + 1 && hash(SHA256, SHA256_DIGITS, target, offset);
    }

    /** With the number of digits as a constant, which lets the compiler unroll the loop over them. */
    private boolean hash(int field, int digits, byte[] target, int offset) {
        if (field >= fields) {
            return false;
        }
        int from = ends[field - 1] + 1;
        if (bytes[from] == 'x') {
            return false;
        }
        PackedBytes.hex(bytes, from, digits, target, offset);
        return true;
    }

    /** The fields as values. */
    public FileAttributes attributes() {
        lastOwner = same(lastOwner, OWNER);
        lastGroup = same(lastGroup, GROUP);
        return new FileAttributes(
                size,
                mode(),
                lastOwner,
                lastGroup,
                hash(MD5),
                hash(SHA1),
                fields == 7 ? hash(SHA256) : Optional.empty(),
                fields == MOST_FIELDS ? Optional.of(wazuh()) : Optional.empty());
    }

    private String same(String last, int field) {
        int from = fieldStart(field);
        return Ascii.equals(bytes, from, ends[field], last) ? last : Ascii.string(bytes, from, ends[field]);
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

    private Optional<String> hash(int field) {
        int from = fieldStart(field);
        return bytes[from] == 'x' ? Optional.empty() : Optional.of(Ascii.string(bytes, from, ends[field]));
    }

    private FileAttributes.WazuhAttributes wazuh() {
        long modified = Ascii.epochSecond(bytes, fieldStart(8), ends[8]);
        long inode = unsigned(9);
        return new FileAttributes.WazuhAttributes(
                RawText.of(bytes, fieldStart(6), ends[6]),
                RawText.of(bytes, fieldStart(7), ends[7]),
                modified < 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(modified)),
                inode < 0 ? OptionalLong.empty() : OptionalLong.of(inode));
    }
}
