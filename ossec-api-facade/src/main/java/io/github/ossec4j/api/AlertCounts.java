package io.github.ossec4j.api;

import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.alerts.Alert;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts alerts. Attackers may invent addresses, users and paths without end, so the rarest names are forgotten when there
 * are too many.
 */
final class AlertCounts {
    private static final int MOST_NAMES = 200_000;

    private static final class Tally {
        private long alerts;
        private int highestLevel;
        private RawText description = RawText.EMPTY;
        private Instant last = Instant.MIN;
    }

    private final AlertSubject subject;
    private final Map<RawText, Tally> tallies = new HashMap<>();

    AlertCounts(AlertSubject subject) {
        this.subject = subject;
    }

    void add(Alert alert) {
        subject.of(alert).ifPresent(name -> {
            Tally tally = tallies.computeIfAbsent(name, unknown -> new Tally());
            tally.alerts++;
            tally.highestLevel = Math.max(tally.highestLevel, alert.rule().level());
            tally.description = alert.rule().description();
            tally.last = alert.time();
            if (tallies.size() > MOST_NAMES) {
                forget();
            }
        });
    }

    private void forget() {
        for (long most = 1; tallies.size() > MOST_NAMES / 2; most *= 2) {
            long few = most;
            tallies.values().removeIf(tally -> tally.alerts <= few);
        }
    }

    /** Those with the most alerts, in descending order; names with equally many by name. */
    List<AlertCount> top(int most) {
        return tallies.entrySet().stream()
                .map(entry -> count(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(AlertCount::alerts).reversed().thenComparing(AlertCount::name))
                .limit(most)
                .toList();
    }

    private static AlertCount count(RawText name, Tally tally) {
        return new AlertCount(name, tally.alerts, tally.highestLevel, tally.description, tally.last);
    }
}
