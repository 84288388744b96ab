package io.github.ossec4j.cli;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.zone.ZoneRules;
import java.util.Optional;

/** Moments as people read them: {@code 2021-02-03 04:05:06} in one zone. */
final class Times {
    /** Stands for a moment that is not known. */
    static final String UNKNOWN = "-";

    private final ZoneRules rules;

    Times(ZoneRules rules) {
        this.rules = rules;
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
