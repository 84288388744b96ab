package io.github.ossec4j.agentless;

import java.time.Duration;

/**
 * When a monitor runs what; all in nanoseconds.
 *
 * @param shortest no entry runs more often; the original checks once a minute
 * @param spread over which the first runs are spread
 * @param patience how many failures in a row of one host do not change its frequency
 * @param longest interval after failures; longer frequencies stay as they are
 * @param memory how long a failure counts
 */
record Pacing(long shortest, long spread, int patience, long longest, long memory) {
    /** First wait after a test or a run that failed for a reason not caused by the host; doubles each time. */
    static final long RETRY = Duration.ofMinutes(1).toNanos();
    /** Longest of these waits. */
    static final long LONGEST_RETRY = Duration.ofHours(1).toNanos();

    private static final long CENTURY = Duration.ofDays(36_500).toNanos();
    private static final int DOUBLINGS = 40;

    /** A time span that can be added to a clock without overflow. */
    static long nanos(Duration duration) {
        return duration.compareTo(Duration.ofNanos(CENTURY)) > 0 ? CENTURY : duration.toNanos();
    }

    long interval(long frequency, int failures) {
        long usual = Math.max(shortest, frequency);
        return failures <= patience ? usual : Math.max(usual, doubled(usual, failures - patience, longest));
    }

    /** How many of these failures still count when the last one is this old. */
    int remembered(int failures, long age) {
        return (int) Math.max(0, failures - age / Math.max(1, memory));
    }

    static long retry(int failures) {
        return doubled(RETRY, failures - 1, LONGEST_RETRY);
    }

    private static long doubled(long value, int times, long limit) {
        long result = value;
        for (int i = 0; i < Math.min(times, DOUBLINGS) && result < limit; i++) {
            result *= 2;
        }
        return Math.min(result, limit);
    }
}
