package io.github.ossec4j.io.logs;

import java.time.LocalDate;
import java.util.List;

/**
 * What the sums of some days prove.
 *
 * <p>They contain no secret: anyone who can change a log can also make new sums of it and of all later days.
 *
 * @param checks every sum, by log and day
 * @param unsigned logs without a sum, of days before the last one that has a sum
 */
public record SumReport(List<SumCheck> checks, List<Unsigned> unsigned) {
    /**
     * A log without a sum: {@code ossec-monitord} did not run when the day ended, or somebody deleted the sum.
     *
     * @param log which log
     * @param day which day
     */
    public record Unsigned(DailyLog log, LocalDate day) {}

    /** Copies the lists. */
    public SumReport {
        checks = List.copyOf(checks);
        unsigned = List.copyOf(unsigned);
    }

    /** Whether nothing contradicts any sum; days without one prove nothing, and break nothing. */
    public boolean isIntact() {
        return checks.stream().allMatch(SumCheck::isIntact);
    }

    /** The sums that something contradicts. */
    public List<SumCheck> broken() {
        return checks.stream().filter(check -> !check.isIntact()).toList();
    }
}
