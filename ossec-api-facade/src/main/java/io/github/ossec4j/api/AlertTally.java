package io.github.ossec4j.api;

import io.github.ossec4j.api.Report.AlertActivity;
import io.github.ossec4j.api.Report.AlertDay;
import io.github.ossec4j.api.Report.AlertGroup;
import io.github.ossec4j.api.Report.Ranking;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.alerts.Alert;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/** The alerts of a period, by day and level, and by what most of them have in common. One thread at a time. */
final class AlertTally {
    /** OSSEC's levels, 0 to 16. */
    private static final int LEVELS = 17;

    private static final int MOST_GROUPS = 100;
    private static final int LONGEST_NAME = 1024;

    private final Days days;
    private final long[][] levels;
    private final Frequencies<RawText> rules = counter();
    private final Frequencies<RawText> agents = counter();
    private final Frequencies<RawText> sources = counter();

    AlertTally(Report.Period period) {
        days = new Days(period);
        levels = new long[days.size()][LEVELS];
    }

    private static Frequencies<RawText> counter() {
        return new Frequencies<>(Frequencies.CAPACITY, Comparator.<RawText>naturalOrder());
    }

    /** Counts the alerts that are wanted, up to where they can be read, and closes them. */
    void read(RecordStream<Alert> alerts, Predicate<Alert> wanted) {
        try (alerts) {
            for (Alert alert : alerts) {
                int day = days.index(alert.time().getEpochSecond());
                if (day >= 0 && wanted.test(alert)) {
                    levels[day][Math.max(0, Math.min(alert.rule().level(), LEVELS - 1))]++;
                    count(rules, AlertSubject.RULES, alert);
                    count(agents, AlertSubject.AGENTS, alert);
                    count(sources, AlertSubject.SOURCES, alert);
                }
            }
        }
    }

    private static void count(Frequencies<RawText> counts, AlertSubject subject, Alert alert) {
        Optional<RawText> name = subject.of(alert).filter(known -> !known.isEmpty());
        if (name.isPresent()) {
            String description = subject == AlertSubject.RULES
                    ? PolicyTally.shortened(alert.rule().description().lossless())
                    : null;
            counts.add(shortened(name.get()), 0, description);
        }
    }

    private static RawText shortened(RawText name) {
        return name.length() <= LONGEST_NAME ? name : RawText.of(name.bytes(), 0, LONGEST_NAME);
    }

    AlertActivity result() {
        var perDay = new ArrayList<AlertDay>(levels.length);
        for (int day = 0; day < levels.length; day++) {
            List<Long> counts = LongStream.of(levels[day]).boxed().toList();
            perDay.add(new AlertDay(days.day(day), counts));
        }
        return new AlertActivity(perDay, groups(rules), groups(agents), groups(sources));
    }

    private static Ranking<AlertGroup> groups(Frequencies<RawText> counts) {
        return counts.ranking(MOST_GROUPS).map(count -> new AlertGroup(count.key(), count.example(), count.times()));
    }
}
