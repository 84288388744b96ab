package io.github.ossec4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.fixtures.SampleHome;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conditions that are decided while reading give the rows that Spark would have selected itself. */
class PushDownTest {
    private static final int QUERIES = Boolean.getBoolean("ossec4j.thorough") ? 400 : 25;

    @TempDir
    private static Path homes = Path.of("");

    @BeforeAll
    static void write() throws IOException {
        SampleHome.writeTo(homes.resolve("north"), GoldenHomes.NOW);
        SampleHome.writeTo(homes.resolve("south"), GoldenHomes.NOW.minusSeconds(86_400));
    }

    /** A condition with values that occur, at or near the limits. */
    private static final class Conditions {
        private final Random random;
        private final List<Row> rows;

        Conditions(Random random, List<Row> rows) {
            this.random = random;
            this.rows = rows;
        }

        private String any(String... choices) {
            return choices[random.nextInt(choices.length)];
        }

        private Row row() {
            return rows.get(random.nextInt(rows.size()));
        }

        private String text(String column) {
            return String.valueOf(row().<String>getAs(column))
                    .replace("\\", "\\\\")
                    .replace("'", "\\'");
        }

        private String literal(String column) {
            Object value = row().getAs(column);
            if (value == null) {
                return "NULL";
            }
            if (value instanceof byte[] bytes) {
                return "X'" + HexFormat.of().formatHex(bytes) + "'";
            }
            if (value instanceof Timestamp time) {
                return "TIMESTAMP '" + time.toInstant() + "'";
            }
            return value instanceof String ? "'" + text(column) + "'" : value.toString();
        }

        String next(int depth) {
            if (depth > 0 && random.nextInt(3) > 0) {
                return switch (random.nextInt(3)) {
                    case 0 -> "(" + next(depth - 1) + " AND " + next(depth - 1) + ")";
                    case 1 -> "(" + next(depth - 1) + " OR " + next(depth - 1) + ")";
                    default -> "NOT (" + next(depth - 1) + ")";
                };
            }
            String any = any("manager", "agent_id", "agent", "path", "time", "size", "mode", "owner", "md5", "sha1");
            return switch (random.nextInt(8)) {
                case 0 -> any + " " + any("=", "<>", "<=>", "<", ">=") + " " + literal(any);
                case 1 -> any + " IN (" + literal(any) + ", " + literal(any) + ")";
                case 2 -> any + any(" IS NULL", " IS NOT NULL");
                case 3 -> {
                    String path = text("path");
                    yield "path LIKE '"
                            + any(path.substring(0, Math.min(5, path.length())) + "%", "%a%", "%" + "sh")
                                    .replace("\\", "\\\\")
                            + "'";
                }
                case 4 ->
                    "(mode & " + any("2048", "511", "2") + ") " + any("=", ">", "<>") + " " + any("0", "2", "420");
                case 5 -> any("superseded", "deleted", "registry", "NOT superseded");
                case 6 -> "size " + any("<", "<=", ">", ">=", "=") + " " + literal("size");
                default -> "length(path) > 12";
            };
        }
    }

    @Test
    void rowsAreThoseOfSparkItself() {
        Dataset<Row> table = LocalSpark.table("files", homes.toString(), Map.of("history", "true"));
        List<Row> rows = table.collectAsList();
        Dataset<Row> local = LocalSpark.session().createDataFrame(rows, table.schema());
        for (int seed = 0; seed < QUERIES; seed++) {
            String condition = new Conditions(new Random(seed), rows).next(3);
            assertThat(shown(table.where(condition))).as(condition).isEqualTo(shown(local.where(condition)));
        }
    }

    private static List<String> shown(Dataset<Row> rows) {
        return rows.collectAsList().stream().map(Shown::row).sorted().toList();
    }

    @Test
    void aHashIsFoundByItsBytes() {
        for (String hex : List.of("false", "true")) {
            Dataset<Row> table = LocalSpark.table("files", homes.toString(), Map.of("history", "true", "hex", hex));
            Row wanted = table.where("sha1 IS NOT NULL").first();
            Object hash = wanted.getAs("sha1");
            assertThat(shown(table.where(table.col("sha1").equalTo(hash))))
                    .isNotEmpty()
                    .isEqualTo(table.collectAsList().stream()
                            .filter(row -> Objects.deepEquals(row.getAs("sha1"), hash))
                            .map(Shown::row)
                            .sorted()
                            .toList());
            assertThat(table.where(table.col("sha1").equalTo(hash)).count())
                    .isEqualTo(table.where(table.col("sha1").equalTo(hash))
                            .collectAsList()
                            .size());
        }
    }

    @Test
    void explainShowsWhatIsDecidedWhileReading() {
        Dataset<Row> files = LocalSpark.table("files", homes);
        assertThat(plan(files.where("sha1 = X'3f78' AND (mode & 2048) > 0 AND length(path) > 3")
                        .select("path", "size")))
                .contains("sha1 = 0x3F78, (mode & 2048) > 0]")
                .contains("Filter (length(path")
                .contains("ReadSchema: struct<path:string,size:bigint>");
        assertThat(plan(files.groupBy("agent").count())).contains("PushedAggregates: [count(*)]");
        assertThat(plan(files.where("size > 3").limit(7))).contains("PushedLimit: 7");
    }

    private static String plan(Dataset<Row> query) {
        return query.queryExecution().executedPlan().toString();
    }

    @Test
    void managersAndAgentsPruneWholeFiles() {
        Dataset<Row> one = LocalSpark.table("files", homes).where("manager = 'north' AND agent_id = 1");
        Dataset<Row> all = LocalSpark.table("files", homes);
        assertThat(one.queryExecution().optimizedPlan().stats().sizeInBytes().longValue())
                .isPositive()
                .isLessThan(all.queryExecution()
                                .optimizedPlan()
                                .stats()
                                .sizeInBytes()
                                .longValue()
                        / 10);
        assertThat(shown(one))
                .isNotEmpty()
                .isEqualTo(all.collectAsList().stream()
                        .filter(row -> row.getString(0).equals("north") && !row.isNullAt(1) && row.getInt(1) == 1)
                        .map(Shown::row)
                        .sorted()
                        .toList());
    }

    @Test
    void alertsOfATimeAreFoundInTheirFiles() {
        Dataset<Row> alerts = LocalSpark.table("alerts", homes);
        String condition = "time >= TIMESTAMP '2016-10-17T06:00:00Z' AND time < TIMESTAMP '2016-10-17T18:00:00Z'"
                + " AND level >= 5 AND rule <> 5715";
        Dataset<Row> local = LocalSpark.session().createDataFrame(alerts.collectAsList(), alerts.schema());
        assertThat(shown(alerts.where(condition))).isNotEmpty().isEqualTo(shown(local.where(condition)));
        assertThat(alerts.where(condition)
                        .queryExecution()
                        .optimizedPlan()
                        .stats()
                        .sizeInBytes()
                        .longValue())
                .isLessThan(alerts.queryExecution()
                        .optimizedPlan()
                        .stats()
                        .sizeInBytes()
                        .longValue());
    }
}
