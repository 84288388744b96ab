package io.github.ossec4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An answer is shared by those who ask meanwhile, and never older than a question. */
@Timeout(60)
class SharedReadingsTest {
    @Test
    void whoAsksDuringAReadingSharesTheNextOne() {
        var pending = new ArrayDeque<Runnable>();
        List<String> readings = new ArrayList<>();
        var self = new ArrayList<SharedReadings<String, Integer>>();
        self.add(new SharedReadings<>(pending::add, (question, reading) -> {
            readings.add(question + reading.askers());
            if (readings.size() == 1) {
                self.get(0).ask("a", 2);
                self.get(0).ask("a", 3);
                self.get(0).ask("b", 9);
                reading.done();
                self.get(0).ask("a", 4);
            }
        }));
        self.get(0).ask("a", 1);
        assertThat(readings).containsExactly("a[1]", "b[9]");
        while (!pending.isEmpty()) {
            pending.remove().run();
        }
        assertThat(readings).containsExactly("a[1]", "b[9]", "a[2, 3, 4]");
        self.get(0).ask("a", 5);
        assertThat(readings).last().isEqualTo("a[5]");
    }

    @Test
    void failingReadingsDoNotBlockTheQuestion() {
        var readings = new AtomicInteger();
        var shared = new SharedReadings<String, Integer>(Runnable::run, (question, reading) -> {
            if (readings.incrementAndGet() == 1) {
                throw new IllegalStateException("first");
            }
        });
        org.assertj.core.api.Assertions.assertThatIllegalStateException().isThrownBy(() -> shared.ask("a", 1));
        shared.ask("a", 2);
        assertThat(readings).hasValue(2);
    }

    /** The time of each answer lies after its question, while many ask at once. */
    @Test
    void noAnswerIsOlderThanItsQuestion() throws InterruptedException {
        var clock = new AtomicLong();
        var tooOld = ConcurrentHashMap.<Long>newKeySet();
        var threads = Executors.newFixedThreadPool(8);
        int askers = 20_000;
        var answered = new CountDownLatch(askers);
        var readings = new AtomicInteger();
        var shared = new SharedReadings<String, Long>(threads, (question, reading) -> {
            readings.incrementAndGet();
            long read = clock.incrementAndGet();
            reading.done();
            for (long asked : reading.askers()) {
                if (asked >= read) {
                    tooOld.add(asked);
                }
                answered.countDown();
            }
        });
        for (int i = 0; i < askers; i++) {
            threads.execute(() -> shared.ask("a", clock.incrementAndGet()));
        }
        answered.await();
        threads.shutdown();
        assertThat(tooOld).isEmpty();
        assertThat(readings.get()).isLessThanOrEqualTo(askers);
    }
}
