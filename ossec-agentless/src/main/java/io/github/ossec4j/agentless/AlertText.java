package io.github.ossec4j.agentless;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The text of a change alert, cut like in the original; {@code docs/formats/agentless.md}, "The alert". */
final class AlertText {
    /** How much of a diff is used. */
    static final int READ_BYTES = 2047;

    private static final int CUT_FROM_BYTES = 2040;
    private static final int BYTES_WITHOUT_LINE_FEED = 256;
    private static final int LINES = 8;
    private static final byte[] HEAD = "ossec: agentless: Change detected:\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MORE = "\nMore changes..".getBytes(StandardCharsets.US_ASCII);

    private AlertText() {}

    /**
     * The alert of a diff.
     *
     * @param diff its first {@link #READ_BYTES} bytes or more, or all of it
     */
    static byte[] of(byte[] diff) {
        int end = Math.min(diff.length, READ_BYTES);
        if (end >= CUT_FROM_BYTES) {
            int lineFeed = end - 1;
            while (lineFeed >= 0 && diff[lineFeed] != '\n') {
                lineFeed--;
            }
            end = lineFeed < 0 ? BYTES_WITHOUT_LINE_FEED : lineFeed;
        }
        int lineFeeds = 0;
        for (int i = 0; i < end; i++) {
            if (diff[i] == '\n' && ++lineFeeds == LINES) {
                end = i;
            }
        }
        return join(HEAD, Arrays.copyOf(diff, end), lineFeeds >= LINES - 1 ? MORE : new byte[0]);
    }

    /** The alert with the complete diff. */
    static byte[] whole(byte[] diff) {
        return join(HEAD, diff, new byte[0]);
    }

    private static byte[] join(byte[] a, byte[] b, byte[] c) {
        byte[] joined = Arrays.copyOf(a, a.length + b.length + c.length);
        System.arraycopy(b, 0, joined, a.length, b.length);
        System.arraycopy(c, 0, joined, a.length + b.length, c.length);
        return joined;
    }
}
