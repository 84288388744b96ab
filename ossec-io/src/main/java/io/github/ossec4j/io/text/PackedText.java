package io.github.ossec4j.io.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A text of up to eight ASCII characters, compared with bytes in one step. Immutable. */
public record PackedText(long word, long mask, int length) {
    /** Packs a text. */
    public static PackedText of(String text) {
        byte[] bytes = Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), Long.BYTES);
        return new PackedText(PackedBytes.at(bytes, 0), -1L >>> (Long.SIZE - Byte.SIZE * text.length()), text.length());
    }

    /** Whether the text is at this index; eight bytes must be readable there. */
    public boolean isAt(byte[] bytes, int index) {
        return ((PackedBytes.at(bytes, index) ^ word) & mask) == 0;
    }

    /** Whether the range starts with the text; if it is long enough, eight bytes must be readable. */
    public boolean isAt(byte[] bytes, int from, int to) {
        return to - from >= length && isAt(bytes, from);
    }
}
