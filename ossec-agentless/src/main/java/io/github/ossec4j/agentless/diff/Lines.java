package io.github.ossec4j.agentless.diff;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Bytes, and where their lines start. A line keeps its LF, so a last line without one differs from one with it. */
final class Lines {
    private final byte[] bytes;
    private final int[] starts;
    private final int count;

    Lines(byte[] bytes) {
        this.bytes = bytes;
        int[] found = new int[Math.max(16, bytes.length / 32)];
        int n = 0;
        for (int i = 0; i < bytes.length; n++) {
            if (n + 1 >= found.length) {
                found = Arrays.copyOf(found, found.length + found.length / 2 + 2);
            }
            found[n] = i;
            while (i < bytes.length && bytes[i] != '\n') {
                i++;
            }
            i = Math.min(i + 1, bytes.length);
        }
        found[n] = bytes.length;
        this.starts = found;
        this.count = n;
    }

    int count() {
        return count;
    }

    /** Whether there are lines and the last one has no LF. */
    boolean endsInsideLine() {
        return count > 0 && bytes[bytes.length - 1] != '\n';
    }

    long hash(int line, long seed) {
        long h = seed;
        for (int i = starts[line]; i < starts[line + 1]; i++) {
            h = (h ^ bytes[i]) * 0x9E3779B97F4A7C15L;
            h ^= h >>> 29;
        }
        return h;
    }

    boolean sameLine(int line, Lines other, int otherLine) {
        return Arrays.equals(
                bytes,
                starts[line],
                starts[line + 1],
                other.bytes,
                other.starts[otherLine],
                other.starts[otherLine + 1]);
    }

    /** Writes a line with its LF; one without is followed by LF and the note that it has none. */
    void write(int line, OutputStream out) throws IOException {
        out.write(bytes, starts[line], starts[line + 1] - starts[line]);
        if (line == count - 1 && endsInsideLine()) {
            out.write(LineDiff.NO_NEWLINE);
        }
    }

    /** Whether a NUL is among the first bytes, which is how {@code diff} tells binary files. */
    boolean looksBinary() {
        int end = Math.min(bytes.length, 32 * 1024);
        for (int i = 0; i < end; i++) {
            if (bytes[i] == 0) {
                return true;
            }
        }
        return false;
    }
}
