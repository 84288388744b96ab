package io.github.ossec4j.io.line;

import io.github.ossec4j.io.text.Ascii;
import io.github.ossec4j.io.text.EpochText;
import io.github.ossec4j.io.text.PackedBytes;
import io.github.ossec4j.io.text.PackedPattern;
import io.github.ossec4j.io.text.PackedText;
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
    public static final int SPARE = 8 * Long.BYTES;

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
    private static final PackedText DASH = PackedText.of(" - ");
    private static final PackedText MAIL = PackedText.of(" mail  -");
    private static final PackedText RULE = PackedText.of("Rule: ");
    private static final PackedText LEVEL = PackedText.of(" (level ");
    private static final PackedText ARROW = PackedText.of(") -> '");
    private static final PackedPattern MONTH = PackedPattern.of("dddd Www");
    private static final PackedPattern DAY = PackedPattern.of(" dd dd:d");
    private static final PackedPattern SHORT_DAY = PackedPattern.of(" d dd:dd");
    private static final PackedPattern TIME = PackedPattern.of("d:dd:dd ");
    private static final int DATE = "2016 Oct 17 14:00:02 ".length();
    private static final int DIGITS_OF_RULE = 9;

    private static final long FIRST_EIGHT = PackedBytes.at(STARS.getBytes(StandardCharsets.US_ASCII), 0);

    private final EpochText times = new EpochText();
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
        if (!isHeader(bytes, start)) {
            return cutUnlessLine(bytes, start + STARS.length(), to, cut);
        }
        int dateLine = afterLine(bytes, start + groups, to);
        if (dateLine > to) {
            return cut;
        }
        int afterDate = afterDate(bytes, dateLine);
        if (afterDate < 0) {
            return cutUnlessLine(bytes, dateLine, to, cut);
        }
        int ruleLine = afterLine(bytes, afterDate, to);
        if (ruleLine > to) {
            return cut;
        }
        date = dateLine - start;
        location = afterDate - start;
        rule = ruleLine - start;
        return rule(bytes, start, to, cut);
    }

    /** A line that is no part of a head: if its end is not there, more bytes may make it one. */
    private static Outcome cutUnlessLine(byte[] bytes, int from, int to, Outcome cut) {
        return from < to && PackedBytes.lineFeed(bytes, from, to) < to ? Outcome.NONE : cut;
    }

    /** The index after the LF; more than {@code to} if there is none before, or if {@code from} is already beyond. */
    private static int afterLine(byte[] bytes, int from, int to) {
        return from < to ? PackedBytes.lineFeed(bytes, from, to) + 1 : to + 1;
    }

    private boolean isHeader(byte[] bytes, int start) {
        int from = start + STARS.length();
        int dot = times.read(bytes, from);
        if (dot == from || bytes[dot] != '.') {
            return false;
        }
        long position = PackedBytes.number(bytes, dot + 1);
        int colon = dot + 1 + PackedBytes.digits(position);
        if (colon == dot + 1 || bytes[colon] != ':') {
            return false;
        }
        int dash = colon + 1;
        mailed = MAIL.isAt(bytes, dash);
        if (mailed) {
            dash += MAIL.length() - 2;
        }
        if (!DASH.isAt(bytes, dash)) {
            return false;
        }
        epochSecond = times.second();
        number = PackedBytes.value(position);
        idEnd = colon - start;
        groups = dash + DASH.length() - start;
        return true;
    }

    /** Where the location starts; -1 if no date is here. */
    private static int afterDate(byte[] bytes, int from) {
        int afterMonth = from + Long.BYTES;
        boolean isShort = SHORT_DAY.isAt(bytes, afterMonth);
        int end = from + DATE - (isShort ? 1 : 0);
        boolean isDate = MONTH.isAt(bytes, from)
                && (isShort || DAY.isAt(bytes, afterMonth))
                && TIME.isAt(bytes, end - Long.BYTES);
        return isDate ? end : -1;
    }

    private Outcome rule(byte[] bytes, int start, int to, Outcome cut) {
        int at = start + rule;
        if (!RULE.isAt(bytes, at, to)) {
            return to - at < RULE.length() ? cut : Outcome.NONE;
        }
        at += RULE.length();
        long id = PackedBytes.number(bytes, at);
        at += PackedBytes.digits(id);
        if (!LEVEL.isAt(bytes, at, to)) {
            return to - at < LEVEL.length() ? cut : Outcome.NONE;
        }
        at += LEVEL.length();
        long degree = PackedBytes.number(bytes, at);
        at += PackedBytes.digits(degree);
        if (!ARROW.isAt(bytes, at, to)) {
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
