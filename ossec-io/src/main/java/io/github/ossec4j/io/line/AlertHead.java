package io.github.ossec4j.io.line;

import io.github.ossec4j.io.text.Ascii;
import io.github.ossec4j.io.text.PackedBytes;
import java.nio.charset.StandardCharsets;

/**
 * The three lines that start an alert in {@code alerts.log}: header, date and location, rule up to its description.
 *
 * <pre>
 * ** Alert 1476712802.275: mail  - syslog,sshd,
 * 2016 Oct 17 14:00:02 (web-01) 192.0.2.10->/var/log/auth.log
 * Rule: 5716 (level 5) -> 'SSHD authentication failed.'
 * </pre>
 *
 * <p>All three must look right, since the text of an event may contain any of them. Indexes are relative to the head's
 * first byte. {@link #find} needs {@link #SPARE} readable bytes after the range.
 */
public final class AlertHead {
    /** How many bytes after the end of a range may be read, though their values do not matter. */
    public static final int SPARE = 2 * Long.BYTES;

    /** A longer head is none. */
    public static final int LONGEST = 1 << 16;

    /** What {@link #find} found. */
    public enum Outcome {
        /** The head of an alert. */
        FOUND,
        /** Something else. */
        NONE,
        /** More bytes are needed to decide; at the end of a file, something else. */
        CUT
    }

    private static final String STARS = "** Alert ";
    private static final String MAIL = " mail ";
    private static final String DASH = " - ";
    private static final String RULE = "Rule: ";
    private static final String LEVEL = " (level ";
    private static final String ARROW = ") -> '";
    private static final String DATE = "dddd Www d"; // one digit of the day: there may be a second
    private static final String TIME = " dd:dd:dd ";
    private static final int DIGITS_OF_RULE = 9;

    private static final long FIRST_EIGHT = PackedBytes.at(STARS.getBytes(StandardCharsets.US_ASCII), 0);

    private long epochSecond;
    private long number;
    private int idEnd;
    private boolean mailed;
    private int groups;
    private int date;
    private int location;
    private int rule;
    private int ruleId;
    private int level;
    private int description;

    /** Examines what starts at {@code start}. */
    public Outcome find(byte[] bytes, int start, int end) {
        if (end - start < STARS.length()) {
            return Ascii.startsWith(bytes, start, end, STARS.substring(0, end - start)) ? Outcome.CUT : Outcome.NONE;
        }
        if (PackedBytes.at(bytes, start) != FIRST_EIGHT || bytes[start + Long.BYTES] != ' ') {
            return Outcome.NONE;
        }
        int to = Math.min(end, start + LONGEST);
        Outcome cut = to == end ? Outcome.CUT : Outcome.NONE;
        int lineFeed = PackedBytes.lineFeed(bytes, start + STARS.length(), to);
        if (!isHeader(bytes, start, lineFeed)) {
            return lineFeed == to ? cut : Outcome.NONE;
        }
        int dateLine = lineFeed + 1;
        lineFeed = dateLine < to ? PackedBytes.lineFeed(bytes, dateLine, to) : to;
        if (lineFeed == to) {
            return cut;
        }
        int afterDate = afterDate(bytes, dateLine, lineFeed);
        if (afterDate < 0) {
            return Outcome.NONE;
        }
        date = dateLine - start;
        location = afterDate - start;
        rule = lineFeed + 1 - start;
        return rule(bytes, start, to, cut);
    }

    private boolean isHeader(byte[] bytes, int start, int lineFeed) {
        int from = start + STARS.length();
        long second = PackedBytes.number(bytes, from);
        int dot = from + PackedBytes.digits(second);
        if (dot == from || dot >= lineFeed || bytes[dot] != '.') {
            return false;
        }
        long position = PackedBytes.number(bytes, dot + 1);
        int colon = dot + 1 + PackedBytes.digits(position);
        if (colon == dot + 1 || colon >= lineFeed || bytes[colon] != ':') {
            return false;
        }
        int dash = colon + 1;
        mailed = Ascii.startsWith(bytes, dash, lineFeed, MAIL);
        if (mailed) {
            dash += MAIL.length();
        }
        if (!Ascii.startsWith(bytes, dash, lineFeed, DASH)) {
            return false;
        }
        epochSecond = PackedBytes.value(second);
        number = PackedBytes.value(position);
        idEnd = colon - start;
        groups = dash + DASH.length() - start;
        return true;
    }

    /** Where the location starts; -1 if the line does not start with a date. */
    private static int afterDate(byte[] bytes, int from, int to) {
        if (!hasShape(bytes, from, to, DATE)) {
            return -1;
        }
        int at = from + DATE.length();
        if (at < to && isDigit(bytes[at])) {
            at++;
        }
        return hasShape(bytes, at, to, TIME) ? at + TIME.length() : -1;
    }

    /** Whether the range starts as the pattern says: {@code d} a digit, {@code W} and {@code w} a letter, others themselves. */
    private static boolean hasShape(byte[] bytes, int from, int to, String shape) {
        if (to - from < shape.length()) {
            return false;
        }
        for (int i = 0; i < shape.length(); i++) {
            byte b = bytes[from + i];
            char kind = shape.charAt(i);
            boolean fits = switch (kind) {
                case 'd' -> isDigit(b);
                case 'W' -> b >= 'A' && b <= 'Z';
                case 'w' -> b >= 'a' && b <= 'z';
                default -> b == kind;
            };
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private Outcome rule(byte[] bytes, int start, int to, Outcome cut) {
        int at = start + rule;
        if (!Ascii.startsWith(bytes, at, to, RULE)) {
            return to - at < RULE.length() ? cut : Outcome.NONE;
        }
        at += RULE.length();
        long id = PackedBytes.number(bytes, at);
        at += PackedBytes.digits(id);
        if (!Ascii.startsWith(bytes, at, to, LEVEL)) {
            return to - at < LEVEL.length() ? cut : Outcome.NONE;
        }
        at += LEVEL.length();
        long degree = PackedBytes.number(bytes, at);
        at += PackedBytes.digits(degree);
        if (!Ascii.startsWith(bytes, at, to, ARROW)) {
            return to - at < ARROW.length() ? cut : Outcome.NONE;
        }
        if (!isNumber(id) || !isNumber(degree)) {
            return Outcome.NONE;
        }
        ruleId = (int) PackedBytes.value(id);
        level = (int) PackedBytes.value(degree);
        description = at + ARROW.length() - start;
        return Outcome.FOUND;
    }

    private static boolean isNumber(long number) {
        return PackedBytes.digits(number) > 0 && PackedBytes.digits(number) <= DIGITS_OF_RULE;
    }

    /** The time, in seconds since 1970. */
    public long epochSecond() {
        return epochSecond;
    }

    /** The number after the time: the position in the file, or a count. */
    public long number() {
        return number;
    }

    /** Where the id starts. */
    public int id() {
        return STARS.length();
    }

    /** Where the id ends. */
    public int idEnd() {
        return idEnd;
    }

    /** Whether the rule asks for mail. */
    public boolean isMailed() {
        return mailed;
    }

    /** Where the groups start. */
    public int groups() {
        return groups;
    }

    /** Where the groups, and the header, end. */
    public int groupsEnd() {
        return date - 1;
    }

    /** Where the date starts. */
    public int date() {
        return date;
    }

    /** Where the date ends. */
    public int dateEnd() {
        return location - 1;
    }

    /** Where the location starts. */
    public int location() {
        return location;
    }

    /** Where the location ends. */
    public int locationEnd() {
        return rule - 1;
    }

    /** Where the line of the rule starts. */
    public int rule() {
        return rule;
    }

    /** The number of the rule. */
    public int ruleId() {
        return ruleId;
    }

    /** The level of the rule. */
    public int level() {
        return level;
    }

    /** Where the description starts, after its quote. */
    public int description() {
        return description;
    }
}
