package io.github.ossec4j.io.line;

import io.github.ossec4j.io.text.Ascii;
import io.github.ossec4j.io.text.MonthNames;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The date at the start of a line of a daily log, {@code 2016 Oct 17 14:00:02}, and the blank after it.
 *
 * <p>One object is used for many lines, one thread at a time.
 */
public final class DailyDate {
    private static final int DAY = 9; // after the year and the month
    private static final int TIME = 9; // with the blank after it

    private int end;

    /** The date of the line in this range; null if it starts with something else. */
    public @Nullable LocalDateTime in(byte[] bytes, int from, int to) {
        int time = Ascii.indexOf(bytes, Math.min(from + DAY, to), Math.min(from + DAY + 3, to), ' ') + 1;
        if (to < time + TIME
                || bytes[from + 4] != ' '
                || bytes[from + 8] != ' '
                || bytes[time - 1] != ' '
                || bytes[time + 2] != ':'
                || bytes[time + 5] != ':'
                || bytes[time + 8] != ' ') {
            return null;
        }
        end = time + TIME;
        int year = (int) Ascii.unsigned(bytes, from, from + 4);
        int month = MonthNames.at(bytes, from + 5, from + 8);
        int day = (int) Ascii.unsigned(bytes, from + DAY, time - 1);
        int hour = (int) Ascii.unsigned(bytes, time, time + 2);
        int minute = (int) Ascii.unsigned(bytes, time + 3, time + 5);
        int second = (int) Ascii.unsigned(bytes, time + 6, time + 8);
        try {
            return year < 1 ? null : LocalDateTime.of(year, month, day, hour, minute, second);
        } catch (DateTimeException e) {
            return null; // digits, but not those of a date
        }
    }

    /** Index of the first byte after the date found last, and its blank. */
    public int end() {
        return end;
    }
}
