package io.github.ossec4j.io.zone;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransitionRule;
import java.time.zone.ZoneOffsetTransitionRule.TimeDefinition;
import java.util.List;

/** The last line of a zone file, such as {@code EST5EDT,M3.2.0,M11.1.0}: how the clock changes for ever after. */
final class PosixZone {
    private static final int DEFAULT_CHANGE = 2 * 3600;

    private final String text;
    private int position;

    PosixZone(String text) {
        this.text = text;
    }

    /** The two changes of a year; none for a zone that does not change, or changes on numbered days of the year. */
    List<ZoneOffsetTransitionRule> rules() {
        name();
        int standard = -seconds();
        if (position == text.length()) {
            return List.of();
        }
        name();
        int daylight = position < text.length() && text.charAt(position) != ',' ? -seconds() : standard + 3600;
        if (position == text.length() || !text.startsWith(",M", position)) {
            return List.of();
        }
        ZoneOffset winter = ZoneOffset.ofTotalSeconds(standard);
        ZoneOffset summer = ZoneOffset.ofTotalSeconds(daylight);
        return List.of(rule(winter, winter, summer), rule(winter, summer, winter));
    }

    /** One {@code ,M<month>.<week>.<day>[/<time>]}. */
    private ZoneOffsetTransitionRule rule(ZoneOffset standard, ZoneOffset before, ZoneOffset after) {
        position += 2;
        Month month = Month.of(number());
        position++;
        int week = number();
        position++;
        int day = number();
        int time = DEFAULT_CHANGE;
        if (position < text.length() && text.charAt(position) == '/') {
            position++;
            time = seconds();
        }
        DayOfWeek weekday = day == 0 ? DayOfWeek.SUNDAY : DayOfWeek.of(day);
        int days = Math.floorDiv(time, 86_400);
        boolean midnight = time == 86_400;
        if (days != 0 && !midnight) {
            weekday = weekday.plus(days);
        }
        int dayOfMonth = week == 5 ? -1 : (week - 1) * 7 + 1 + (midnight ? 0 : days);
        return ZoneOffsetTransitionRule.of(
                month,
                dayOfMonth,
                weekday,
                LocalTime.ofSecondOfDay(midnight ? 0 : Math.floorMod(time, 86_400)),
                midnight,
                TimeDefinition.WALL,
                standard,
                before,
                after);
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
