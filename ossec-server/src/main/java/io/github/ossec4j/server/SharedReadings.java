package io.github.ossec4j.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;

/**
 * Lets those who ask the same question at the same time share an answer, which is never older than any of their questions.
 *
 * <p>One reading per question runs at a time. Whoever asks meanwhile waits for the next one, which begins when it has ended:
 * so it begins after all who share it have asked.
 *
 * <p>Safe to share.
 *
 * @param <K> what makes two questions the same
 * @param <A> who asks
 */
final class SharedReadings<K, A> {
    private final Executor executor;
    private final BiConsumer<K, Reading<A>> reader;
    private final Map<K, List<A>> waiting = new HashMap<>();

    /**
     * Readings are made by {@code reader}: it reads, calls {@link Reading#done()} as soon as it has read, and answers all
     * who asked.
     */
    SharedReadings(Executor executor, BiConsumer<K, Reading<A>> reader) {
        this.executor = executor;
        this.reader = reader;
    }

    /** Those who share a reading. */
    static final class Reading<A> {
        private final List<A> askers;
        private final Runnable next;
        private boolean isDone;

        Reading(List<A> askers, Runnable next) {
            this.askers = askers;
            this.next = next;
        }

        List<A> askers() {
            return askers;
        }

        /** Lets the next reading begin; only the first call counts. */
        void done() {
            if (!isDone) {
                isDone = true;
                next.run();
            }
        }
    }

    /** Reads in this thread, unless the same is being read now: then the next reading will answer. */
    void ask(K question, A asker) {
        synchronized (waiting) {
            List<A> others = waiting.get(question);
            if (others != null) {
                others.add(asker);
                return;
            }
            waiting.put(question, new ArrayList<>());
        }
        read(question, List.of(asker));
    }

    private void read(K question, List<A> askers) {
        var reading = new Reading<>(askers, () -> next(question));
        try {
            reader.accept(question, reading);
        } finally {
            reading.done();
        }
    }

    private void next(K question) {
        synchronized (waiting) {
            List<A> askers = waiting.get(question);
            if (askers == null || askers.isEmpty()) {
                waiting.remove(question);
                return;
            }
        }
        try {
            executor.execute(() -> read(question, taken(question)));
        } catch (RejectedExecutionException e) {
            read(question, taken(question)); // the server is stopping: they are answered all the same
        }
    }

    /** Who has asked until now; who asks from now on has to wait again. */
    private List<A> taken(K question) {
        synchronized (waiting) {
            List<A> askers = waiting.put(question, new ArrayList<>());
            return askers == null ? List.of() : askers;
        }
    }
}
