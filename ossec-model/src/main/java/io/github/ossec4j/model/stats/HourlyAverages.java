package io.github.ossec4j.model.stats;

import java.util.List;

/**
 * The average number of events in each hour of a day.
 *
 * @param hours 24 numbers, index 0 for the hour after midnight
 * @param interactions the number of days averaged; OSSEC keeps 0 for the days of a week
 */
public record HourlyAverages(List<Long> hours, long interactions) {
    /** Copies and checks the list. */
    public HourlyAverages {
        hours = List.copyOf(hours);
        if (hours.size() != 24) {
            throw new IllegalArgumentException("a day has 24 hours, these are " + hours.size());
        }
    }
}
