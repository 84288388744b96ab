package io.github.ossec4j.io.text;

/** Reading numbers and words from ranges of bytes. */
public final class Ascii {
    /** How many digits a number may have: every number of this many fits a {@code long}. */
    public static final int MAXIMUM_DIGITS = 18;

    /** The last second that {@link java.time.Instant} can hold. */
    public static final long MAXIMUM_SECOND = 31_556_889_864_403_199L;

    private Ascii() {}

    /**
     * The seconds since 1970 in the range; -1 if it is not a number, or more than an instant can represent.
     */
    public static long epochSecond(byte[] bytes, int from, int to) {
        long second = unsigned(bytes, from, to);
        return second <= MAXIMUM_SECOND ? second : -1;
    }

    /** The number in the range, of up to 18 decimal digits and nothing else; -1 if it is anything else. */
    public static long unsigned(byte[] bytes, int from, int to) {
        if (from >= to || to - from > MAXIMUM_DIGITS) {
            return -1;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** The index of the first such byte in the range; {@code to} if there is none. */
    public static int indexOf(byte[] bytes, int from, int to, char wanted) {
        int i = from;
        while (i < to && bytes[i] != wanted) {
            i++;
        }
        return i;
    }

    /** The end of the range without a final carriage return. */
    public static int withoutReturn(byte[] bytes, int from, int to) {
        return to > from && bytes[to - 1] == '\r' ? to - 1 : to;
    }

    /** Whether the range starts with these ASCII characters. */
    public static boolean startsWith(byte[] bytes, int from, int to, String prefix) {
        if (to - from < prefix.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (bytes[from + i] != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the range consists of these ASCII characters. */
    public static boolean equals(byte[] bytes, int from, int to, String text) {
        return to - from == text.length() && startsWith(bytes, from, to, text);
    }

    /** The index of these ASCII characters in the range; -1 if nowhere. */
    public static int find(byte[] bytes, int from, int to, String text) {
        char first = text.charAt(0);
        for (int i = from; i <= to - text.length(); i++) {
            if (bytes[i] == first && startsWith(bytes, i, to, text)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether the range consists of this many hexadecimal digits. */
    public static boolean isHex(byte[] bytes, int from, int to, int digits) {
        if (to - from != digits) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (Character.digit(bytes[i], 16) < 0) {
                return false;
            }
        }
        return true;
    }

    /** The range, which is ASCII, as a string; bytes of 128 and more become the Latin-1 character of that value. */
    @SuppressWarnings("deprecation") // the only constructor that widens bytes without a charset decoder
    public static String string(byte[] bytes, int from, int to) {
        return new String(bytes, 0, from, to - from);
    }
}
