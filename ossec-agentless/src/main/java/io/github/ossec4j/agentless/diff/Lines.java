package io.github.ossec4j.agentless.diff;

import io.github.ossec4j.model.RawText;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Bytes, and where their lines start. A line keeps its LF, so a last line without one differs from one with it. */
final class Lines {
    /** Eight bytes at once: hashing byte by byte took as long as the rest of the comparison. */
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long MULTIPLIER =
            0x9E3779B97F4A7C15L; // odd, without a pattern in its bits: 2^64 / golden ratio

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

    /** The texts of a range of lines, without LF. */
    List<RawText> texts(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(line -> {
                    int end = starts[line + 1];
                    return RawText.of(Arrays.copyOfRange(bytes, starts[line], bytes[end - 1] == '\n' ? end - 1 : end));
                })
                .toList();
    }

    /** Whether there are lines and the last one has no LF. */
    boolean endsInsideLine() {
        return count > 0 && bytes[bytes.length - 1] != '\n';
    }

    long hash(int line, long seed) {
        int end = starts[line + 1];
        int i = starts[line];
        long hash = seed;
        for (; i + Long.BYTES <= end; i += Long.BYTES) {
            hash = mixed(hash ^ (long) WORD.get(bytes, i));
        }
        long rest = 1; // not 0, so that NULs count
        for (; i < end; i++) {
            rest = (rest << Byte.SIZE) | (bytes[i] & 0xFF);
        }
        return mixed(hash ^ rest);
    }

    /** Both halves of the product, so that each bit of the result depends on every bit of the number. */
    private static long mixed(long number) {
        return (number * MULTIPLIER) ^ Math.multiplyHigh(number, MULTIPLIER);
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

    /** The lines without LF, one char per byte; a last one without LF with the note that it has none. */
    List<String> texts() {
        var texts = new ArrayList<String>(count);
        for (int i = 0; i < count; i++) {
            boolean isCut = i == count - 1 && endsInsideLine();
            int end = starts[i + 1] - (isCut ? 0 : 1);
            String text = new String(bytes, starts[i], end - starts[i], StandardCharsets.ISO_8859_1);
            texts.add(isCut ? text + "\n\\ No newline at end of file" : text);
        }
        return texts;
    }

    /** Whether a NUL is among the first bytes, which is how {@code diff} detects binary files. */
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
