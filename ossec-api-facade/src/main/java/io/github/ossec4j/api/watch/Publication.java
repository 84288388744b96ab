package io.github.ossec4j.api.watch;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The events of a watch for a subscriber. Safe to share. */
final class Publication implements Flow.Publisher<WatchEvent> {
    private final Watch watch;
    private final Executor executor;
    private final AtomicBoolean isTaken = new AtomicBoolean();

    Publication(Watch watch, Executor executor) {
        this.watch = watch;
        this.executor = executor;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super WatchEvent> subscriber) {
        if (isTaken.compareAndSet(false, true)) {
            subscriber.onSubscribe(new Delivery(subscriber));
        } else {
            subscriber.onSubscribe(new Refused());
            subscriber.onError(new IllegalStateException("the events of a watch have one subscriber"));
        }
    }

    private static final class Refused implements Flow.Subscription {
        @Override
        public void request(long n) {
            // There is nothing to get.
        }

        @Override
        public void cancel() {
            // There is nothing to end.
        }
    }

    /** A task delivers as long as there is demand; the request that finds none starts the next task. */
    private final class Delivery implements Flow.Subscription {
        private final Flow.Subscriber<? super WatchEvent> subscriber;
        private final AtomicLong demand = new AtomicLong();
        private final AtomicBoolean isDone = new AtomicBoolean();
        private volatile @Nullable Throwable misuse;

        Delivery(Flow.Subscriber<? super WatchEvent> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long n) {
            if (n <= 0) {
                misuse = new IllegalArgumentException("a request must be for 1 or more, was for " + n);
                watch.close();
            }
            long before = demand.getAndAccumulate(Math.max(1, n), Delivery::sum);
            if (before == 0 && !isDone.get()) {
                try {
                    executor.execute(this::deliver);
                } catch (RejectedExecutionException e) {
                    end(e);
                }
            }
        }

        private static long sum(long a, long b) {
            return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
        }

        private void deliver() {
            try {
                do {
                    Optional<WatchEvent> event = watch.next(Watch.ALWAYS);
                    if (isDone.get()) {
                        return;
                    }
                    if (event.isEmpty()) {
                        end(misuse);
                        return;
                    }
                    subscriber.onNext(event.get());
                } while (demand.accumulateAndGet(1, (now, one) -> now == Long.MAX_VALUE ? now : now - one) > 0);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                end(e);
            } catch (RuntimeException | Error e) {
                end(e);
            }
        }

        private void end(@Nullable Throwable failure) {
            if (isDone.compareAndSet(false, true)) {
                watch.close();
                if (failure == null) {
                    subscriber.onComplete();
                } else {
                    subscriber.onError(failure);
                }
            }
        }

        @Override
        public void cancel() {
            isDone.set(true);
            watch.close();
        }
    }
}
