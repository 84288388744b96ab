package io.github.ossec4j.spark;

import com.sun.management.OperatingSystemMXBean;
import io.github.ossec4j.fixtures.SyscheckGenerator;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.syscheck.RecordFilter;
import io.github.ossec4j.io.syscheck.SyscheckCursor;
import io.github.ossec4j.io.text.SampledSearch;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Question: how much of the speed of the plain cursor is left in a query of Spark, on one core, and how much faster is that than
 * splitting the lines in SQL? The arguments are the numbers of databases and of records in each, 1000 and 10000 by default. No
 * test: {@code docs/performance.md} says how to run it. It is not in the module {@code benchmarks}, so that Spark is not on the
 * class path of the others.
 */
final class SparkSpeed {
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private static final int ROUNDS = 5;
    private static final String HASH = "3f786850e387550fdab836ed7e6dc881de23001b";

    private final List<Path> databases;
    private final long records;
    private final SparkSession spark;
    private final String home;

    private SparkSpeed(Path home, List<Path> databases, long records, SparkSession spark) {
        this.home = home.toString();
        this.databases = databases;
        this.records = records;
        this.spark = spark;
    }

    public static void main(String[] words) throws IOException {
        int count = words.length > 0 ? Integer.parseInt(words[0]) : 1000;
        int size = words.length > 1 ? Integer.parseInt(words[1]) : 10_000;
        Path directory = Files.createTempDirectory("spark-speed");
        try (SparkSession spark = session(directory)) {
            Path home = directory.resolve("home");
            Path syscheck = Files.createDirectories(home.resolve("queue/syscheck"));
            var databases = new ArrayList<Path>();
            for (int i = 0; i < count; i++) {
                Path database = syscheck.resolve("(agent-" + i + ") any->syscheck");
                SyscheckGenerator.of(size).seed(i).writeTo(database);
                databases.add(database);
            }
            new SparkSpeed(home, databases, (long) count * size, spark).run();
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static SparkSession session(Path directory) {
        return SparkSession.builder()
                .master("local[1]")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.local.dir", directory.resolve("spark").toString())
                .config("spark.sql.shuffle.partitions", 1)
                .config("spark.sql.session.timeZone", "UTC")
                .getOrCreate();
    }

    /** Something that takes time and returns a number, so that nothing is left out. */
    @FunctionalInterface
    private interface Work {
        long run() throws IOException;
    }

    private void run() throws IOException {
        double scan = rate("plain cursor, three fields", this::plainScan);
        double sparkScan = rate("Spark, three columns", this::sparkScan);
        double text = rate("Spark, lines split in SQL", this::textScan);
        double search = rate("plain cursor, one hash", this::plainSearch);
        double sparkSearch = rate("Spark, one hash", this::sparkSearch);
        double counted = rate("Spark, count(*)", () -> files().count());
        System.out.printf(
                Locale.ROOT,
                "scan %.0f %% of the cursor, %.1f times as fast as SQL; search %.0f %% of the cursor; count %.0f %%%n",
                100 * sparkScan / scan,
                sparkScan / text,
                100 * sparkSearch / search,
                100 * counted / scan);
    }

    /**
     * In millions of records per second of processor time, of all threads; the best of a few rounds, after the first ones have
     * been compiled. Other programs change it less than the time on the clock.
     */
    private double rate(String name, Work work) throws IOException {
        long best = Long.MAX_VALUE;
        long result = 0;
        for (int i = 0; i < ROUNDS; i++) {
            long start = PROCESS.getProcessCpuTime();
            result += work.run();
            best = Math.min(best, PROCESS.getProcessCpuTime() - start);
        }
        double rate = records * 1e3 / best;
        System.out.printf(Locale.ROOT, "%-30s %8.2f million records/s (%d)%n", name, rate, result);
        return rate;
    }

    private long plainScan() throws IOException {
        long size = 0;
        long time = 0;
        long length = 0;
        for (Path database : databases) {
            try (SyscheckCursor cursor = SyscheckCursor.open(database, MalformedLineHandler.ignore())) {
                while (cursor.next()) {
                    size += cursor.isDeletion() ? 0 : cursor.fileSize();
                    time = Math.max(time, cursor.epochSecond());
                    length += cursor.pathEnd() - cursor.pathStart();
                }
            }
        }
        return size + time + length;
    }

    private long plainSearch() throws IOException {
        var search = new SampledSearch(List.of(HASH.getBytes(StandardCharsets.US_ASCII)));
        var filter = new RecordFilter() {
            @Override
            public boolean accepts(SyscheckCursor record) {
                return true;
            }

            @Override
            public boolean mayAcceptIn(ByteBuffer lines, int from, int to) {
                return search.mayFind(lines, from, to);
            }
        };
        long found = 0;
        for (Path database : databases) {
            try (SyscheckCursor cursor = SyscheckCursor.open(database, MalformedLineHandler.ignore())) {
                while (cursor.nextMatching(filter)) {
                    found++;
                }
            }
        }
        return found;
    }

    private Dataset<Row> files() {
        return spark.read()
                .format("ossec")
                .option("table", "files")
                .option("history", true)
                .load(home);
    }

    private long sparkScan() {
        return sum(files().selectExpr("sum(size)", "unix_seconds(max(time))", "sum(octet_length(path))"));
    }

    private static long sum(Dataset<Row> one) {
        Row row = one.first();
        return row.getLong(0) + row.getLong(1) + row.getLong(2);
    }

    private long sparkSearch() {
        return files().where("sha1 = X'" + HASH + "'").select("path").count();
    }

    private long textScan() {
        return sum(spark.read()
                .text(home + "/queue/syscheck")
                .selectExpr("split(substring(value, 4), ':', 6) AS field")
                .selectExpr("field[0] AS size", "split(get(field, 5), ' ', 3) AS rest") // of deletions there is none
                .selectExpr(
                        "sum(try_cast(size AS BIGINT))",
                        "max(CAST(substring(get(rest, 1), 2) AS BIGINT))",
                        "sum(octet_length(get(rest, 2)))"));
    }
}
