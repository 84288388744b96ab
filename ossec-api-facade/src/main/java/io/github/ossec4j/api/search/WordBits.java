package io.github.ossec4j.api.search;

/**
 * A set of pairs of words that sometimes claims to contain others, about one in 250, so that looking into the whole set is rarely
 * necessary. It has two bytes for each member and is small enough for the processor's caches. A member sets four bits of one
 * word, as the word is what takes time to fetch. Safe to share once nothing is added any more.
 */
final class WordBits {
    private static final long MULTIPLIER = 0xD6E8FEB86659FD93L;
    private static final int MEMBERS_OF_A_WORD = 4;
    private static final int FEWEST_WORDS = 4; // its logarithm
    private static final int MOST_WORDS = 27;

    private final long[] words;
    private final int shift;

    /** @param members about how many will be added */
    WordBits(int members) {
        int log = Integer.SIZE - Integer.numberOfLeadingZeros(members / MEMBERS_OF_A_WORD);
        log = Math.min(Math.max(log, FEWEST_WORDS), MOST_WORDS);
        this.words = new long[1 << log];
        this.shift = Long.SIZE - log;
    }

    void add(long first, long second) {
        long product = product(first, second);
        words[(int) (product >>> shift)] |= bits(product);
    }

    /** 1 if the pair may be a member, else 0: without a branch, so that others can be looked up meanwhile. */
    int mayContain(long first, long second) {
        long product = product(first, second);
        long missing = bits(product) & ~words[(int) (product >>> shift)];
        return 1 - (int) ((missing | -missing) >>> (Long.SIZE - 1));
    }

    private static long product(long first, long second) {
        return (first + Long.rotateLeft(second, 29)) * MULTIPLIER;
    }

    /** From the middle of the product: all bits of the words count, and others choose the word. */
    private static long bits(long product) {
        return (1L << (product >>> 20))
                | (1L << (product >>> 26))
                | (1L << (product >>> 32))
                | (1L << (product >>> 38));
    }
}
