package io.github.ossec4j.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads numbered things in the caller's thread, and in others as well if there is an executor, each thread with its own
 * sum. The caller waits only for what has been started: an executor that is busy, or is the caller's own thread, delays
 * nothing.
 *
 * @param <S> the type of the sums
 */
final class SideBySide<S> {
    /** More threads do not make a disk faster, but need memory. */
    private static final int MOST_THREADS = 8;

    @FunctionalInterface
    interface Step<S> {
        void read(S sum, int number);
    }

    private final int count;
    private final Supplier<S> newSum;
    private final Step<S> step;
    private final AtomicInteger next = new AtomicInteger();
    private final CountDownLatch unread;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final List<S> sums = new ArrayList<>();

    private SideBySide(int count, Supplier<S> newSum, Step<S> step) {
        this.count = count;
        this.newSum = newSum;
        this.step = step;
        this.unread = new CountDownLatch(count);
    }

    /**
     * Reads all numbers below a count, and returns the sum.
     *
     * @throws RuntimeException the first exception of a step; the steps that were not started are skipped
     */
    static <S> S read(
            int count, Optional<Executor> executor, Supplier<S> newSum, Step<S> step, BiConsumer<S, S> adding) {
        var all = new SideBySide<S>(count, newSum, step);
        executor.ifPresent(all::start);
        S total = newSum.get();
        all.read(total);
        all.await();
        all.rethrow();
        synchronized (all.sums) {
            all.sums.forEach(sum -> adding.accept(total, sum));
        }
        return total;
    }

    private void start(Executor executor) {
        int threads = Math.min(Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()), count);
        try {
            for (int i = 1; i < threads; i++) {
                executor.execute(this::readWithOwnSum);
            }
        } catch (RejectedExecutionException e) {
            return; // the caller's thread does everything
        }
    }

    private void readWithOwnSum() {
        if (next.get() >= count) {
            return; // started late
        }
        S sum = newSum.get();
        synchronized (sums) {
            sums.add(sum);
        }
        read(sum);
    }

    private void read(S sum) {
        for (int number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
            try {
                if (failure.get() == null) {
                    step.read(sum, number);
                }
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            } finally {
                unread.countDown();
            }
        }
    }

    private void rethrow() {
        Throwable failed = failure.get();
        if (failed instanceof RuntimeException e) {
            throw e;
        }
        if (failed instanceof Error e) {
            throw e;
        }
    }

    private void await() {
        boolean interrupted = false;
        while (true) {
            try {
                unread.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true; // the steps that run are short
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
