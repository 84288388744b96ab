package io.github.ossec4j.io.line;

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
        starts[0] = from;
        int i = from;
        while (i <= to - dashes && parts < HOUR) {
            if (bytes[i] == '-' && bytes[i + dashes - 1] == '-') {
                ends[parts++] = i;
                i += dashes;
                starts[parts] = i;
            } else {
                i++;
            }
        }
        ends[parts++] = to;
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
