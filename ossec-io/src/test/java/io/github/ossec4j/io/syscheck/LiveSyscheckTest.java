package io.github.ossec4j.io.syscheck;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.Reports;
import io.github.ossec4j.model.syscheck.FileAttributes;
import io.github.ossec4j.model.syscheck.SyscheckEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reads a database while it is written as the analysis daemon does: mark the old record, append the new one. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LiveSyscheckTest {
    private static final int SCANS = Boolean.getBoolean("ossec4j.thorough") ? 60 : 6;
    private static final int PATHS = 300;

    /** The daemon may write this many records per scan: it is busy during each, and the database stays small. */
    private static final int RECORDS_PER_SCAN = 200;

    @TempDir
    Path directory;

    @Test
    void readersSeeWholeRecordsOnceEachWhileADaemonChangesTheDatabase() throws Exception {
        run(Integer.MAX_VALUE, PATHS);
    }

    @Test
    void readersSeeWholeRecordsOnceEachWhileADatabaseIsTruncatedAndFilledAnew() throws Exception {
        run(900, 0);
    }

    private void run(int recordsPerGeneration, int pathsAlwaysThere) throws Exception {
        Path file = Files.createFile(directory.resolve("syscheck"));
        long seed = new Random().nextLong();
        try (var daemon = new Daemon(file, new Random(seed), recordsPerGeneration)) {
            for (int path = 0; path < PATHS; path++) {
                daemon.change(path);
            }
            var readersLeft = new CountDownLatch(4);
            var permits = new Semaphore(0);
            ExecutorService threads = Executors.newFixedThreadPool(5);
            try {
                Future<?> writer = threads.submit(() -> {
                    while (readersLeft.getCount() > 0) {
                        permits.acquire();
                        daemon.change(daemon.random.nextInt(PATHS));
                    }
                    return null;
                });
                Future<?> entries =
                        threads.submit(() -> scan(readersLeft, permits, () -> scanEntries(file, daemon.written)));
                Future<?> inventories = threads.submit(() -> scan(
                        readersLeft,
                        permits,
                        () -> scanOnce(file, SyscheckDatabase::inventory, daemon.written, pathsAlwaysThere)));
                Future<?> changes = threads.submit(() ->
                        scan(readersLeft, permits, () -> scanOnce(file, SyscheckDatabase::changes, daemon.written, 0)));
                Future<?> searches = threads.submit(() -> scan(
                        readersLeft,
                        permits,
                        () -> scanOnce(
                                file,
                                database -> database.inventory(record -> true),
                                daemon.written,
                                pathsAlwaysThere)));
                entries.get();
                inventories.get();
                searches.get();
                changes.get();
                writer.get();
            } catch (java.util.concurrent.ExecutionException e) {
                throw new AssertionError("seed " + seed, e.getCause());
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private interface Scan {
        void run() throws IOException;
    }

    private static Void scan(CountDownLatch readersLeft, Semaphore permits, Scan scan) throws IOException {
        try {
            for (int i = 0; i < SCANS; i++) {
                permits.release(RECORDS_PER_SCAN);
                scan.run();
            }
            return null;
        } finally {
            readersLeft.countDown();
            permits.release();
        }
    }

    private static void scanEntries(Path file, Set<String> written) throws IOException {
        var reports = new Reports();
        var seen = new HashSet<String>();
        try (RecordStream<SyscheckEntry> entries =
                SyscheckDatabase.at(file, reports).entries()) {
            for (SyscheckEntry entry : entries) {
                assertThat(written.contains(key(entry)))
                        .as("%s was written", entry)
                        .isTrue();
                check(seen.add(key(entry)), entry, "is there once");
            }
        }
        assertOnlyUnfinished(reports);
    }

    private interface Reading {
        RecordStream<SyscheckEntry> open(SyscheckDatabase database) throws IOException;
    }

    private static void scanOnce(Path file, Reading reading, Set<String> written, int pathsAlwaysThere)
            throws IOException {
        var reports = new Reports();
        var seen = new HashSet<String>();
        try (RecordStream<SyscheckEntry> states = reading.open(SyscheckDatabase.at(file, reports))) {
            for (SyscheckEntry entry : states) {
                assertThat(written.contains(key(entry)))
                        .as("%s was written", entry)
                        .isTrue();
                check(seen.add(entry.path().toString()), entry, "is there once");
            }
        }
        assertThat(seen).hasSizeGreaterThanOrEqualTo(pathsAlwaysThere);
        assertOnlyUnfinished(reports);
    }

    private static void check(boolean expected, SyscheckEntry entry, String what) {
        if (!expected) {
            throw new AssertionError(entry + " " + what);
        }
    }

    private static void assertOnlyUnfinished(Reports reports) {
        assertThat(reports.lines())
                .extracting(MalformedLine::expected)
                .allMatch(expected -> expected.contains("still being written"));
    }

    private static String key(SyscheckEntry entry) {
        FileAttributes attributes = entry.attributes().orElseThrow();
        return attributes.size() + " " + attributes.md5().orElse("-") + " "
                + entry.recorded().orElseThrow().getEpochSecond() + " " + entry.path();
    }

    private static final class Daemon implements AutoCloseable {
        private static final List<String> LEVELS = List.of("+++", "!++", "!!+", "!!!", "!!?");

        private final FileChannel channel;
        private final Random random;
        private final int recordsPerGeneration;
        private final Set<String> written = ConcurrentHashMap.newKeySet();
        private final Map<Integer, Long> offsets = new HashMap<>();
        private final Map<Integer, Integer> levels = new HashMap<>();
        private int records;
        private int serial;

        Daemon(Path file, Random random, int recordsPerGeneration) throws IOException {
            this.channel = FileChannel.open(file, StandardOpenOption.WRITE);
            this.random = random;
            this.recordsPerGeneration = recordsPerGeneration;
        }

        void change(int path) throws IOException {
            if (++records > recordsPerGeneration) {
                channel.truncate(0);
                offsets.clear();
                levels.clear();
                records = 1;
            }
            Long superseded = offsets.get(path);
            if (superseded != null) {
                write("#", superseded);
            }
            int level = levels.merge(path, 1, Integer::sum) - 1;
            serial++;
            String md5 = String.format("%032x", serial * 7919L);
            String name = "/srv/" + "d".repeat(path % 23) + "/file " + path;
            written.add(serial + " " + md5 + " " + (1_400_000_000L + serial) + " " + name);
            String record = LEVELS.get(Math.min(level, 4)) + serial + ":33188:0:0:" + md5 + ":" + md5 + "01234567 !"
                    + (1_400_000_000L + serial) + " " + name + "\n";
            long end = channel.size();
            offsets.put(path, end);
            // Now and then a record reaches the disk in two pieces.
            int cut = random.nextInt(8) == 0 ? random.nextInt(record.length()) : record.length();
            write(record.substring(0, cut), end);
            write(record.substring(cut), end + cut);
        }

        private void write(String text, long offset) throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(ISO_8859_1));
            while (bytes.hasRemaining()) {
                channel.write(bytes, offset + bytes.position());
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /** Guards the test itself: what the daemon above writes is a database that is read without complaint. */
    @Test
    void whatTheDaemonWroteIsReadCompletely() throws IOException {
        Path file = Files.createFile(directory.resolve("still"));
        var reports = new Reports();
        try (var daemon = new Daemon(file, new Random(1), Integer.MAX_VALUE)) {
            for (int i = 0; i < 2000; i++) {
                daemon.change(i % 50);
            }
            var keys = new ArrayList<String>();
            try (var entries = SyscheckDatabase.at(file, reports).entries()) {
                entries.forEach(entry -> keys.add(key(entry)));
            }
            assertThat(keys).hasSize(2000).allMatch(daemon.written::contains);
            try (var inventory = SyscheckDatabase.at(file, reports).inventory()) {
                assertThat(inventory.stream().count()).isEqualTo(50);
            }
            try (var changes = SyscheckDatabase.at(file, reports).changes()) {
                assertThat(changes.stream().count()).isEqualTo(50);
            }
        }
        assertThat(reports.lines()).isEmpty();
    }
}
