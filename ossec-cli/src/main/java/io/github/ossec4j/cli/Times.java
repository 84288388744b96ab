package io.github.ossec4j.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.zone.ZoneRules;
import java.util.Optional;

/** Moments as people read them: {@code 2021-02-03 04:05:06} in one zone. */
final class Times {
    /** Shown for an unknown time. */
    static final String UNKNOWN = "-";

    /** The valid arguments of {@link #moment(long)}. */
    static final String MOMENT = "a number of seconds from 1970 to 9999-12-30";

    /** A day before years have five digits in some zone. */
    private static final long LAST_SECOND = 253_402_300_799L - 86_400;

    private final ZoneRules rules;

    Times(ZoneRules rules) {
        this.rules = rules;
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
