package io.github.ossec4j.io.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Processes bytes eight at a time, packed into one {@code long} whose lowest byte is the first in memory.
 *
 * <p>Everything is based on three facts. A byte of a word is below a small number n if subtracting n from each byte
 * borrows from its highest bit and the bit was not set before; what a borrow spoils is above the first such byte. A
 * digit in ASCII is {@code 0x30} plus its value, so an exclusive or with {@code 0x3030…} leaves the value, and two
 * adjacent digits are combined with one multiplication by ten. A hexadecimal digit has its value in the low four bits,
 * nine less if it is a letter, which bit 6 shows.
 *
 * <p>Callers make sure that eight bytes are available; the array's bounds are still checked.
 */
public final class PackedBytes {
    private static final VarHandle LITTLE = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG_ENDIAN_INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long LOW_NIBBLES = 0x0F0F0F0F0F0F0F0FL;
    private static final long LINE_FEEDS = '\n' * ONES;
    private static final long UP_TO_LF = ('\n' + 1) * ONES;
    private static final long GATHER = 0x0002040810204081L; // moves the highest bit of each byte to the highest byte
    private static final long ZEROS = '0' * ONES;
    private static final long FIRST_BYTES = 0x000000FF000000FFL;

    /** How many digits {@link #number} reads. */
    public static final int MAXIMUM_DIGITS = 16;

    private static final int DIGITS_SHIFT = 56; // 10 to the power of 16 is less than 2 to the power of 54
    private static final long[] POWERS = powers();

    private PackedBytes() {}

    private static long[] powers() {
        var powers = new long[9];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }

    /** The eight bytes from this index on. */
    public static long at(byte[] bytes, int index) {
        return (long) LITTLE.get(bytes, index);
    }

    /**
     * The index of the first LF in the range; {@code to} if there is none. Four words at once are searched for bytes
     * below {@code 0x0B}, which in text are nearly always LF. Which of the 32 bytes it is, is computed without a branch: it
     * differs from line to line, and most branches would be predicted wrongly.
     */
    public static int lineFeed(byte[] bytes, int from, int to) {
        int i = from;
        int last = to - 4 * Long.BYTES;
        while (i <= last) {
            long first = lows(at(bytes, i));
            long second = lows(at(bytes, i + Long.BYTES));
            long third = lows(at(bytes, i + 2 * Long.BYTES));
            long fourth = lows(at(bytes, i + 3 * Long.BYTES));
            if (((first | second | third | fourth) & HIGHS) == 0) {
                i += 4 * Long.BYTES;
                continue;
            }
            int next = i + 4 * Long.BYTES;
            i += Integer.numberOfTrailingZeros(
                    gathered(first) | (gathered(second) << 8) | (gathered(third) << 16) | (gathered(fourth) << 24));
            if (bytes[i] == '\n') {
                return i;
            }
            i = firstOf(bytes, i + 1, next, (byte) '\n'); // another control character
            if (i < next) {
                return i;
            }
        }
        return firstOf(bytes, i, to, (byte) '\n');
    }

    /** The index of the first LF in the range that another LF follows there; {@code to} if there is none. */
    public static int twoLineFeeds(byte[] bytes, int from, int to) {
        int i = from;
        int last = to - 4 * Long.BYTES - 1;
        while (i <= last) {
            long first = lows(at(bytes, i) | at(bytes, i + 1));
            long second = lows(at(bytes, i + 8) | at(bytes, i + 9));
            long third = lows(at(bytes, i + 16) | at(bytes, i + 17));
            long fourth = lows(at(bytes, i + 24) | at(bytes, i + 25));
            if (((first | second | third | fourth) & HIGHS) == 0) {
                i += 4 * Long.BYTES;
                continue;
            }
            int next = i + 4 * Long.BYTES;
            i += Integer.numberOfTrailingZeros(
                    gathered(first) | (gathered(second) << 8) | (gathered(third) << 16) | (gathered(fourth) << 24));
            i = twoLineFeedsOfFew(bytes, i, next);
            if (i < next) {
                return i;
            }
        }
        i = twoLineFeedsOfFew(bytes, i, to - 1);
        return i < to - 1 ? i : to;
    }

    private static int twoLineFeedsOfFew(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && (bytes[i] != '\n' || bytes[i + 1] != '\n')) {
            i++;
        }
        return i;
    }

    /** The highest bit of each byte below {@code 0x0B} is set; those after the first one, and other bits, may be, too. */
    private static long lows(long word) {
        return (word - UP_TO_LF) & ~word;
    }

    /** The highest bits of eight bytes. */
    private static int gathered(long word) {
        return (int) (((word & HIGHS) * GATHER) >>> 56);
    }

    /**
     * The index after the first LF in the range that another byte follows there; {@code to} if there is none. Lines that start
     * as usual need not be told apart for that, which would take twice as long: their ends are found 32 bytes at a time.
     */
    public static int otherLine(byte[] bytes, int from, int to, byte usual) {
        long all = (usual & 0xFF) * ONES;
        int i = from;
        int last = to - 4 * Long.BYTES - 1;
        for (; i <= last; i += 4 * Long.BYTES) {
            long first = at(bytes, i);
            long second = at(bytes, i + Long.BYTES);
            long third = at(bytes, i + 2 * Long.BYTES);
            long fourth = at(bytes, i + 3 * Long.BYTES);
            long low = lows(first) | lows(second) | lows(third) | lows(fourth);
            if ((low & HIGHS) != 0) {
                long others = (lows(first) & nonZeros(at(bytes, i + 1) ^ all))
                        | (lows(second) & nonZeros(at(bytes, i + Long.BYTES + 1) ^ all))
                        | (lows(third) & nonZeros(at(bytes, i + 2 * Long.BYTES + 1) ^ all))
                        | (lows(fourth) & nonZeros(at(bytes, i + 3 * Long.BYTES + 1) ^ all));
                if ((others & HIGHS) != 0) {
                    int other = otherLineOfFew(bytes, i, i + 4 * Long.BYTES + 1, usual);
                    if (other <= i + 4 * Long.BYTES) {
                        return other;
                    }
                }
            }
        }
        int other = otherLineOfFew(bytes, i, to, usual);
        return other < to ? other : to;
    }

    private static int otherLineOfFew(byte[] bytes, int from, int to, byte usual) {
        int i = from + 1;
        while (i < to && (bytes[i - 1] != '\n' || bytes[i] == usual)) {
            i++;
        }
        return i;
    }

    /** The highest bit of each byte that is not zero is set; other bits may be, too. */
    private static long nonZeros(long word) {
        return ((word & ~HIGHS) + ~HIGHS) | word;
    }

    /** The index of the first such byte in the range; {@code to} if there is none. */
    public static int firstOf(byte[] bytes, int from, int to, byte wanted) {
        long all = (wanted & 0xFF) * ONES;
        int i = from;
        while (i <= to - 4 * Long.BYTES) {
            long first = at(bytes, i) ^ all;
            long second = at(bytes, i + Long.BYTES) ^ all;
            long third = at(bytes, i + 2 * Long.BYTES) ^ all;
            long fourth = at(bytes, i + 3 * Long.BYTES) ^ all;
            long same = ((first - ONES) & ~first)
                    | ((second - ONES) & ~second)
                    | ((third - ONES) & ~third)
                    | ((fourth - ONES) & ~fourth);
            if ((same & HIGHS) != 0) {
                break;
            }
            i += 4 * Long.BYTES;
        }
        while (i < to && bytes[i] != wanted) {
            i++;
        }
        return i;
    }

    /** The index after the last LF in the range; {@code from} if there is none. */
    public static int afterLastLineFeed(byte[] bytes, int from, int to) {
        int i = to;
        for (; i - Long.BYTES >= from; i -= Long.BYTES) {
            long found = ~nonZeros(at(bytes, i - Long.BYTES) ^ LINE_FEEDS) & HIGHS;
            if (found != 0) {
                return i - (Long.numberOfLeadingZeros(found) >>> 3);
            }
        }
        while (i > from && bytes[i - 1] != '\n') {
            i--;
        }
        return i;
    }

    /**
     * An index in the range where these two bytes may be, in either case if they are ASCII letters, and before which
     * they do not; {@code to} if there is none.
     *
     * @param first if a letter, in lower case
     * @param second if a letter, in lower case
     */
    public static int pair(byte[] bytes, int from, int to, byte first, byte second) {
        long firsts = (first & 0xFF) * ONES;
        long seconds = (second & 0xFF) * ONES;
        long firstCase = caseBit(first) * ONES;
        long secondCase = caseBit(second) * ONES;
        int i = from;
        while (i < to - 4 * Long.BYTES) {
            long one = ((at(bytes, i) | firstCase) ^ firsts) | ((at(bytes, i + 1) | secondCase) ^ seconds);
            long two = ((at(bytes, i + 8) | firstCase) ^ firsts) | ((at(bytes, i + 9) | secondCase) ^ seconds);
            long three = ((at(bytes, i + 16) | firstCase) ^ firsts) | ((at(bytes, i + 17) | secondCase) ^ seconds);
            long four = ((at(bytes, i + 24) | firstCase) ^ firsts) | ((at(bytes, i + 25) | secondCase) ^ seconds);
            long same =
                    ((one - ONES) & ~one) | ((two - ONES) & ~two) | ((three - ONES) & ~three) | ((four - ONES) & ~four);
            if ((same & HIGHS) != 0) {
                break;
            }
            i += 4 * Long.BYTES;
        }
        while (i < to - 1 && i <= bytes.length - Long.BYTES - 1) {
            long differences = ((at(bytes, i) | firstCase) ^ firsts) | ((at(bytes, i + 1) | secondCase) ^ seconds);
            long same = (differences - ONES) & ~differences & HIGHS;
            if (same != 0) {
                int found = i + firstByte(same);
                return found < to - 1 ? found : to;
            }
            i += Long.BYTES;
        }
        while (i < to - 1 && ((bytes[i] | caseBit(first)) != first || (bytes[i + 1] | caseBit(second)) != second)) {
            i++;
        }
        return i < to - 1 ? i : to;
    }

    /**
     * Whether the range contains these bytes, in any letter case of ASCII.
     *
     * @param wanted in lower case
     */
    public static boolean contains(byte[] bytes, int from, int to, byte[] wanted) {
        int last = to - wanted.length;
        if (wanted.length < 2) {
            int i = from;
            while (i <= last && !matches(bytes, i, wanted)) {
                i++;
            }
            return i <= last;
        }
        int i = pair(bytes, from, to, wanted[0], wanted[1]);
        while (i <= last && !matches(bytes, i, wanted)) {
            i = pair(bytes, i + 1, to, wanted[0], wanted[1]);
        }
        return i <= last;
    }

    /**
     * Whether these bytes are at this index, in any letter case of ASCII; that many bytes must be available.
     *
     * @param wanted in lower case
     */
    public static boolean matches(byte[] bytes, int at, byte[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            byte b = bytes[at + i];
            if ((b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private static int caseBit(byte letter) {
        return letter >= 'a' && letter <= 'z' ? 0x20 : 0;
    }

    /** Which of the eight bytes is the first with its highest bit set: 0 to 7; 8 if there is none. */
    private static int firstByte(long highs) {
        return Long.numberOfTrailingZeros(highs) >>> 3;
    }

    /**
     * The number that starts at this index, up to 16 digits; from the index on 16 bytes can be read. {@link #value} and
     * {@link #digits} decode the result.
     */
    public static long number(byte[] bytes, int from) {
        long digits = at(bytes, from) ^ ZEROS;
        int count = countDigits(digits);
        long value = joined(digits, count);
        if (count < Long.BYTES) {
            return value | (long) count << DIGITS_SHIFT;
        }
        long more = at(bytes, from + Long.BYTES) ^ ZEROS;
        int moreCount = countDigits(more);
        return (value * POWERS[moreCount] + joined(more, moreCount)) | (long) (count + moreCount) << DIGITS_SHIFT;
    }

    /** The number of the first bytes of a word, or -1 if one of them is not a digit. */
    public static long number(long word, int count) {
        long digits = (word ^ ZEROS) << (Long.SIZE - Byte.SIZE * count);
        return (((digits + 0x76 * ONES) | digits) & HIGHS) == 0 ? joined(digits) : -1;
    }

    /** The value of a number; 0 if there was no digit. */
    public static long value(long number) {
        return number & (1L << DIGITS_SHIFT) - 1;
    }

    /** How many digits a number had. */
    public static int digits(long number) {
        return (int) (number >>> DIGITS_SHIFT);
    }

    /** How many bytes in front are 0 to 9. */
    private static int countDigits(long digits) {
        return firstByte((digits + 0x76 * ONES | digits) & HIGHS);
    }

    /**
     * The number of the first digits: they are shifted to the end, so that zeros precede them, and joined in pairs. Of
     * 12345678 the pairs are 12, 34, 56 and 78, in every second byte; the first product has 12 * 1,000,000 + 56 * 100
     * in its upper half, the second 34 * 10,000 + 78.
     */
    private static long joined(long digits, int count) {
        return joined(count == 0 ? 0 : digits << (Long.SIZE - Byte.SIZE * count));
    }

    private static long joined(long padded) {
        long pairs = padded * 10 + (padded >>> 8);
        return (((pairs & FIRST_BYTES) * (100 + (1_000_000L << 32)))
                        + ((pairs >>> 16 & FIRST_BYTES) * (1 + (10_000L << 32))))
                >>> 32;
    }

    /**
     * Whether these are lower-case hexadecimal digits. Bit 6 tells letters from decimal digits; without {@code 0x30}, and
     * {@code 0x27} more for letters, a digit leaves its value. Anything else leaves more than 15, or a value of a letter
     * without bit 6, or the reverse.
     *
     * @param digits how many; a multiple of 8
     */
    public static boolean isHex(byte[] bytes, int from, int digits) {
        long values = 0;
        long kinds = 0;
        for (int i = 0; i < digits; i += Long.BYTES) { // from 0: so the compiler knows how often, and unrolls it
            long word = at(bytes, from + i);
            long letters = (word >>> 6) & ONES;
            long value = word - letters * 0x27 - ZEROS;
            values |= value;
            kinds |= ((value + 6 * ONES) >>> 4) ^ letters;
        }
        return ((values & ~LOW_NIBBLES) | (kinds & ONES)) == 0;
    }

    /**
     * Decodes hexadecimal digits of either case to half as many bytes.
     *
     * @param digits how many; a multiple of 8
     */
    public static void hex(byte[] bytes, int from, int digits, byte[] target, int at) {
        for (int i = 0; i < digits; i += Long.BYTES) {
            BIG_ENDIAN_INT.set(target, at + i / 2, joinedNibbles(nibbles(at(bytes, from + i))));
        }
    }

    /** The values of eight hexadecimal digits, one to a byte. */
    private static long nibbles(long word) {
        return (word & LOW_NIBBLES) + 9 * ((word >>> 6) & ONES);
    }

    /**
     * The 32 bits that eight values of four bits are, the lowest byte first: adjacent ones are combined, three times.
     */
    private static int joinedNibbles(long nibbles) {
        long bytes = ((nibbles * (1 + (1L << 12))) >>> 8) & 0x00FF00FF00FF00FFL;
        long pairs = ((bytes * (1 + (1L << 24))) >>> 16) & 0x0000FFFF0000FFFFL;
        return (int) ((pairs * (1 + (1L << 48))) >>> 32);
    }
}
