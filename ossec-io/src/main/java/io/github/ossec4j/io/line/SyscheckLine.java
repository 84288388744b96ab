package io.github.ossec4j.io.line;

import io.github.ossec4j.io.text.Ascii;
import io.github.ossec4j.io.text.PackedBytes;

/**
 * A line of an integrity database, {@code <flags><checksum> !<time> <path>}: where its parts are, whatever they
 * contain.
 *
 * <p>Three anchors are found: where the checksum text starts, the first blank after that, and the first {@code !} after
 * that. In a record they follow each other. One object is used for many lines, one thread at a time; the bytes are not
 * copied.
 */
public final class SyscheckLine {
    /** The number of bytes of the flags. */
    public static final int FLAGS = 3;

    private byte[] bytes = {};
    private int start;
    private int end;
    private int blank;
    private int mark;

    /** Finds the parts of the line in this range, which does not contain its LF. */
    public void find(byte[] line, int from, int to) {
        bytes = line;
        start = from;
        end = to;
        blank = Ascii.indexOf(line, sumStart(), to, ' ');
        mark = PackedBytes.firstOf(line, sumStart(), to, (byte) '!');
    }

    /** The bytes that contain the line. */
    public byte[] bytes() {
        return bytes;
    }

    /** Index of the first flag. */
    public int start() {
        return start;
    }

    /** Index after the line's last byte. */
    public int end() {
        return end;
    }

    /** Index of the checksum text's first byte. */
    public int sumStart() {
        return Math.min(start + FLAGS, end);
    }

    /** Index of the first blank after the flags; {@link #end()} if there is none. */
    public int blank() {
        return blank;
    }

    /** Index of the first {@code !} after the flags, which precedes the time; {@link #end()} if there is none. */
    public int mark() {
        return mark;
    }

    /** Index of the first blank from this index on; {@link #end()} if there is none. */
    public int blankFrom(int index) {
        return Ascii.indexOf(bytes, index, end, ' ');
    }

    /**
     * Index after zero bytes at the start of a line and the marks for superseded records that were written among them:
     * what a daemon leaves in a database that was emptied while it was running.
     */
    public static int afterHole(byte[] line, int from, int to) {
        int start = from;
        for (int i = from; i < to && (line[i] == 0 || line[i] == '#'); i++) {
            if (line[i] == 0) {
                start = i + 1;
            }
        }
        return start;
    }
}
