package io.github.ossec4j.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.api.Report.Ranking;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrequenciesTest {
    private static Frequencies<String> counting(int capacity) {
        return new Frequencies<>(capacity, Comparator.<String>naturalOrder());
    }

    private static List<String> shown(Ranking<Frequencies.Count<String>> ranking) {
        return ranking.top().stream()
                .map(count -> count.key() + " " + count.times() + " in " + count.agents() + " " + count.example())
                .toList();
    }

    @Test
    void rankedByFrequencyThenKey() {
        Frequencies<String> counts = counting(10);
        for (String key : List.of("b", "c", "a", "c")) {
            counts.add(key, 1);
        }
        Ranking<Frequencies.Count<String>> ranking = counts.ranking(2);
        assertThat(shown(ranking)).containsExactly("c 2 in 1 ", "a 1 in 1 ");
        assertThat(ranking.more()).isEqualTo(1);
        assertThat(ranking.isExact()).isTrue();
    }

    @Test
    void agentsCountOnceEach() {
        Frequencies<String> counts = counting(10);
        counts.add("a", 1, "second");
        counts.add("a", 1, "third");
        counts.add("a", 2, "first");
        Frequencies<String> others = counting(10);
        others.add("a", 3, "fourth");
        others.add("b", 3);
        counts.addAll(others);
        assertThat(shown(counts.ranking(9))).containsExactly("a 4 in 3 first", "b 1 in 1 ");
    }

    @Test
    void rareKeysGiveWayToFrequentOnes() {
        Frequencies<String> counts = counting(8);
        var random = new Random(3);
        for (int i = 0; i < 10_000; i++) {
            counts.add(i % 3 == 0 ? "frequent" : "rare " + random.nextInt(), i);
        }
        Ranking<Frequencies.Count<String>> ranking = counts.ranking(1);
        assertThat(shown(ranking)).containsExactly("frequent 3334 in 3334 ");
        assertThat(ranking.more()).isLessThan(16);
        assertThat(ranking.isExact()).isFalse();
    }
}
