package io.github.ossec4j.cli;

import io.github.ossec4j.cli.Table.Column;
import io.github.ossec4j.cli.Table.Kind;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.Optional;

/** Moments as people read them: {@code 2021-02-03 04:05:06} in one zone. One thread at a time. */
final class Times {
    /** Shown for an unknown time. */
    static final String UNKNOWN = "-";

    /** The valid arguments of {@link #moment(long)}. */
    static final String MOMENT = "a number of seconds from 1970 to 9999-12-30";

    /** A day before years have five digits in some zone. */
    private static final long LAST_SECOND = 253_402_300_799L - 86_400;

    private final ZoneRules rules;
    private final String zone;
    private long lastSecond = Long.MIN_VALUE;
    private String lastText = UNKNOWN;

    /** @param zone what the rules are called */
    Times(ZoneRules rules, String zone) {
        this.rules = rules;
        this.zone = zone;
    }

    /** The column; if it holds times, with the zone in its title. */
    Column withZone(Column column) {
        return column.kind() == Kind.TIME ? new Column(column.title() + " (" + zone + ")", Kind.TIME) : column;
    }

    /** Like {@link #text(Optional)}, followed by the zone. */
    String textWithZone(Optional<Instant> moment) {
        return moment.map(known -> text(known) + " (" + zone + ")").orElse(UNKNOWN);
    }

    /**
     * The moment to use as the present, in seconds since 1970.
     *
     * @throws DateTimeException if it is not {@link #MOMENT}
     */
    static Instant moment(long epochSecond) {
        if (epochSecond < 0 || epochSecond > LAST_SECOND) {
            throw new DateTimeException(epochSecond + " is not " + MOMENT);
        }
        return Instant.ofEpochSecond(epochSecond);
    }

    /** To the second. */
    String text(Instant moment) {
        long second = moment.getEpochSecond();
        if (second != lastSecond) { // neighbors were often recorded in the same second
            lastText = text(second, rules.getOffset(moment), ' ').toString();
            lastSecond = second;
        }
        return lastText;
    }

    /** As {@link Instant#toString()}, which takes several times as long. */
    static String iso(Instant moment) {
        long second = moment.getEpochSecond();
        return moment.getNano() == 0 && second >= 0 && second <= LAST_SECOND
                ? text(second, ZoneOffset.UTC, 'T').append('Z').toString()
                : moment.toString();
    }

    private static StringBuilder text(long second, ZoneOffset offset, char separator) {
        LocalDateTime local = LocalDateTime.ofEpochSecond(second, 0, offset);
        var text = new StringBuilder(20);
        text.append(local.getYear()).append('-');
        two(text, local.getMonthValue()).append('-');
        two(text, local.getDayOfMonth()).append(separator);
        two(text, local.getHour()).append(':');
        two(text, local.getMinute()).append(':');
        return two(text, local.getSecond());
    }

    /** To the second, or {@link #UNKNOWN}. */
    String text(Optional<Instant> moment) {
        return moment.map(this::text).orElse(UNKNOWN);
    }

    private static StringBuilder two(StringBuilder text, int number) {
        return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
