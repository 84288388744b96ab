package io.github.ossec4j.agentless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.ossec4j.agentless.state.StateStore;
import io.github.ossec4j.io.control.DaemonUnreachableException;
import io.github.ossec4j.model.conf.AgentlessEntry;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(60)
class AgentlessMonitorTest {
    @TempDir
    Path home;

    private final Recording seen = new Recording();

    @BeforeEach
    void makesHome() throws IOException {
        Files.createDirectories(home.resolve("agentless"));
    }

    private void script(String name, String line) throws IOException {
        Path script = home.resolve("agentless").resolve(name);
        Files.writeString(script, "#!/bin/sh\nif [ \"$1\" = test ]; then exit 0; fi\n" + line + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static AgentlessEntry entry(String type, String... hosts) {
        AgentlessEntry.Builder entry = AgentlessEntry.builder(type, hosts[0])
                .frequency(Duration.ofHours(1))
                .states(AgentlessEntry.State.PERIODIC_DIFF);
        Stream.of(hosts).skip(1).forEach(entry::host);
        return entry.build();
    }

    private AgentlessMonitor.Builder monitor(AgentlessEntry... entries) {
        return AgentlessMonitor.builder(home).entries(List.of(entries)).listener(seen);
    }

    private List<AgentlessResult> once(AgentlessMonitor.Builder builder) throws InterruptedException {
        try (AgentlessMonitor monitor = builder.build()) {
            return monitor.runOnce();
        }
    }

    @Test
    void onceRunsEachHostAndTellsWhatHappened() throws Exception {
        script("check", "echo INFO: hello; echo LOG: from $1");
        try (var queue = TestQueue.at(home)) {
            List<AgentlessResult> results =
                    once(monitor(entry("check", "u@a", "u@b")).sink(AnalysisQueue.at(home)));
            assertThat(results).hasSize(2).allMatch(AgentlessResult::isSuccess);
            assertThat(queue.next(2))
                    .containsExactlyInAnyOrder("1:(check) u@a->syscheck:from u@a", "1:(check) u@b->syscheck:from u@b");
        }
        assertThat(seen.of("u@a")).containsExactly("Started", "Info", "Sent", "Log", "finished");
        assertThat(seen.all).contains("tested check");
    }

    @Test
    void failingTestSkipsItsEntriesOnly() throws Exception {
        script("check", "echo LOG: x");
        script("broken", "");
        Files.writeString(home.resolve("agentless/broken"), "#!/bin/sh\nexit 3\n");
        List<AgentlessResult> results =
                once(monitor(entry("broken", "u@a"), entry("gone", "u@b"), entry("check", "u@c")));
        assertThat(results)
                .extracting(result ->
                        result.host() + " " + result.outcome().getClass().getSimpleName())
                .containsExactlyInAnyOrder("u@a Skipped", "u@b Skipped", "u@c Finished");
        assertThat(results)
                .extracting(AgentlessResult::message)
                .anyMatch(text -> text.startsWith("(broken) u@a was skipped") && text.contains("exit code 3"))
                .anyMatch(text -> text.contains("neither a script nor a check over SSH"));
    }

    @Test
    void hostThatCannotBeRunIsRefusedAndTheOthersGoOn() throws Exception {
        script("check", "echo LOG: x");
        List<AgentlessResult> results = once(monitor(entry("check", "u@a/b", "u@c"), entry("../bin/x", "u@d")));
        assertThat(results)
                .extracting(result ->
                        result.host() + " " + result.outcome().getClass().getSimpleName())
                .containsExactly("u@a/b Refused", "u@d Refused", "u@c Finished");
        assertThat(results.get(0).message()).contains("(check) u@a/b was refused", "slash");
    }

    /** Such a name cannot be part of a message, so all that the check finds would be lost. */
    @ParameterizedTest
    @ValueSource(strings = {"u@a\tb", "u@a\u001b", "u@a->b:c"})
    void hostThatCannotBePartOfAMessageIsRefused(String host) {
        try (AgentlessMonitor monitor = monitor(entry("check", host)).build()) {
            assertThat(monitor.checks()).isEmpty();
            assertThat(monitor.refused())
                    .singleElement()
                    .satisfies(result -> assertThat(result.message()).contains("was refused", "part of a message"));
        }
    }

    @Test
    void argumentsThatDoNotEndAreRefused() throws Exception {
        script("check", "");
        AgentlessEntry entry =
                AgentlessEntry.builder("check", "u@a").arguments("'open").build();
        assertThat(once(monitor(entry)))
                .singleElement()
                .satisfies(result -> assertThat(result.message()).contains("(check) u@a was refused", "single quote"));
    }

    @Test
    void entryThatOnlyStaysConnectedNeverRuns() throws Exception {
        AgentlessEntry entry = AgentlessEntry.builder("check", "u@a")
                .states(AgentlessEntry.State.STAY_CONNECTED)
                .build();
        assertThat(once(monitor(entry))).isEmpty();
        assertThat(seen.all).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "head -c 100000 /dev/urandom",
                "echo STORE: now; head -c 100000 /dev/urandom; exit 1",
                "head -c 3000000 /dev/zero | tr '\\0' x",
                "exit 0",
                "printf '\\0\\0\\0'",
            })
    void oddOutputDisturbsNobody(String line) throws Exception {
        script("odd", line);
        script("check", "echo LOG: x");
        List<AgentlessResult> results = once(monitor(entry("odd", "u@a"), entry("check", "u@b")));
        assertThat(results).hasSize(2).allMatch(AgentlessResult::isSuccess);
    }

    @Test
    void lineWithoutEndAndSilenceAreErrorsThatNameTheEntry() throws Exception {
        script("long", "echo STORE: now; tr '\\0' x < /dev/zero");
        script("hang", "echo STORE: now; sleep 100");
        script("check", "echo STORE: now; echo x");
        Path state = Files.createDirectories(home.resolve("queue/diff/u@a->long"));
        Files.writeString(state.resolve("last-entry"), "before\n");
        var limits = ScriptLimits.DEFAULT
                .withMaxLineBytes(1 << 20)
                .withIdleTimeout(Duration.ofMillis(300))
                .withGrace(Duration.ofMillis(100));
        List<AgentlessResult> results = once(monitor(entry("long", "u@a"), entry("hang", "u@b"), entry("check", "u@c"))
                .options(AgentlessOptions.builder().limits(limits).build()));
        assertThat(results)
                .extracting(result -> result.host() + " " + result.isSuccess())
                .containsExactlyInAnyOrder("u@a false", "u@b false", "u@c true");
        assertThat(results)
                .extracting(AgentlessResult::message)
                .anyMatch(text -> text.startsWith("(long) u@a was killed because its output"))
                .anyMatch(text -> text.startsWith("(hang) u@b was killed after printing nothing"));
        assertThat(state.resolve("last-entry")).hasContent("before\n");
        assertThat(state.resolve("new-entry")).doesNotExist();
    }

    @Test
    void deadQueueBreaksTheRunAndKeepsTheState() throws Exception {
        script("check", "echo STORE: now; echo new");
        Path state = Files.createDirectories(home.resolve("queue/diff/u@a->check"));
        Files.writeString(state.resolve("last-entry"), "old\n");
        List<AgentlessResult> results =
                once(monitor(entry("check", "u@a")).sink(AnalysisQueue.at(home).withWaitForDaemon(Duration.ZERO)));
        assertThat(results).singleElement().satisfies(result -> {
            assertThat(result.outcome())
                    .isInstanceOfSatisfying(
                            AgentlessOutcome.GivenUp.class,
                            given -> assertThat(given.cause()).isInstanceOf(DaemonUnreachableException.class));
            assertThat(result.message()).contains("(check) u@a", "queue/ossec/queue");
        });
        assertThat(state.resolve("last-entry")).hasContent("old\n");
    }

    @Test
    void fullDiskKeepsTheStoredState() throws Exception {
        var small = Configuration.unix().toBuilder().setMaxSize(200_000).build();
        try (var files = Jimfs.newFileSystem(small)) {
            var store = StateStore.at(files.getPath("/home"), Clock.systemUTC(), OptionalInt.empty(), 1 << 20);
            try (var section = store.open("h->t")) {
                section.line("old".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                section.compare();
                section.commit();
            }
            try (var section = store.open("h->t")) {
                byte[] line = new byte[50_000];
                org.assertj.core.api.Assertions.assertThatIOException().isThrownBy(() -> {
                    for (int i = 0; i < 10; i++) {
                        section.line(line);
                    }
                    section.compare();
                });
            }
            Path directory = files.getPath("/home/queue/diff/h->t");
            assertThat(Files.readString(directory.resolve("last-entry"))).isEqualTo("old\n");
            assertThat(directory.resolve("new-entry")).doesNotExist();
        }
    }

    @Test
    void stateThatCannotBeWrittenIsAFailureOfThatEntry() throws Exception {
        script("check", "echo STORE: now; echo x");
        Files.createDirectories(home.resolve("queue/diff"));
        Files.writeString(home.resolve("queue/diff/u@a->check"), "in the way");
        List<AgentlessResult> results = once(monitor(entry("check", "u@a", "u@b")));
        assertThat(results)
                .extracting(result -> result.host() + " " + result.isSuccess())
                .containsExactlyInAnyOrder("u@a false", "u@b true");
    }

    @Test
    void noMoreRunAtATimeThanAllowedAndOnePerHost() throws Exception {
        script("check", "sleep 0.05");
        script("other", "sleep 0.05");
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        Set<String> addresses = Collections.synchronizedSet(new java.util.HashSet<>());
        var listener = new AgentlessListener() {
            @Override
            public void event(AgentlessCheck check, AgentlessEvent event) {
                if (event instanceof AgentlessEvent.Started) {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    if (!addresses.add(check.address())) {
                        throw new IllegalStateException("twice at a time: " + check.address());
                    }
                }
            }

            @Override
            public void finished(AgentlessResult result) {
                addresses.remove(result.host().substring(2));
                running.decrementAndGet();
            }
        };
        String[] hosts = new String[20];
        for (int i = 0; i < hosts.length; i++) {
            hosts[i] = "u@h" + i;
        }
        List<AgentlessResult> results = once(monitor(entry("check", hosts), entry("other", hosts))
                .listener(listener)
                .maxConcurrent(4));
        assertThat(results).hasSize(40).allMatch(AgentlessResult::isSuccess);
        assertThat(most).hasValue(4);
    }

    @Test
    void runsAgainWhenTheFrequencyHasPassed() throws Exception {
        script("check", "echo LOG: x");
        var time = new AtomicLong();
        try (AgentlessMonitor monitor =
                monitor(entry("check", "u@a")).ticker(time::get).build()) {
            monitor.start();
            assertThat(seen.ended.take().isSuccess()).isTrue();
            assertThatIllegalStateException().isThrownBy(monitor::start);
            for (int i = 0; i < 3; i++) {
                time.addAndGet(Duration.ofHours(1).toNanos());
                // The end is reported before the next run is planned, so one check may come too early.
                AgentlessResult result = null;
                while (result == null) {
                    monitor.wake();
                    result = seen.ended.poll(10, TimeUnit.MILLISECONDS);
                }
                assertThat(result.isSuccess()).isTrue();
            }
        }
        assertThat(seen.all.stream().filter("tested check"::equals)).hasSize(1);
    }

    @Test
    void closingWaitsForRunningChecks() throws Exception {
        script("check", "echo INFO: on; sleep 0.3; echo LOG: x");
        AgentlessMonitor monitor = monitor(entry("check", "u@a")).build();
        monitor.start();
        seen.infos.take();
        monitor.close();
        assertThat(seen.ended.poll()).isNotNull().matches(AgentlessResult::isSuccess);
    }

    @Test
    void waitingEndsWithTheMonitor() throws Exception {
        script("check", "echo INFO: on; sleep 0.2");
        AgentlessMonitor monitor = monitor(entry("check", "u@a")).build();
        monitor.start();
        seen.infos.take();
        assertThat(monitor.awaitTermination(Duration.ofMillis(1))).isFalse();
        var closing = new Thread(monitor::close);
        closing.start();
        assertThat(monitor.awaitTermination(Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
        assertThat(seen.ended.poll()).isNotNull().matches(AgentlessResult::isSuccess);
        closing.join();
    }

    @Test
    void closingEndsWhatTakesTooLong() throws Exception {
        script("check", "echo $$ > pid; echo INFO: on; sleep 100");
        AgentlessMonitor monitor =
                monitor(entry("check", "u@a")).stopTimeout(Duration.ZERO).build();
        monitor.start();
        seen.infos.take();
        monitor.close();
        assertThat(seen.ended.poll())
                .isNotNull()
                .satisfies(result -> assertThat(result.message()).endsWith("was stopped"));
        long pid = Long.parseLong(Files.readString(home.resolve("pid")).strip());
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        if (process.isPresent()) {
            process.get().onExit().get(10, TimeUnit.SECONDS);
        }
        assertThatIllegalStateException().isThrownBy(monitor::start);
    }

    @Test
    void executorOfTheCallerIsUsedAndMayRefuse() throws Exception {
        script("check", "echo LOG: x");
        assertThat(once(monitor(entry("check", "u@a", "u@b")).executor(Runnable::run)))
                .hasSize(2)
                .allMatch(AgentlessResult::isSuccess);
        assertThat(once(monitor(entry("check", "u@a")).executor(task -> {
                    throw new RejectedExecutionException("full");
                })))
                .singleElement()
                .satisfies(result -> assertThat(result.outcome()).isInstanceOf(AgentlessOutcome.Skipped.class));
    }

    @Test
    void executorWithoutThreadsForOneTaskIsAskedForTheOthers() throws Exception {
        script("check", "echo LOG: x");
        var asked = new AtomicInteger();
        assertThat(once(monitor(entry("check", "u@a", "u@b")).executor(task -> {
                    if (asked.incrementAndGet() == 2) { // the first one is the test of the script
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    task.run();
                })))
                .extracting(AgentlessResult::isSuccess)
                .containsExactlyInAnyOrder(false, true);
    }

    @Test
    void listenerThatThrowsAboutARefusedHostDoesNotKeepTheOthersFromRunning() throws Exception {
        script("check", "echo LOG: x");
        var listener = new AgentlessListener() {
            @Override
            public void event(AgentlessCheck check, AgentlessEvent event) {}

            @Override
            public void finished(AgentlessResult result) {
                if (result.outcome() instanceof AgentlessOutcome.Refused) {
                    throw new IllegalStateException("no");
                }
            }
        };
        AgentlessMonitor.Builder builder =
                monitor(entry("check", "u@a/b", "u@c")).listener(listener);
        assertThat(once(builder)).extracting(AgentlessResult::isSuccess).containsExactly(false, true);
    }

    @Test
    void listenerThatThrowsStopsNothingButItsCheck() throws Exception {
        script("check", "echo LOG: x");
        var listener = new AgentlessListener() {
            @Override
            public void event(AgentlessCheck check, AgentlessEvent event) {
                if (check.host().equals("u@a")) {
                    throw new IllegalStateException("no");
                }
            }
        };
        assertThat(once(monitor(entry("check", "u@a", "u@b")).listener(listener)))
                .extracting(result -> result.host() + " " + result.isSuccess())
                .containsExactlyInAnyOrder("u@a false", "u@b true");
    }

    @Test
    void interruptEndsARoundOfOne() throws Exception {
        script("check", "echo INFO: on; sleep 100");
        var interrupted = new CountDownLatch(1);
        try (AgentlessMonitor monitor = monitor(entry("check", "u@a")).build()) {
            var thread = new Thread(() -> {
                try {
                    monitor.runOnce();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                }
            });
            thread.start();
            seen.infos.take();
            thread.interrupt();
            assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void recordGoesOnAfterADiskThatWasFull() throws Exception {
        var failing = new AtomicInteger(1);
        var written = new ByteArrayOutputStream();
        var disk = new FilterOutputStream(written) {
            @Override
            public void write(byte[] bytes) throws IOException {
                if (failing.getAndDecrement() == 0) {
                    super.write(bytes, 0, bytes.length / 2);
                    throw new IOException("No space left on device");
                }
                super.write(bytes);
            }
        };
        var failures = new ArrayList<IOException>();
        var recorder = new JsonLinesRecorder(disk, Clock.systemUTC(), failures::add);
        for (int i = 0; i < 4; i++) {
            recorder.tested("type-" + i, new AgentlessOutcome.Finished(0));
        }

        assertThat(failures).hasSize(1);
        assertThatThrownBy(recorder::close).hasMessage("No space left on device");
        List<String> lines = written.toString(StandardCharsets.US_ASCII).lines().toList();
        assertThat(lines).hasSize(4);
        for (int i : List.of(0, 2, 3)) {
            assertThat(new JsonMapper().readTree(lines.get(i)).get("type").asString())
                    .isEqualTo("type-" + i);
        }
    }

    @Test
    void recordHasOneJsonObjectPerLine() throws Exception {
        script(
                "check",
                "printf 'INFO: \"\\\\\\t\\001\\303\\251\\377\\n'; echo 'FWD: 5:644:0:0:xxx:xxx /a b'; echo STORE: now; cat text");
        Path file = home.resolve("record");
        for (String text : List.of("one\n", "two\n")) {
            Files.writeString(home.resolve("text"), text);
            try (var recorder = JsonLinesRecorder.append(file)) {
                once(monitor(entry("check", "u@a"), entry("gone", "u@b")).listener(recorder));
            }
        }
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            lines.add(new JsonMapper().readTree(line));
        }
        assertThat(lines.stream().map(line -> line.get("event").asString()))
                .contains("test", "start", "info", "message", "changed", "finish");
        assertThat(lines).allMatch(line -> line.has("time") && line.has("type"));
        assertThat(lines)
                .filteredOn(line -> line.get("event").asString().equals("info"))
                .allSatisfy(line -> assertThat(line.get("text").asString()).isEqualTo("\"\\\t\1\u00e9\udcff"));
        assertThat(lines).filteredOn(line -> line.has("file")).hasSize(2).allSatisfy(line -> {
            assertThat(line.get("kind").asString()).isEqualTo("syscheck");
            assertThat(line.get("location").asString()).isEqualTo("(check) u@a->syscheck");
            assertThat(line.get("text").asString()).isEqualTo("5:644:0:0:xxx:xxx /a b");
            assertThat(line.get("file").get("path").asString()).isEqualTo("/a b");
            assertThat(line.get("file").get("mode").asString()).isEqualTo("644");
        });
        assertThat(lines)
                .filteredOn(line -> line.get("event").asString().equals("finish"))
                .extracting(line ->
                        line.get("host").asString() + " " + line.get("success").asBoolean() + " "
                                + line.path("state").asString(""))
                .containsExactlyInAnyOrder("u@a true first", "u@b false ", "u@a true changed", "u@b false ");
    }

    /** Records the calls. */
    private static final class Recording implements AgentlessListener {
        final List<String> all = Collections.synchronizedList(new ArrayList<>());
        final BlockingQueue<AgentlessResult> ended = new LinkedBlockingQueue<>();
        final BlockingQueue<String> infos = new LinkedBlockingQueue<>();

        List<String> of(String host) {
            return all.stream()
                    .filter(each -> each.startsWith(host + " "))
                    .map(each -> each.substring(host.length() + 1))
                    .toList();
        }

        @Override
        public void tested(String type, AgentlessOutcome outcome) {
            all.add("tested " + type);
        }

        @Override
        public void event(AgentlessCheck check, AgentlessEvent event) {
            all.add(check.host() + " " + event.getClass().getSimpleName());
            if (event instanceof AgentlessEvent.Info) {
                infos.add(check.host());
            }
        }

        @Override
        public void finished(AgentlessResult result) {
            all.add(result.host() + " finished");
            ended.add(result);
        }
    }
}
