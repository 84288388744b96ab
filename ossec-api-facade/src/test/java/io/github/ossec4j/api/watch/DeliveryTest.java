package io.github.ossec4j.api.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ossec4j.fixtures.OssecHomeFixture;
import io.github.ossec4j.io.OssecHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The ways to take events: iterator, listener, publisher. */
@Timeout(60)
class DeliveryTest {
    @TempDir
    Path directory;

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private OssecHome home = OssecHome.at(Path.of(""));
    private int written;

    @BeforeEach
    void write() throws IOException {
        home = OssecHomeFixture.builder(Instant.now()).writeTo(directory);
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private void record(int records) throws IOException {
        var text = new StringBuilder();
        for (int i = 0; i < records; i++) {
            text.append("+++1:33188:0:0:xxx:xxx !1700000000 /")
                    .append(written++)
                    .append('\n');
        }
        Files.writeString(home.managerSyscheck(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String path(WatchEvent event) {
        return ((WatchEvent.FileChanged) event).change().path().display();
    }

    private Watch start() {
        return Watch.of(home).integrity().start();
    }

    @Test
    void theIteratorWaitsForEventsAndEndsWhenTheWatchIsClosed() throws Exception {
        Watch watch = start();
        record(1);
        Iterator<WatchEvent> events = watch.iterator();
        assertThat(path(events.next())).isEqualTo("/0");
        var waiting = CompletableFuture.supplyAsync(events::hasNext, threads);
        watch.close();
        assertThat(waiting.get()).isFalse();
        assertThatThrownBy(events::next).isInstanceOf(java.util.NoSuchElementException.class);
        assertThat(watch.next(Duration.ZERO)).isEmpty();
    }

    @Test
    void aThreadThatIsInterruptedEndsItsIteration() throws Exception {
        try (Watch watch = start()) {
            var result = new CompletableFuture<Boolean>();
            Thread thread = new Thread(() -> {
                boolean has = watch.iterator().hasNext();
                result.complete(has || !Thread.currentThread().isInterrupted());
            });
            thread.start();
            thread.interrupt();
            assertThat(result.get()).isFalse();
            thread.join();
        }
    }

    @Test
    void aListenerGetsEventsUntilTheEnd() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        Watch watch = start();
        CompletableFuture<Void> end =
                watch.listen(threads, event -> heard.add(path(event))).toCompletableFuture();
        record(2);
        assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo("/0");
        assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo("/1");
        assertThat(end).isNotDone();
        watch.close();
        end.get();
    }

    @Test
    void whatAListenerThrowsEndsTheListening() throws Exception {
        try (Watch watch = start()) {
            var end = watch.listen(threads, event -> {
                throw new IllegalStateException("full");
            });
            record(1);
            assertThatThrownBy(() -> end.toCompletableFuture().join())
                    .isInstanceOf(CompletionException.class)
                    .hasMessageContaining("full");
        }
    }

    /** Records the reports. */
    private static final class Reader implements Flow.Subscriber<WatchEvent> {
        private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

        @Override
        public void onSubscribe(Flow.Subscription newSubscription) {
            subscription.complete(newSubscription);
        }

        @Override
        public void onNext(WatchEvent event) {
            heard.add(path(event));
        }

        @Override
        public void onError(Throwable failure) {
            heard.add("error " + failure.getMessage());
        }

        @Override
        public void onComplete() {
            heard.add("complete");
        }

        private String next() throws InterruptedException {
            return String.valueOf(heard.poll(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void aSubscriberGetsAsManyEventsAsItRequests() throws Exception {
        Watch watch = start();
        Flow.Publisher<WatchEvent> publisher = watch.publisher(threads);
        var reader = new Reader();
        publisher.subscribe(reader);
        record(5);
        Flow.Subscription subscription = reader.subscription.get();
        subscription.request(2);
        assertThat(List.of(reader.next(), reader.next())).containsExactly("/0", "/1");
        threads.submit(() -> {}).get();
        assertThat(reader.heard).isEmpty();
        subscription.request(1);
        assertThat(reader.next()).isEqualTo("/2");
        subscription.request(Long.MAX_VALUE);
        assertThat(List.of(reader.next(), reader.next())).containsExactly("/3", "/4");

        var second = new Reader();
        publisher.subscribe(second);
        assertThat(second.next()).startsWith("error the events of a watch have one subscriber");
        watch.close();
        assertThat(reader.next()).isEqualTo("complete");
    }

    @Test
    void cancellingEndsTheWatchSilently() throws Exception {
        try (Watch watch = start()) {
            var reader = new Reader();
            watch.publisher(threads).subscribe(reader);
            reader.subscription.get().request(10);
            reader.subscription.get().cancel();
            threads.shutdown();
            assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
            assertThat(reader.heard).isEmpty();
        }
    }

    @Test
    void aRequestForNothingIsAnError() throws Exception {
        try (Watch watch = start()) {
            var reader = new Reader();
            watch.publisher(threads).subscribe(reader);
            reader.subscription.get().request(0);
            assertThat(reader.next()).isEqualTo("error a request must be for 1 or more, was for 0");
        }
    }

    @Test
    void aWatchThatPollsFindsWhatOneWithNoticesFinds() throws Exception {
        try (Watch watch = Watch.of(home)
                .integrity()
                .sweepEvery(Duration.ofMillis(10))
                .pollEvery(Duration.ofMillis(10))
                .start()) {
            var found = new ArrayList<String>();
            record(3);
            while (found.size() < 3) {
                found.add(path(watch.next(Duration.ofSeconds(30)).orElseThrow()));
            }
            assertThat(found).containsExactly("/0", "/1", "/2");
        }
    }
}
