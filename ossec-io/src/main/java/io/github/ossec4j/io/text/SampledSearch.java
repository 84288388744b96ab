package io.github.ossec4j.io.text;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Looks for one of a few texts by examining only some of the bytes. A text of 40 bytes, wherever it starts, covers eight
 * whole bytes at one of every 33rd positions; so one word of each 33 bytes is compared with the 33 words that the text
 * contains. Immutable.
 */
public final class SampledSearch {
    /** Shorter texts would have nearly every byte examined. */
    public static final int SHORTEST = 12;

    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
    private static final int SLOTS_FOR_EACH = 4;
    private static final int MARKS_FOR_EACH = 64;
    private static final long FREE = 0; // eight zero bytes are in no text

    private final int stride;
    private final long[] words;
    private final int shift;
    /** Small enough for the fastest cache, unlike the words would be with so much room. */
    private final byte[] marks;

    private final int markShift;

    /**
     * A search for these texts.
     *
     * @param texts each of at least {@link #SHORTEST} bytes other than 0
     */
    public SampledSearch(List<byte[]> texts) {
        int shortest = texts.stream().mapToInt(text -> text.length).min().orElseThrow();
        stride = shortest - Long.BYTES + 1;
        int log = logarithm(texts.size() * stride * SLOTS_FOR_EACH);
        words = new long[1 << log];
        shift = Long.SIZE - log;
        log = logarithm(texts.size() * stride * MARKS_FOR_EACH);
        marks = new byte[1 << log];
        markShift = Long.SIZE - log;
        for (byte[] text : texts) {
            ByteBuffer bytes = ByteBuffer.wrap(text).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < stride; i++) {
                add(bytes.getLong(i));
            }
        }
    }

    private static int logarithm(int atLeast) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(atLeast - 1);
    }

    private static int index(long word, int down) {
        return (int) ((word * MULTIPLIER) >>> down);
    }

    private void add(long word) {
        int slot = index(word, shift);
        while (words[slot] != FREE && words[slot] != word) {
            slot = slot + 1 & words.length - 1;
        }
        words[slot] = word;
        marks[index(word, markShift)] = 1;
    }

    private boolean contains(long word) {
        int slot = index(word, shift);
        while (words[slot] != FREE && words[slot] != word) {
            slot = slot + 1 & words.length - 1;
        }
        return words[slot] == word;
    }

    /** Whether one of the texts may be in these bytes; hardly ever true if none is. */
    public boolean mayFind(ByteBuffer bytes, int from, int to) {
        byte[] seen = marks;
        int step = stride;
        int down = markShift;
        int i = from;
        for (; i <= to - 3 * step - Long.BYTES; i += 4 * step) {
            long first = bytes.getLong(i);
            long second = bytes.getLong(i + step);
            long third = bytes.getLong(i + 2 * step);
            long fourth = bytes.getLong(i + 3 * step);
            int marked = seen[index(first, down)]
                    | seen[index(second, down)]
                    | seen[index(third, down)]
                    | seen[index(fourth, down)];
            if (marked != 0 && (contains(first) || contains(second) || contains(third) || contains(fourth))) {
                return true;
            }
        }
        for (; i <= to - Long.BYTES; i += step) {
            if (contains(bytes.getLong(i))) {
                return true;
            }
        }
        return false;
    }
}
