package io.github.ossec4j.io.line;

import io.github.ossec4j.io.text.Ascii;
import io.github.ossec4j.model.logs.LogLine.Level;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code ossec.log}, {@code date name(code): LEVEL: message}, of which only the date is always there: where its
 * parts are.
 *
 * <p>One object is used for many lines, one thread at a time; the bytes are not copied.
 */
public final class LogLineRanges {
    private static final int DATE = 20; // with the blank after it
    private static final int CODE = 6; // four digits in parentheses
    private static final Level[] LEVELS = Level.values();

    private @Nullable LocalDateTime date;
    private @Nullable Level level;
    private int textStart;
    private int nameEnd;
    private int code;
    private int messageStart;

    /** Finds the parts of the line in this range, which contains neither LF nor CR at its end; false without a date. */
    public boolean find(byte[] bytes, int from, int to) {
        date = dateIn(bytes, from, to);
        if (date == null) {
            return false;
        }
        textStart = from + DATE;
        nameEnd = textStart;
        messageStart = textStart;
        code = -1;
        if (!findLevel(bytes, to)) {
            findName(bytes, to);
            findLevel(bytes, to);
        }
        return true;
    }

    private static @Nullable LocalDateTime dateIn(byte[] bytes, int from, int to) {
        if (to - from < DATE
                || bytes[from + 4] != '/'
                || bytes[from + 7] != '/'
                || bytes[from + 10] != ' '
                || bytes[from + 13] != ':'
                || bytes[from + 16] != ':'
                || bytes[from + 19] != ' ') {
            return null;
        }
        int year = (int) Ascii.unsigned(bytes, from, from + 4);
        int month = (int) Ascii.unsigned(bytes, from + 5, from + 7);
        int day = (int) Ascii.unsigned(bytes, from + 8, from + 10);
        int hour = (int) Ascii.unsigned(bytes, from + 11, from + 13);
        int minute = (int) Ascii.unsigned(bytes, from + 14, from + 16);
        int second = (int) Ascii.unsigned(bytes, from + 17, from + 19);
        try {
            return year < 1 ? null : LocalDateTime.of(year, month, day, hour, minute, second);
        } catch (DateTimeException e) {
            return null; // digits, but not those of a date
        }
    }

    /** A name has no blank; what stands before the first colon and blank is one, or the message has none. */
    private void findName(byte[] bytes, int to) {
        int end = textStart;
        while (end < to && bytes[end] != ' ') {
            end++;
        }
        if (end == to || end - 1 <= textStart || bytes[end - 1] != ':') {
            return;
        }
        nameEnd = end - 1;
        messageStart = end + 1;
        int codeStart = nameEnd - CODE;
        if (codeStart > textStart && bytes[codeStart] == '(' && bytes[nameEnd - 1] == ')') {
            code = (int) Ascii.unsigned(bytes, codeStart + 1, nameEnd - 1);
            nameEnd = code < 0 ? nameEnd : codeStart;
        }
    }

    private boolean findLevel(byte[] bytes, int to) {
        for (Level candidate : LEVELS) {
            String name = candidate.name();
            int end = messageStart + name.length();
            if (Ascii.startsWith(bytes, messageStart, to, name)
                    && end + 1 < to
                    && bytes[end] == ':'
                    && bytes[end + 1] == ' ') {
                level = candidate;
                messageStart = end + 2;
                return true;
            }
        }
        level = null;
        return false;
    }

    /** The date of the line found last. */
    public LocalDateTime date() {
        if (date == null) {
            throw new IllegalStateException("no line was found");
        }
        return date;
    }

    /** The level, if the line has one. */
    public Optional<Level> level() {
        return Optional.ofNullable(level);
    }

    /** Index of the first byte after the date and its blank: of the name, if there is one. */
    public int textStart() {
        return textStart;
    }

    /** Index after the name, without the code; {@link #textStart()} if there is none. */
    public int nameEnd() {
        return nameEnd;
    }

    /** The code of four digits; -1 if there is none. */
    public int code() {
        return code;
    }

    /** Index of the message's first byte. */
    public int messageStart() {
        return messageStart;
    }
}
