package io.github.ossec4j.io.line;

import io.github.ossec4j.io.text.Ascii;
import io.github.ossec4j.io.text.LineCursor;
import io.github.ossec4j.io.text.PackedBytes;

/**
 * A line of a policy database, {@code !<last seen>!<first seen> <text>}: where its parts are, whatever they contain.
 *
 * <p>One object is used for many lines, one thread at a time; the bytes are not copied.
 */
public final class RootcheckLine {
    private static final byte[] MARK = {'c', 'h', 'e', 'c', 'k', ' ', 's', 'c', 'a', 'n'};

    /** Whether there may be a scan mark among some lines: most have none, and need not be parsed. */
    public static final LineCursor.Search SCAN_MARKS = (bytes, from, to) -> PackedBytes.contains(bytes, from, to, MARK);

    private int start;
    private int end;
    private int second;
    private int blank;

    /** Finds the parts of the line in this range, which does not contain its LF. */
    public void find(byte[] bytes, int from, int to) {
        start = from;
        end = to;
        second = Ascii.indexOf(bytes, lastSeen(), to, '!');
        blank = Ascii.indexOf(bytes, second, to, ' ');
    }

    /** Index of the first time's first byte, which follows the first byte of the line. */
    public int lastSeen() {
        return Math.min(start + 1, end);
    }

    /** Index after the first time: that of the second {@code !}; the end of the line if there is none. */
    public int lastSeenEnd() {
        return second;
    }

    /** Index of the second time's first byte. */
    public int firstSeen() {
        return Math.min(second + 1, end);
    }

    /** Index after the second time: that of the blank before the text; the end of the line if there is none. */
    public int firstSeenEnd() {
        return blank;
    }

    /** Index of the text's first byte; the end of the line if there is none. */
    public int text() {
        return Math.min(blank + 1, end);
    }

    /** Whether there are two times and a blank after them. */
    public boolean hasText() {
        return blank < end;
    }
}
