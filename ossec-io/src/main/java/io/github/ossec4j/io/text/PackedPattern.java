package io.github.ossec4j.io.text;

/**
 * Which eight bytes may follow each other, compared in one step: adding what is missing from the lowest one to {@code 0x80}
 * sets the highest bit, adding what is missing from the highest one to {@code 0x7F} does not. Immutable.
 */
public record PackedPattern(long toLowest, long toHighest) {
    private static final long HIGHS = 0x8080808080808080L;

    /**
     * Packs a pattern: {@code d} is a digit, {@code W} an upper-case and {@code w} a lower-case letter, others stand for
     * themselves.
     *
     * @param pattern eight ASCII characters
     */
    public static PackedPattern of(String pattern) {
        long toLowest = 0;
        long toHighest = 0;
        for (int i = Long.BYTES - 1; i >= 0; i--) {
            char kind = pattern.charAt(i);
            int lowest = kind == 'd' ? '0' : kind == 'W' ? 'A' : kind == 'w' ? 'a' : kind;
            int highest = kind == 'd' ? '9' : kind == 'W' ? 'Z' : kind == 'w' ? 'z' : kind;
            toLowest = (toLowest << Byte.SIZE) | (0x80 - lowest);
            toHighest = (toHighest << Byte.SIZE) | (0x7F - highest);
        }
        return new PackedPattern(toLowest, toHighest);
    }

    /** Whether the bytes from this index on are such. */
    public boolean isAt(byte[] bytes, int index) {
        long word = PackedBytes.at(bytes, index);
        // Bytes beyond ASCII, which carry into the next one, do not fit.
        return ((word + toLowest) & ~((word + toHighest) | word) & HIGHS) == HIGHS;
    }
}
