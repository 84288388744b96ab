package io.github.ossec4j.model.stats;

import java.util.List;

/**
 * The manager's counts of one hour.
 *
 * <p>The current hour is written only when the next one starts, and an hour without events has no totals.
 *
 * @param hour 0 to 23
 * @param rules the rules that matched
 * @param alerts matches of rules of any level, including 0
 * @param events events received
 * @param syscheck integrity messages among them
 * @param firewall firewall events among them
 */
public record HourlyTotals(int hour, List<RuleCount> rules, long alerts, long events, long syscheck, long firewall) {
    /** Copies the list. */
    public HourlyTotals {
        rules = List.copyOf(rules);
    }

    /**
     * How often one rule matched.
     *
     * @param rule its number
     * @param level its level, 0 to 16
     * @param times how often
     */
    public record RuleCount(long rule, int level, long times) {}
}
