package io.github.ossec4j.api;

import io.github.ossec4j.api.Report.Ranking;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts how often keys occur, and in how many agents, with a bounded number of counters: exactly as long as there are
 * fewer different keys; when there are twice as many, the rarer half is dropped, as whoever sends ever different keys
 * must not fill the memory. One thread at a time.
 *
 * @param <K> the type of the keys
 */
final class Frequencies<K> {
    /** A few megabytes with long paths. */
    static final int CAPACITY = 1 << 13;

    /** How often a key occurs. */
    static final class Count<K> {
        private final K key;
        private long times;
        private int agents;
        private int lastAgent = -1;
        private @Nullable String example;

        Count(K key) {
            this.key = key;
        }

        K key() {
            return key;
        }

        long times() {
            return times;
        }

        int agents() {
            return agents;
        }

        /** The first example in the order of text, or nothing. */
        String example() {
            return example == null ? "" : example;
        }

        private void exemplify(@Nullable String other) {
            if (other != null && (example == null || other.compareTo(example) < 0)) {
                example = other;
            }
        }
    }

    private final int capacity;
    private final Comparator<Count<K>> order;
    private final Map<K, Count<K>> counts = new HashMap<>();
    private boolean isExact = true;

    /** @param keys the order of keys that are equally frequent */
    Frequencies(int capacity, Comparator<K> keys) {
        this.capacity = capacity;
        this.order = Comparator.<Count<K>>comparingLong(Count::times).reversed().thenComparing(Count::key, keys);
    }

    /** Counts a key of an agent; all keys of an agent are counted one after the other. */
    void add(K key, int agent) {
        add(key, agent, null);
    }

    /** Counts a key of an agent, with an example. */
    void add(K key, int agent, @Nullable String example) {
        Count<K> count = of(key);
        count.times++;
        if (count.lastAgent != agent) {
            count.lastAgent = agent;
            count.agents++;
        }
        count.exemplify(example);
    }

    /** Adds what was counted of other agents. */
    void addAll(Frequencies<K> others) {
        for (Count<K> other : others.counts.values()) {
            Count<K> count = of(other.key);
            count.times += other.times;
            count.agents += other.agents;
            count.exemplify(other.example);
        }
        isExact &= others.isExact;
    }

    private Count<K> of(K key) {
        Count<K> count = counts.get(key);
        if (count == null) {
            if (counts.size() == 2 * capacity) {
                dropRarest();
            }
            count = new Count<>(key);
            counts.put(key, count);
        }
        return count;
    }

    private void dropRarest() {
        List<Count<K>> all = sorted();
        for (Count<K> rare : all.subList(capacity, all.size())) {
            counts.remove(rare.key);
        }
        isExact = false;
    }

    private List<Count<K>> sorted() {
        var all = new ArrayList<>(counts.values());
        all.sort(order);
        return all;
    }

    /** The most frequent keys. */
    Ranking<Count<K>> ranking(int most) {
        List<Count<K>> all = sorted();
        int shown = Math.min(most, all.size());
        return new Ranking<>(all.subList(0, shown), all.size() - shown, isExact);
    }
}
