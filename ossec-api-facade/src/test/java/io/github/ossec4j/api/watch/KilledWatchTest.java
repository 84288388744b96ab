package io.github.ossec4j.api.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.api.watch.WatchEvent.Database;
import io.github.ossec4j.fixtures.FileState;
import io.github.ossec4j.fixtures.OssecHomeFixture;
import io.github.ossec4j.fixtures.SyscheckHistory;
import io.github.ossec4j.io.FilePosition;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.logs.DailyLog;
import io.github.ossec4j.model.AgentAddress;
import io.github.ossec4j.model.AgentId;
import io.github.ossec4j.model.syscheck.FileAttributes;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that watches is killed wherever it happens to be, and the next one goes on from the stored position, while a writer
 * does to the databases what the analysis daemon does. In full: 2,000 changes a second in 50 databases for about a minute,
 * and 50 kills.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(600)
class KilledWatchTest {
    private static final boolean IS_THOROUGH = Boolean.getBoolean("ossec4j.thorough");
    private static final int KILLS = IS_THOROUGH ? 50 : 3;
    private static final int AGENTS = IS_THOROUGH ? 50 : 12;
    private static final long MOST_NANOS = IS_THOROUGH ? 1_600_000_000L : 200_000_000L;
    private static final long NANOS_PER_CHANGE = 500_000;
    private static final int GENERATION = 1_000_000;
    private static final int ALERTS_PER_DAY = IS_THOROUGH ? 15_000 : 700;
    private static final String ALERTS = "alerts";
    private static final String INTEGRITY = "integrity";

    @TempDir
    Path directory;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private OssecHome home = OssecHome.at(Path.of(""));

    /** Prints what happens, and stores the position after what it has printed. */
    static final class Follower {
        private Follower() {}

        public static void main(String[] args) throws Exception {
            PositionFile stored = PositionFile.at(Path.of(args[1]));
            Watch.Builder options = watch(Path.of(args[0]), args[2]);
            stored.read().ifPresent(options::from);
            try (Watch watch = options.start();
                    OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out))) {
                stored.store(watch.position());
                while (true) {
                    Optional<WatchEvent> event = watch.next(Duration.ofDays(1));
                    for (int i = 0; i < 500 && event.isPresent(); i++) {
                        out.write((words(event.get()) + "\n").getBytes(StandardCharsets.US_ASCII));
                        event = watch.next(Duration.ZERO);
                    }
                    if (event.isPresent()) {
                        out.write((words(event.get()) + "\n").getBytes(StandardCharsets.US_ASCII));
                    }
                    out.flush();
                    stored.store(watch.position());
                }
            }
        }

        static Watch.Builder watch(Path home, String what) {
            Watch.Builder options = Ossec.open(home).watch();
            return what.equals(ALERTS) ? options.alerts() : options.integrity();
        }

        static String words(WatchEvent event) {
            if (event instanceof WatchEvent.AlertRaised raised) {
                return raised.alert().message().toString();
            }

            String what = event instanceof WatchEvent.FileChanged file
                    ? Long.toString(
                            file.change().after().map(FileAttributes::size).orElse(-1L))
                    : event.getClass().getSimpleName();
            return event.agent().number() + " " + what;
        }
    }

    /** A database, and where each of its records ends. */
    private static final class Written {
        private final Path file;
        private SyscheckHistory history = SyscheckHistory.of(Instant.now()).autoIgnore(false);
        private final List<Long> ends = new ArrayList<>();
        private int generation;
        private final List<Integer> counts = new ArrayList<>(List.of(0));

        Written(Path file) {
            this.file = file;
        }

        /** The serial number of a record is the size that it says. */
        void change(int path) throws IOException {
            int serial = counts.get(generation) + 1;
            counts.set(generation, serial);
            FileAttributes some = FileState.registryKey("").attributes();
            history.at(Instant.now())
                    .seen(
                            "/srv/" + generation + "/" + path,
                            FileState.of(new FileAttributes(
                                    (long) generation * GENERATION + serial,
                                    some.mode(),
                                    "0",
                                    "0",
                                    some.md5(),
                                    some.sha1(),
                                    Optional.empty(),
                                    Optional.empty())))
                    .appendTo(file);
            ends.add(Files.size(file));
        }

        void clear() throws IOException {
            Files.newByteChannel(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                    .close();
            history = SyscheckHistory.of(Instant.now()).autoIgnore(false);
            generation++;
            counts.add(0);
        }
    }

    /** Changes databases at a steady rate until it is stopped; sometimes it clears one, or removes an agent. */
    private final class Writer extends Thread {
        private final Map<Integer, Written> databases = new HashMap<>();
        private final Set<Integer> removed = new HashSet<>();
        private final boolean destroys;
        private final Random choice = new Random(seed + 1);
        private volatile boolean isDone;
        private volatile Optional<Exception> failure = Optional.empty();
        private int changes;
        private int clearings;

        Writer(boolean destroys) {
            this.destroys = destroys;
            for (int agent = 1; agent <= AGENTS; agent++) {
                databases.put(
                        agent,
                        new Written(home.syscheck("agent-" + agent, AgentAddress.ANY)
                                .orElseThrow()));
            }
        }

        @Override
        public void run() {
            try {
                long due = System.nanoTime();
                while (!isDone) {
                    List<Integer> living = new ArrayList<>(databases.keySet());
                    living.removeAll(removed);
                    int agent = living.get(choice.nextInt(living.size()));
                    Written database = Objects.requireNonNull(databases.get(agent));
                    database.change(choice.nextInt(30));
                    changes++;
                    if (destroys && choice.nextInt(400) == 0) {
                        database.clear();
                        clearings++;
                    }
                    if (destroys && choice.nextInt(4000) == 0 && removed.size() < AGENTS / 2) {
                        removed.add(agent);
                        Ossec.open(home).agents().remove(AgentId.of(agent));
                    }
                    due += NANOS_PER_CHANGE;
                    LockSupport.parkNanos(due - System.nanoTime());
                }
            } catch (IOException | RuntimeException e) {
                failure = Optional.of(e);
            }
        }

        void end() throws Exception {
            isDone = true;
            join();
            if (failure.isPresent()) {
                throw failure.get();
            }
        }
    }

    private Writer start(boolean destroys) throws IOException {
        OssecHomeFixture fixture = OssecHomeFixture.builder();
        for (int agent = 1; agent <= AGENTS; agent++) {
            fixture.agent("agent-" + agent);
        }
        home = fixture.writeTo(directory.resolve("home"));
        var writer = new Writer(destroys);
        try (Watch watch = Ossec.open(home).watch().integrity().start()) {
            PositionFile.at(position()).store(watch.position());
        }
        writer.start();
        return writer;
    }

    private Path position() {
        return directory.resolve("position");
    }

    private List<String> printedUntilKilled(String what) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Follower.class.getName(),
                        home.root().toString(),
                        position().toString(),
                        what)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var printed = new ArrayList<String>();
        try (BufferedReader reader = process.inputReader()) {
            String first = reader.readLine();
            if (first != null) {
                printed.add(first);
            }
            long end = System.nanoTime() + (long) (random.nextDouble() * MOST_NANOS);
            var text = new StringBuilder();
            while (System.nanoTime() < end) {
                if (reader.ready()) {
                    text.append((char) reader.read());
                } else {
                    LockSupport.parkNanos(1_000_000);
                }
            }
            process.toHandle().destroyForcibly(); // the process's own method would also drop what it has printed
            process.waitFor();
            for (int c = reader.read(); c >= 0; c = reader.read()) {
                text.append((char) c);
            }
            int whole = text.lastIndexOf("\n") + 1; // the last line may have been cut
            printed.addAll(text.substring(0, whole).lines().toList());
        }
        return printed;
    }

    private List<String> printedUntilNow(String what) {
        var printed = new ArrayList<String>();
        try (Watch watch = Follower.watch(home.root(), what)
                .from(PositionFile.at(position()).read().orElseThrow())
                .untilNow()
                .start()) {
            watch.forEach(event -> printed.add(Follower.words(event)));
        }
        return printed;
    }

    private static Map<Integer, List<String>> byAgent(List<String> printed) {
        var byAgent = new HashMap<Integer, List<String>>();
        for (String line : printed) {
            int blank = line.indexOf(' ');
            byAgent.computeIfAbsent(Integer.valueOf(line.substring(0, blank)), agent -> new ArrayList<>())
                    .add(line.substring(blank + 1));
        }
        return byAgent;
    }

    @Test
    void everyRecordIsDeliveredAndOnlyThoseAfterTheStoredPositionAgain(TestReporter reporter) throws Exception {
        Writer writer = start(false);
        long delivered = 0;
        Map<Integer, Long> stored = new HashMap<>(); // offsets, which are counted by the writer as well
        List<Map<Integer, Long>> positions = new ArrayList<>();
        List<Map<Integer, List<String>>> rounds = new ArrayList<>();
        Instant begin = Instant.now();
        for (int kill = 0; kill < KILLS; kill++) {
            positions.add(stored);
            rounds.add(byAgent(printedUntilKilled(INTEGRITY)));
            stored = offsets();
        }
        Duration time = Duration.between(begin, Instant.now());
        writer.end();
        positions.add(stored);
        rounds.add(byAgent(printedUntilNow(INTEGRITY)));
        for (int round = 0; round < rounds.size(); round++) {
            for (Map.Entry<Integer, Written> database : writer.databases.entrySet()) {
                int agent = database.getKey();
                List<Long> ends = database.getValue().ends;
                long from = positions.get(round).getOrDefault(agent, 0L);
                int first = (int) ends.stream().filter(end -> end <= from).count();
                List<String> lines = rounds.get(round).getOrDefault(agent, List.of());
                String about = "seed " + seed + ", round " + round + ", agent " + agent;
                assertThat(lines).as(about).hasSizeLessThanOrEqualTo(ends.size() - first);
                for (int i = 0; i < lines.size(); i++) {
                    assertThat(lines.get(i)).as(about).isEqualTo(Integer.toString(first + i + 1));
                }
                long next =
                        round + 1 < rounds.size() ? positions.get(round + 1).getOrDefault(agent, 0L) : Long.MAX_VALUE;
                assertThat(first + lines.size())
                        .as(about + ": all up to the next position")
                        .isGreaterThanOrEqualTo(
                                (int) ends.stream().filter(end -> end <= next).count());
                delivered += lines.size();
            }
        }
        reporter.publishEntry(
                "figures",
                writer.changes + " changes, " + delivered + " events, " + (delivered - writer.changes)
                        + " of them again, in " + time.toMillis() + " ms with " + KILLS + " kills");
    }

    private Map<Integer, Long> offsets() {
        var offsets = new HashMap<Integer, Long>();
        Places.parse(PositionFile.at(position()).read().orElseThrow())
                .agents()
                .forEach((agent, place) ->
                        offsets.put(agent, place.of(Database.SYSCHECK).offset()));
        return offsets;
    }

    /** Alerts: where each ends, in the order in which they were written; the day changes, and the one before is compressed. */
    private final class AlertWriter extends Thread {
        private final LocalDate first = LocalDate.now(ZoneOffset.UTC).minusDays(9);

        private final List<LogPlace> ends = new ArrayList<>();
        private volatile boolean isDone;
        private volatile Optional<Exception> failure = Optional.empty();

        @Override
        public void run() {
            try {
                LocalDate day = first;
                long end = 0;
                for (long due = System.nanoTime(); !isDone; due += NANOS_PER_CHANGE) {
                    if (ends.size() % ALERTS_PER_DAY == ALERTS_PER_DAY - 1 && day.isBefore(first.plusDays(9))) {
                        Path before = DailyLog.ALERTS.file(home, day);
                        day = day.plusDays(1);
                        end = write(day, 0);
                        try (OutputStream out = new GZIPOutputStream(
                                Files.newOutputStream(DailyLog.ALERTS.compressed(home, day.minusDays(1))))) {
                            Files.copy(before, out);
                        }
                        Files.delete(before);
                    } else {
                        end = write(day, end);
                    }
                    LockSupport.parkNanos(due - System.nanoTime());
                }
            } catch (IOException | RuntimeException e) {
                failure = Optional.of(e);
            }
        }

        private long write(LocalDate day, long start) throws IOException {
            String alert = "** Alert 1582891200." + start + ": - syslog,\n2020 Feb 28 12:00:00 host->/x\n"
                    + "Rule: 5 (level 3) -> 'x'\n" + (ends.size() + 1) + "\n\n";
            Path file = DailyLog.ALERTS.file(home, day);
            Files.createDirectories(file.resolveSibling("."));
            Files.writeString(file, alert, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            ends.add(new LogPlace(day, new FilePosition(start + alert.length(), 0)));
            return start + alert.length();
        }
    }

    private static boolean isUpTo(LogPlace end, LogPlace stored) {
        return end.day().isBefore(stored.day())
                || (end.day().equals(stored.day())
                        && end.reached().offset() <= stored.reached().offset());
    }

    private LogPlace stored() {
        return Objects.requireNonNull(
                Places.parse(PositionFile.at(position()).read().orElseThrow())
                        .logs()
                        .get(WatchEvent.Log.ALERTS));
    }

    @Test
    void everyAlertIsDeliveredAndOnlyThoseAfterTheStoredPositionAgain(TestReporter reporter) throws Exception {
        home = OssecHomeFixture.builder().writeTo(directory.resolve("home"));
        var writer = new AlertWriter();
        Path first = DailyLog.ALERTS.file(home, writer.first);
        Files.createDirectories(first.resolveSibling("."));
        Files.createFile(first);
        try (Watch watch = Follower.watch(home.root(), ALERTS).start()) {
            PositionFile.at(position()).store(watch.position());
        }
        writer.start();
        List<LogPlace> positions = new ArrayList<>();
        List<List<String>> rounds = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            positions.add(stored());
            rounds.add(printedUntilKilled(ALERTS));
        }
        writer.isDone = true;
        writer.join();
        assertThat(writer.failure).isEmpty();
        positions.add(stored());
        rounds.add(printedUntilNow(ALERTS));
        long delivered = 0;
        for (int round = 0; round < rounds.size(); round++) {
            LogPlace from = positions.get(round);
            List<String> lines = rounds.get(round);
            int before =
                    (int) writer.ends.stream().filter(end -> isUpTo(end, from)).count();
            String about = "seed " + seed + ", round " + round;
            for (int i = 0; i < lines.size(); i++) {
                assertThat(lines.get(i)).as(about).isEqualTo(Integer.toString(before + i + 1));
            }
            int next = round + 1 < rounds.size() ? round + 1 : -1;
            long least = next < 0
                    ? writer.ends.size()
                    : writer.ends.stream()
                            .filter(end -> isUpTo(end, positions.get(next)))
                            .count();
            assertThat((long) before + lines.size())
                    .as(about + ": all up to the next position")
                    .isGreaterThanOrEqualTo(least);
            delivered += lines.size();
        }
        reporter.publishEntry(
                "figures",
                writer.ends.size() + " alerts, " + delivered + " events, " + (delivered - writer.ends.size())
                        + " of them again, with " + KILLS + " kills");
    }

    /** What was cleared before it was read is lost; nothing else is, and nothing is delivered out of order. */
    @Test
    void databasesThatAreClearedAndAgentsThatAreRemovedStopNothing(TestReporter reporter) throws Exception {
        Writer writer = start(true);
        List<Map<Integer, Long>> positions = new ArrayList<>();
        List<Map<Integer, List<String>>> rounds = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            positions.add(offsets());
            rounds.add(byAgent(printedUntilKilled(INTEGRITY)));
        }
        writer.end();
        positions.add(offsets());
        rounds.add(byAgent(printedUntilNow(INTEGRITY)));
        int resets = 0;
        int events = 0;
        for (Map.Entry<Integer, Written> database : writer.databases.entrySet()) {
            int agent = database.getKey();
            Written written = database.getValue();
            String about = "seed " + seed + ", agent " + agent;
            int generation = 0;
            int serial = 0;
            boolean isRemoved = false;
            for (int round = 0; round < rounds.size(); round++) {
                boolean isFirst = true; // of this round: may come again
                for (String line : rounds.get(round).getOrDefault(agent, List.of())) {
                    if (line.equals("AgentRemoved")) {
                        isRemoved = true;
                        continue;
                    }
                    if (line.equals("DatabaseReset")) {
                        resets++;
                        isFirst = false;
                        serial = 0;
                        continue;
                    }
                    long number = Long.parseLong(line);
                    int newGeneration = (int) (number / GENERATION);
                    int newSerial = (int) (number % GENERATION);
                    boolean isNext = newGeneration == generation && newSerial == serial + 1;
                    boolean isAgain = isFirst && newGeneration == generation && newSerial <= serial;
                    boolean isAfterReset = newGeneration > generation && newSerial == 1 && serial == 0;
                    // Nothing of it had been stored: there was nothing to be reset.
                    boolean isFromStart =
                            isFirst && newSerial == 1 && positions.get(round).getOrDefault(agent, 0L) == 0;
                    assertThat(isNext || isAgain || isAfterReset || isFromStart)
                            .as(about + ": " + line + " after " + generation + "/" + serial)
                            .isTrue();
                    generation = newGeneration;
                    serial = newSerial;
                    isFirst = false;
                    events++;
                }
            }
            assertThat(isRemoved).as(about).isEqualTo(writer.removed.contains(agent));
            if (!isRemoved) {
                int last = written.counts.size() - 1;
                assertThat(serial).as(about + ": all of the last content").isEqualTo(written.counts.get(last));
                assertThat(serial == 0 || generation == last).as(about).isTrue();
            }
        }
        reporter.publishEntry(
                "figures",
                writer.changes + " changes, " + events + " events, " + writer.clearings + " databases cleared, "
                        + resets + " resets noticed, " + writer.removed.size() + " agents removed");
    }
}
