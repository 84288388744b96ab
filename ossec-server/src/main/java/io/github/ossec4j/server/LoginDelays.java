package io.github.ossec4j.server;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How long an address has to wait before its password is checked: the more failures, the longer.
 *
 * <p>Safe to share.
 */
final class LoginDelays {
    private static final long FIRST = Duration.ofMillis(250).toNanos();
    private static final long LONGEST = Duration.ofSeconds(10).toNanos();
    private static final long SPACING = Duration.ofMillis(50).toNanos();
    private static final long MEMORY = Duration.ofMinutes(10).toNanos();
    private static final long PATIENCE = Duration.ofSeconds(30).toNanos();
    private static final int MOST_DOUBLINGS = 6;
    private static final int MOST_ADDRESSES = 10_000;

    private final LongSupplier nanoTime;
    private final Map<String, Attempts> attempts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Attempts> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    LoginDelays(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private static final class Attempts {
        private int failures;
        private long lastFailure;
        private long next;

        private Attempts(long now) {
            this.next = now;
        }
    }

    /** Takes the next turn of an address; empty if there are too many before it. */
    synchronized Optional<Duration> turn(String address) {
        long now = nanoTime.getAsLong();
        Attempts known = attempts.computeIfAbsent(address, key -> new Attempts(now));
        if (known.failures > 0 && now - known.lastFailure > MEMORY) {
            known.failures = 0;
        }
        long start = Math.max(now, known.next);
        if (start - now > PATIENCE) {
            return Optional.empty();
        }
        known.next = start + delay(known.failures);
        return Optional.of(Duration.ofNanos(start - now));
    }

    private static long delay(int failures) {
        return failures == 0 ? SPACING : Math.min(LONGEST, FIRST << Math.min(failures - 1, MOST_DOUBLINGS));
    }

    /** The password was wrong: the next turn comes later. */
    synchronized void failed(String address) {
        long now = nanoTime.getAsLong();
        Attempts known = attempts.computeIfAbsent(address, key -> new Attempts(now));
        known.failures++;
        known.lastFailure = now;
        known.next = Math.max(known.next, now + delay(known.failures));
    }
}
