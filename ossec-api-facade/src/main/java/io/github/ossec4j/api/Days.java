package io.github.ossec4j.api;

import io.github.ossec4j.io.zone.LocalDays;
import java.time.Instant;
import java.time.LocalDate;
import java.time.zone.ZoneRules;

/** The days of a period, by the moments in them. Fast for moments that mostly follow each other; one thread at a time. */
final class Days {
    private final ZoneRules zone;
    private final long since;
    private final long until;
    private final LocalDate first;
    private final int size;
    private int day;
    private long dayStart;
    private long dayEnd; // exclusive; no moment is before it, so there is no day yet

    Days(Report.Period period) {
        this.zone = period.zone();
        this.since = period.since().getEpochSecond();
        this.until = period.until().getEpochSecond();
        this.first = period.day(period.since());
        this.size = (int) (period.day(period.until()).toEpochDay() - first.toEpochDay()) + 1;
    }

    int size() {
        return size;
    }

    LocalDate day(int index) {
        return first.plusDays(index);
    }

    /** The number of the day, from 0 on; -1 for a moment outside the period. */
    int index(long epochSecond) {
        if (epochSecond < since || epochSecond > until) {
            return -1;
        }
        if (epochSecond < dayStart || epochSecond >= dayEnd) {
            LocalDate date = LocalDays.day(Instant.ofEpochSecond(epochSecond), zone);
            day = (int) (date.toEpochDay() - first.toEpochDay());
            dayStart = LocalDays.start(date, zone).getEpochSecond();
            dayEnd = LocalDays.start(date.plusDays(1), zone).getEpochSecond();
        }
        return day;
    }
}
