package io.github.ossec4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ossec4j.fixtures.SampleHome;
import io.github.ossec4j.io.OssecHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How homes are read: in parts, with damaged lines, and while they vanish. */
class ReadingTest {
    private static final String LINES = """
            +++10:33188:0:0:0123456789abcdef0123456789abcdef:0123456789abcdef0123456789abcdef01234567 !1476712802 /bin/ls
            #++10:33188:0:0:0123456789abcdef0123456789abcdef:0123456789abcdef0123456789abcdef01234567 !1476712803 /bin/cat
            !++11:33188:0:0:1123456789abcdef0123456789abcdef:1123456789abcdef0123456789abcdef01234567 !1476712804 /bin/cat
            damaged
            +++12:33188:0:0:2123456789abcdef0123456789abcdef:2123456789abcdef0123456789abcdef01234567 !1476712805 /bin/caf\u00e9
            """;

    @TempDir
    private Path homes = Path.of("");

    private Path write(String manager) throws IOException {
        Path database = OssecHome.at(homes.resolve(manager)).managerSyscheck();
        Files.createDirectories(database.getParent());
        return Files.writeString(database, LINES, StandardCharsets.ISO_8859_1);
    }

    private static Reading reading(Map<String, String> options) {
        ReadOptions parsed = ReadOptions.of(new CaseInsensitiveStringMap(options));
        int[] columns = IntStream.range(0, parsed.schema().length()).toArray();
        return new Reading(parsed, columns, Condition.all(List.of()), Integer.MAX_VALUE, false);
    }

    private static List<String> rows(Reading reading, List<Piece> pieces) throws IOException {
        var rows = new ArrayList<String>();
        try (var reader = new OssecReader(reading, pieces, new Configuration())) {
            while (reader.next()) {
                InternalRow row = reader.get();
                rows.add(row.getUTF8String(4) + " " + row.getLong(5) + " " + row.getLong(6));
            }
        }
        return rows;
    }

    @Test
    void partsHaveEachRecordOnceWhereverTheyAreDivided() throws IOException {
        long size = Files.size(write("north"));
        Reading reading = reading(Map.of("table", "files", "path", homes.toString(), "history", "true"));
        var home = new Home(homes.resolve("north").toString(), "north", homes.resolve("north"));
        Piece whole = HomeTable.FILES.pieces(home).get(0);
        List<String> all = rows(reading, List.of(whole));
        assertThat(all).hasSize(4);
        for (long at = 1; at <= size; at++) {
            List<Piece> parts = List.of(whole.part(0, at, at), whole.part(at, Long.MAX_VALUE, size - at));
            assertThat(rows(reading, parts)).as("divided at %d", at).isEqualTo(all);
        }
    }

    @Test
    void largeDatabasesAreSplitAndSmallOnesShareTasks() throws IOException {
        write("north");
        write("south");
        Dataset<Row> split =
                LocalSpark.table("files", homes.toString(), Map.of("maxPartitionBytes", "100", "history", "true"));
        assertThat(split.javaRDD().getNumPartitions()).isGreaterThan(8);
        assertThat(split.count()).isEqualTo(8);
        for (String manager : List.of("a", "b", "c", "d")) {
            write(manager);
        }
        assertThat(LocalSpark.table("files", homes).javaRDD().getNumPartitions())
                .isEqualTo(2);
    }

    @Test
    void countsAndLimitsAreDecidedWhileReading() throws IOException {
        write("north");
        write("south");
        Dataset<Row> files = LocalSpark.table("files", homes);
        assertThat(files.where("size = 99").count()).isZero();
        assertThat(files.where("manager = 'east'").count()).isZero();
        assertThat(files.groupBy("manager").count().orderBy("manager").collectAsList())
                .map(Row::toString)
                .containsExactly("[north,3]", "[south,3]");
        assertThat(files.limit(2).collectAsList()).hasSize(2);
    }

    @Test
    void damagedLinesAreSkippedAndCounted() throws IOException {
        write("north");
        Dataset<Row> files = LocalSpark.table("files", homes);
        List<Row> rows = files.collectAsList();
        assertThat(rows).hasSize(3);
        assertThat(files.columns()).doesNotContain("_corrupt_record");
        assertThat(skipped(files)).isEqualTo(1);
    }

    private static long skipped(Dataset<Row> query) {
        return query.queryExecution()
                .executedPlan()
                .collectLeaves()
                .head()
                .metrics()
                .apply(SkippedLines.NAME)
                .value();
    }

    @Test
    void damagedLinesBecomeRowsInPermissiveMode() throws IOException {
        Path database = write("north");
        Dataset<Row> files = LocalSpark.table("files", homes.toString(), Map.of("mode", "PERMISSIVE"));
        List<Row> rows = files.where("_corrupt_record IS NOT NULL").collectAsList();
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).getString(0)).isEqualTo("north");
        assertThat(rows.get(0).getInt(1)).isZero();
        assertThat(rows.get(0).isNullAt(4)).isTrue();
        assertThat(rows.get(0).<String>getAs("_corrupt_record"))
                .startsWith(database + ":4: expected three flags")
                .doesNotContain("damaged");
        assertThat(files.count()).isEqualTo(4);
        assertThat(files.where("path IS NULL").count()).isEqualTo(1);
        assertThat(files.where("size < 100").count()).isEqualTo(3);
    }

    @Test
    void damagedLinesFailTheJobInFailfastMode() throws IOException {
        write("north");
        Dataset<Row> files = LocalSpark.table("files", homes.toString(), Map.of("mode", "FAILFAST"));
        assertThatThrownBy(files::collectAsList).hasStackTraceContaining("expected three flags");
    }

    @Test
    void otherBytesAreShownOrKept() throws IOException {
        write("north");
        assertThat(LocalSpark.table("files", homes)
                        .where("size = 12")
                        .select("path")
                        .first()
                        .getString(0))
                .isEqualTo("/bin/caf\uFFFD");
        Dataset<Row> lossless = LocalSpark.table("files", homes.toString(), Map.of("lossless", "true"))
                .where("path = X'2F62696E2F636166E9'")
                .select("path");
        assertThat(lossless.collectAsList()).hasSize(1);
        assertThat(lossless.first().<byte[]>getAs(0)).endsWith(0xE9);
    }

    @Test
    void aHomeThatVanishesIsReported() throws IOException {
        write("north");
        write("south");
        for (String mode : List.of("DROPMALFORMED", "PERMISSIVE", "FAILFAST")) {
            Path database = write("south");
            JavaRDD<Row> rows = LocalSpark.table("files", homes.toString(), Map.of("mode", mode))
                    .where("mode > 0 OR mode IS NULL")
                    .javaRDD();
            assertThat(rows.getNumPartitions()).isPositive();
            Files.delete(database);
            Files.writeString(OssecHome.at(homes.resolve("north")).managerSyscheck(), "", StandardOpenOption.APPEND);
            switch (mode) {
                case "DROPMALFORMED" -> assertThat(rows.collect()).hasSize(3);
                case "PERMISSIVE" ->
                    assertThat(rows.collect())
                            .hasSize(5)
                            .anyMatch(row -> row.toString().contains("south")
                                    && row.toString().contains("vanished before it was read"));
                default -> assertThatThrownBy(rows::collect).hasStackTraceContaining("syscheck");
            }
        }
    }

    @Test
    void wrongOptionsAndPathsAreRefused() throws IOException {
        Files.createDirectories(homes.resolve("empty"));
        assertThatThrownBy(() -> LocalSpark.table("file", homes)).hasMessageContaining("files, file_changes");
        assertThatThrownBy(() -> LocalSpark.table("files", homes.toString(), Map.of("histroy", "true")))
                .hasMessageContaining("no option \"histroy\"");
        assertThatThrownBy(() -> LocalSpark.table("files", homes.toString(), Map.of("mode", "x")))
                .hasMessageContaining("FAILFAST");
        assertThatThrownBy(
                        () -> LocalSpark.table("files", homes.resolve("empty")).count())
                .hasStackTraceContaining("is no home of OSSEC");
        assertThatThrownBy(
                        () -> LocalSpark.table("files", homes.resolve("none")).count())
                .hasStackTraceContaining("there is no such file or directory");
    }

    @Test
    void viewsAreMadeInSql() throws IOException {
        SampleHome.writeTo(homes.resolve("sample"), GoldenHomes.NOW);
        LocalSpark.session()
                .sql("CREATE OR REPLACE TEMPORARY VIEW changes USING ossec OPTIONS (table 'file_changes', path '"
                        + homes + "/sa*')");
        assertThat(LocalSpark.session()
                        .sql("SELECT manager FROM changes WHERE kind = 'modified' AND array_contains(changed, 'sha1')")
                        .distinct()
                        .collectAsList())
                .map(Row::toString)
                .containsExactly("[sample]");
    }
}
