package io.github.ossec4j.io.line;

import io.github.ossec4j.io.text.Ascii;

/**
 * A line of a day's totals, {@code <hour>-<rule>-<level>-<times>} or {@code
 * <hour>--<alerts>--<events>--<syscheck>--<firewall>}: where its parts are, whatever they contain.
 *
 * <p>One object is used for many lines, one thread at a time; the bytes are not copied.
 */
public final class TotalsLine {
    private static final int RULE = 4;
    private static final int HOUR = 5;

    private final int[] starts = new int[HOUR + 1];
    private final int[] ends = new int[HOUR + 1];
    private final long[] numbers = new long[HOUR + 1];
    private boolean numeric;
    private int parts;
    private boolean rule;

    /**
     * Splits the line in this range, which does not contain its LF: at each dash if there are three, else at each two.
     */
    public void find(byte[] bytes, int from, int to) {
        divide(bytes, from, to, 1);
        rule = parts == RULE;
        if (!rule) {
            divide(bytes, from, to, 2);
        }
    }

    private void divide(byte[] bytes, int from, int to, int dashes) {
        parts = 0;
        numeric = true;
        starts[0] = from;
        long number = 0;
        int i = from;
        while (i <= to - dashes && parts < HOUR) {
            int digit = bytes[i] - '0';
            if (digit == '-' - '0' && bytes[i + dashes - 1] == '-') {
                endPart(i, number);
                i += dashes;
                starts[parts] = i;
                number = 0;
            } else {
                number = number * 10 + digit;
                numeric &= digit >= 0 && digit <= 9;
                i++;
            }
        }
        endPart(to, Ascii.unsigned(bytes, starts[parts], to));
    }

    private void endPart(int end, long number) {
        int length = end - starts[parts];
        numeric &= length > 0 && length <= Ascii.MAXIMUM_DIGITS && number >= 0;
        numbers[parts] = number;
        ends[parts++] = end;
    }

    /** Whether each part is a number of up to 18 digits. */
    public boolean isNumeric() {
        return numeric;
    }

    /** A part's number; meaningless if the line is not numeric. */
    public long number(int part) {
        return numbers[part];
    }

    /** Whether the line counts how often a rule fired: four parts. */
    public boolean isRule() {
        return rule;
    }

    /** Whether the line closes an hour: five parts. */
    public boolean isHour() {
        return parts == HOUR && !rule;
    }

    /** How many parts there are; 6 if there are more. */
    public int parts() {
        return parts;
    }

    /** Index of a part's first byte. */
    public int start(int part) {
        return starts[part];
    }

    /** Index after a part's last byte. */
    public int end(int part) {
        return ends[part];
    }
}
