package io.github.ossec4j.cli;

import io.github.ossec4j.cli.Table.Column;
import io.github.ossec4j.cli.Table.Kind;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.Optional;

/** Moments as people read them: {@code 2021-02-03 04:05:06} in one zone. */
final class Times {
    /** Shown for an unknown time. */
    static final String UNKNOWN = "-";

    /** The valid arguments of {@link #moment(long)}. */
    static final String MOMENT = "a number of seconds from 1970 to 9999-12-30";

    /** A day before years have five digits in some zone. */
    private static final Duration QUARTER = Duration.ofDays(91);

    private static final long LAST_SECOND = 253_402_300_799L - 86_400;

    private final ZoneRules rules;
    private final String zone;

    /** @param zone what the rules are called */
    Times(ZoneRules rules, String zone) {
        this.rules = rules;
        this.zone = zone;
    }

    /** {@code Europe/Berlin}, {@code UTC}, {@code UTC+02:00}. */
    static String name(ZoneId zone) {
        return zone instanceof ZoneOffset offset ? "UTC" + (offset.getTotalSeconds() == 0 ? "" : offset) : zone.getId();
    }

    /** Rules that have no name by their offsets in the year from now on: {@code UTC+01:00/+02:00}. */
    static String name(ZoneRules rules, Instant now) {
        ZoneOffset least = rules.getOffset(now);
        ZoneOffset most = least;
        for (int i = 1; i < 4; i++) {
            ZoneOffset offset = rules.getOffset(now.plus(QUARTER.multipliedBy(i)));
            least = offset.getTotalSeconds() < least.getTotalSeconds() ? offset : least;
            most = offset.getTotalSeconds() > most.getTotalSeconds() ? offset : most;
        }
        return least.equals(most) ? name(least) : name(least) + "/" + (most.getTotalSeconds() == 0 ? "+00:00" : most);
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
        LocalDateTime local = LocalDateTime.ofEpochSecond(moment.getEpochSecond(), 0, rules.getOffset(moment));
        var text = new StringBuilder(19);
        text.append(local.toLocalDate()).append(' ');
        two(text, local.getHour()).append(':');
        two(text, local.getMinute()).append(':');
        return two(text, local.getSecond()).toString();
    }

    /** To the second, or {@link #UNKNOWN}. */
    String text(Optional<Instant> moment) {
        return moment.map(this::text).orElse(UNKNOWN);
    }

    private static StringBuilder two(StringBuilder text, int number) {
        return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
