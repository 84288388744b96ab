package io.github.ossec4j.api.search;

/**
 * A set of pairs of words that sometimes claims to contain others, about one in forty: small enough for the processor's
 * caches, so that looking into the whole set is rarely necessary. Safe to share once nothing is added any more.
 */
final class WordBits {
    private static final long MULTIPLIER = 0xD6E8FEB86659FD93L;
    private static final int BITS_FOR_EACH = 32;
    private static final int FEWEST_BITS = 10;

    private final long[] bits;
    private final int shift;

    /** @param members about how many will be added */
    WordBits(int members) {
        int log = Math.max(FEWEST_BITS, Long.SIZE - Long.numberOfLeadingZeros((long) members * BITS_FOR_EACH));
        this.bits = new long[1 << (Math.min(log, 36) - 6)];
        this.shift = Long.SIZE - Math.min(log, 36);
    }

    void add(long first, long second) {
        long bit = bit(first, second);
        bits[(int) (bit >>> 6)] |= 1L << bit;
    }

    /** 1 if the pair may be a member, else 0: without a branch, so that others can be looked up meanwhile. */
    int mayContain(long first, long second) {
        long bit = bit(first, second);
        return (int) (bits[(int) (bit >>> 6)] >>> bit & 1);
    }

    private long bit(long first, long second) {
        return ((first + Long.rotateLeft(second, 29)) * MULTIPLIER) >>> shift;
    }
}
