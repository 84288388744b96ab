package io.github.ossec4j.io.zone;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.zone.ZoneRules;

/** Days and local times of a zone as moments. */
public final class LocalDays {
    private LocalDays() {}

    /** When a day starts. */
    public static Instant start(LocalDate day, ZoneRules zone) {
        return moment(day.atStartOfDay(), zone);
    }

    /** The moment of a local time: the first one if clocks show it twice, and as if they had not changed yet if never. */
    public static Instant moment(LocalDateTime time, ZoneRules zone) {
        return time.toInstant(zone.getOffset(time));
    }

    /** The day of a moment. */
    public static LocalDate day(Instant moment, ZoneRules zone) {
        return LocalDate.ofInstant(moment, zone.getOffset(moment));
    }
}
