package io.github.ossec4j.model.stats;

import java.time.DayOfWeek;
import java.util.EnumMap;
import java.util.Map;

/**
 * The average number of events in each hour of each day of a week.
 *
 * @param days all seven days
 */
public record WeeklyAverages(Map<DayOfWeek, HourlyAverages> days) {
    /** Copies and checks the map. */
    public WeeklyAverages {
        if (days.size() != 7) {
            throw new IllegalArgumentException("a week has 7 days, these are " + days.size());
        }
        days = java.util.Collections.unmodifiableMap(new EnumMap<>(days));
    }

    /** The averages of one day. */
    public HourlyAverages of(DayOfWeek day) {
        HourlyAverages averages = days.get(day);
        if (averages == null) {
            throw new IllegalStateException("all seven days are present");
        }
        return averages;
    }
}
