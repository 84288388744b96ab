package io.github.ossec4j.io.line;

import io.github.ossec4j.io.text.Ascii;
import io.github.ossec4j.model.RawText;

/**
 * A line of {@code etc/client.keys}, split at its first three blanks: id, name, address, and the key, which is the
 * rest.
 *
 * <p>A zero byte ends the line, as it does for OSSEC's programs. The bytes are not copied.
 */
public final class KeyLine {
    private static final int LONGEST_ID = 8;
    private static final int KEY_DIGITS = 64;

    private final byte[] bytes;
    private final int start;
    private final int idEnd;
    private final int nameEnd;
    private final int addressEnd;
    private final int end;

    private KeyLine(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.start = from;
        this.end = Ascii.indexOf(bytes, from, to, '\0');
        this.idEnd = Ascii.indexOf(bytes, from, end, ' ');
        this.nameEnd = afterBlank(idEnd);
        this.addressEnd = afterBlank(nameEnd);
    }

    private int afterBlank(int blank) {
        return blank < end ? Ascii.indexOf(bytes, blank + 1, end, ' ') : end;
    }

    /** Splits the line in this range, which does not contain its LF. */
    public static KeyLine of(byte[] bytes, int from, int to) {
        return new KeyLine(bytes, from, to);
    }

    /** Splits a complete line, without its LF. */
    public static KeyLine of(RawText line) {
        byte[] bytes = line.bytes();
        return new KeyLine(bytes, 0, bytes.length);
    }

    /** Whether the line is empty or starts with {@code #}. */
    public boolean isComment() {
        return start == end || bytes[start] == '#';
    }

    /** Whether the name starts with the mark of a removed agent: {@code !} in the Wazuh fork, {@code #} in OSSEC. */
    public boolean isRemoved() {
        return idEnd + 1 < end && (bytes[idEnd + 1] == '!' || bytes[idEnd + 1] == '#');
    }

    /** Whether OSSEC's tools list an agent for the line: there are four fields, of which some may be empty. */
    public boolean isLiving() {
        return addressEnd < end && !isComment() && !isRemoved();
    }

    /** Whether there is an id, with a blank after it. */
    public boolean hasId() {
        return idEnd < end && !isComment();
    }

    /** Whether there is an id, and it is written exactly so. */
    public boolean hasId(RawText id) {
        boolean isSame = hasId() && idEnd - start == id.length();
        for (int i = 0; isSame && i < id.length(); i++) {
            isSame = bytes[start + i] == id.byteAt(i);
        }
        return isSame;
    }

    /** Whether there is a name, with a blank after it. */
    public boolean hasName() {
        return nameEnd < end;
    }

    /** Whether there is an address, with a blank after it. */
    public boolean hasAddress() {
        return addressEnd < end;
    }

    /** Whether the end is complete: the key is 64 hexadecimal digits, as OSSEC makes keys. */
    public boolean hasWholeKey() {
        return Ascii.isHex(bytes, Math.min(addressEnd + 1, end), end, KEY_DIGITS);
    }

    /** Whether none of the four fields of a living agent is empty; a carriage return at the end is no key. */
    public boolean isFilled() {
        return idEnd > start
                && nameEnd > idEnd + 1
                && addressEnd > nameEnd + 1
                && Ascii.withoutReturn(bytes, start, end) > addressEnd + 1;
    }

    /** Whether the name starts with this character. */
    public boolean hasNameStartingWith(char first) {
        return idEnd + 1 < nameEnd && bytes[idEnd + 1] == first;
    }

    /** Whether neither the name nor the address, up to its slash, would lead out of a directory. */
    public boolean isSafeInFileName() {
        int host = Ascii.indexOf(bytes, nameEnd, addressEnd, '/');
        return Ascii.indexOf(bytes, idEnd, nameEnd, '/') == nameEnd && Ascii.indexOf(bytes, idEnd, host, '\\') == host;
    }

    /** Whether the address is {@code any} or four numbers of at most 255: nearly all are, and others may be valid as well. */
    public boolean hasPlainAddress() {
        int from = nameEnd + 1;
        if (Ascii.equals(bytes, from, addressEnd, "any")) {
            return true;
        }
        for (int group = 0; group < 4; group++) {
            int to = group < 3 ? Ascii.indexOf(bytes, from, addressEnd, '.') : addressEnd;
            long value = Ascii.unsigned(bytes, from, to);
            if (value < 0 || value > 255) {
                return false;
            }
            from = to + 1;
        }
        return true;
    }

    /** The number of the id, of up to eight digits; -1 if it is not one. */
    public int number() {
        return idEnd - start > LONGEST_ID ? -1 : (int) Ascii.unsigned(bytes, start, idEnd);
    }

    /** How many bytes precede the name. */
    public int nameOffset() {
        return Math.min(idEnd + 1, end) - start;
    }

    /** The first field. */
    public RawText id() {
        return RawText.of(bytes, start, idEnd);
    }

    /** The second field; empty if there is none. */
    public RawText name() {
        return after(idEnd, nameEnd);
    }

    /** The third field; empty if there is none. */
    public RawText address() {
        return after(nameEnd, addressEnd);
    }

    /** Everything after the third blank, without a carriage return at its end; empty if there is none. */
    public RawText key() {
        return after(addressEnd, Ascii.withoutReturn(bytes, start, end));
    }

    private RawText after(int blank, int to) {
        return blank < to ? RawText.of(bytes, blank + 1, to) : RawText.EMPTY;
    }

    /** The whole line. */
    public RawText line() {
        return RawText.of(bytes, start, end);
    }
}
