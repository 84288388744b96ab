package io.github.ossec4j.api.rest;

import io.github.ossec4j.io.text.MonthNames;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Times as the original's tools print them, in the zone of the home; one thread at a time. */
final class TimeText {
    /** The text for a missing time. */
    static final String UNKNOWN = "Unknown";

    private static final List<String> DAYS =
            Stream.of(DayOfWeek.values()).map(TimeText::name).toList();

    /** The years 1 to 9999, which have four digits. */
    private static final long EARLIEST = -62_135_596_800L + 86_400;

    private static final long LATEST = 253_402_300_799L - 86_400;

    private final ZoneRules zone;
    private LocalDate knownDay = LocalDate.EPOCH;
    private String knownDayText = "1970 Jan 01 ";

    TimeText(ZoneRules zone) {
        this.zone = zone;
    }

    /** The first three letters: {@code Wed}. */
    static String name(DayOfWeek day) {
        String name = day.name();
        return name.charAt(0) + name.substring(1, 3).toLowerCase(Locale.ROOT);
    }

    /** {@code 2016 Feb 03 08:00:00}. Many times of a list are on the same day, whose text is kept. */
    String date(long epochSecond) {
        LocalDateTime time = local(epochSecond);
        LocalDate day = time.toLocalDate();
        if (!day.equals(knownDay)) {
            var text = new StringBuilder(12);
            text.append(time.getYear()).append(' ').append(month(time)).append(' ');
            knownDayText = two(text, time.getDayOfMonth(), '0').append(' ').toString();
            knownDay = day;
        }
        return clock(new StringBuilder(20).append(knownDayText), time).toString();
    }

    /** {@code Wed Feb  3 08:00:00 2016}. */
    String ctime(long epochSecond) {
        LocalDateTime time = local(epochSecond);
        var text = new StringBuilder(24);
        text.append(DAYS.get(time.getDayOfWeek().getValue() - 1))
                .append(' ')
                .append(month(time))
                .append(' ');
        two(text, time.getDayOfMonth(), ' ').append(' ');
        return clock(text, time).append(' ').append(time.getYear()).toString();
    }

    /** {@link #ctime(long)}, or {@code Unknown}. */
    String ctime(Optional<Instant> time) {
        return time.map(instant -> ctime(instant.getEpochSecond())).orElse(UNKNOWN);
    }

    private LocalDateTime local(long epochSecond) {
        long second = Math.max(EARLIEST, Math.min(LATEST, epochSecond));
        ZoneOffset offset = zone.getOffset(Instant.ofEpochSecond(second));
        return LocalDateTime.ofEpochSecond(second, 0, offset);
    }

    private static String month(LocalDateTime time) {
        return MonthNames.of(time.getMonthValue());
    }

    private static StringBuilder clock(StringBuilder text, LocalDateTime time) {
        two(text, time.getHour(), '0').append(':');
        two(text, time.getMinute(), '0').append(':');
        return two(text, time.getSecond(), '0');
    }

    private static StringBuilder two(StringBuilder text, int number, char pad) {
        return text.append(number < 10 ? pad : (char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
