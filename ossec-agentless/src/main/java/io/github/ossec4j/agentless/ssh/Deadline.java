package io.github.ossec4j.agentless.ssh;

import java.time.Duration;

/** The end of a check on the monotonic clock. */
final class Deadline {
    private final long endNanos;

    private Deadline(long endNanos) {
        this.endNanos = endNanos;
    }

    static Deadline after(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    long remainingNanos() {
        return Math.max(0, endNanos - System.nanoTime());
    }

    boolean isOver() {
        return remainingNanos() == 0;
    }
}
