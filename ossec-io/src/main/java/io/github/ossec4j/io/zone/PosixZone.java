package io.github.ossec4j.io.zone;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneOffsetTransitionRule.TimeDefinition;
import java.util.List;

/** The last line of a zone file, such as {@code EST5EDT,M3.2.0,M11.1.0}: how the clock changes from then on. */
final class PosixZone {
    private static final int DAY = 86_400;
    private static final int DEFAULT_CHANGE = 2 * 3600;
    private static final int COMMON_YEAR = 2001;

    private final String text;
    private int position;

    PosixZone(String text) {
        this.text = text;
    }

    /**
     * The two changes of a year, in the order of the calendar; none for a zone that does not change, or that counts its
     * days through leap years (no zone of the last decades does).
     */
    List<ZoneOffsetTransitionRule> rules() {
        name();
        int standard = -seconds();
        if (position == text.length()) {
            return List.of();
        }
        name();
        int daylight = position < text.length() && text.charAt(position) != ',' ? -seconds() : standard + 3600;
        if (daylight == standard || !isDay(position)) {
            return List.of();
        }
        ZoneOffset winter = ZoneOffset.ofTotalSeconds(standard);
        ZoneOffset summer = ZoneOffset.ofTotalSeconds(daylight);
        ZoneOffsetTransitionRule toSummer = rule(winter, winter, summer);
        if (!isDay(position)) {
            return List.of();
        }
        ZoneOffsetTransitionRule toWinter = rule(winter, summer, winter);
        // South of the equator the rule that starts daylight saving time comes first in the text, but last in the year.
        return toSummer.getMonth().compareTo(toWinter.getMonth()) < 0
                ? List.of(toSummer, toWinter)
                : List.of(toWinter, toSummer);
    }

    private boolean isDay(int at) {
        return text.startsWith(",M", at) || text.startsWith(",J", at);
    }

    /** One {@code ,M<month>.<week>.<day>[/<time>]} or {@code ,J<day of the year>[/<time>]}. */
    private ZoneOffsetTransitionRule rule(ZoneOffset standard, ZoneOffset before, ZoneOffset after) {
        boolean numbered = text.charAt(position + 1) == 'J';
        position += 2;
        int first = number();
        int week = 0;
        int day = 0;
        if (!numbered) {
            position++;
            week = number();
            position++;
            day = number();
        }
        int time = DEFAULT_CHANGE;
        if (position < text.length() && text.charAt(position) == '/') {
            position++;
            time = seconds();
        }
        boolean midnight = time == DAY;
        int days = midnight ? 0 : Math.floorDiv(time, DAY);
        LocalTime clock = LocalTime.ofSecondOfDay(midnight ? 0 : Math.floorMod(time, DAY));
        if (numbered) {
            LocalDate date = LocalDate.ofYearDay(COMMON_YEAR, first).plusDays(days);
            return ZoneOffsetTransitionRule.of(
                    date.getMonth(),
                    date.getDayOfMonth(),
                    null,
                    clock,
                    midnight,
                    TimeDefinition.WALL,
                    standard,
                    before,
                    after);
        }
        Month month = Month.of(first);
        int dayOfMonth = earliest(month, week, days);
        if (week < 5 && dayOfMonth < 1) {
            month = month.minus(1);
            dayOfMonth += month.maxLength();
        }
        DayOfWeek weekday = (day == 0 ? DayOfWeek.SUNDAY : DayOfWeek.of(day)).plus(days);
        return ZoneOffsetTransitionRule.of(
                month, dayOfMonth, weekday, clock, midnight, TimeDefinition.WALL, standard, before, after);
    }

    /**
     * The earliest day of the month that a week's day, moved on by some days, can fall on; negative: the latest,
     * counted from the end of the month.
     */
    private static int earliest(Month month, int week, int days) {
        if (week < 5) {
            return (week - 1) * 7 + 1 + days;
        }
        return days > 0 ? month.maxLength() - 6 + days : days - 1;
    }

    private void name() {
        if (text.charAt(position) == '<') {
            position = text.indexOf('>', position) + 1;
        } else {
            while (position < text.length() && Character.isLetter(text.charAt(position))) {
                position++;
            }
        }
    }

    /** {@code [+-]hh[:mm[:ss]]}. */
    private int seconds() {
        char sign = text.charAt(position);
        if (sign == '+' || sign == '-') {
            position++;
        }
        int seconds = number() * 3600;
        for (int unit = 60; unit > 0 && position < text.length() && text.charAt(position) == ':'; unit /= 60) {
            position++;
            seconds += number() * unit;
        }
        return sign == '-' ? -seconds : seconds;
    }

    private int number() {
        int from = position;
        while (position < text.length() && Character.isDigit(text.charAt(position))) {
            position++;
        }
        return Integer.parseInt(text, from, position, 10);
    }
}
