package io.github.ossec4j.api;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;

/** What people call a time zone. */
final class ZoneName {
    private static final Duration QUARTER = Duration.ofDays(91);

    private ZoneName() {}

    /** {@code Europe/Berlin}, {@code UTC}, {@code UTC+02:00}. */
    static String of(ZoneId zone) {
        return zone instanceof ZoneOffset offset ? "UTC" + (offset.getTotalSeconds() == 0 ? "" : offset) : zone.getId();
    }

    /** Rules that have no name by their offsets in the year from now on: {@code UTC+01:00/+02:00}. */
    static String of(ZoneRules rules, Instant now) {
        ZoneOffset least = rules.getOffset(now);
        ZoneOffset most = least;
        for (int i = 1; i < 4; i++) {
            ZoneOffset offset = rules.getOffset(now.plus(QUARTER.multipliedBy(i)));
            least = offset.getTotalSeconds() < least.getTotalSeconds() ? offset : least;
            most = offset.getTotalSeconds() > most.getTotalSeconds() ? offset : most;
        }
        return least.equals(most) ? of(least) : of(least) + "/" + (most.getTotalSeconds() == 0 ? "+00:00" : most);
    }
}
