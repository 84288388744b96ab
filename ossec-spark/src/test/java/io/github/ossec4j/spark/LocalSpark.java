package io.github.ossec4j.spark;

import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** One Spark in this JVM for all tests, as small as it gets. */
final class LocalSpark {
    private static final SparkSession SESSION = SparkSession.builder()
            .master("local[2]")
            .appName("tests")
            .config("spark.ui.enabled", false)
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.local.dir", Path.of("target").toAbsolutePath().toString())
            .config(
                    "spark.sql.warehouse.dir",
                    Path.of("target/warehouse").toAbsolutePath().toString())
            .config("spark.sql.shuffle.partitions", 1)
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.adaptive.enabled", false)
            .config("spark.hadoop.fs.remote.impl", RemoteFiles.class.getName())
            .getOrCreate();

    private LocalSpark() {}

    static SparkSession session() {
        return SESSION;
    }

    /** A table of homes. */
    static Dataset<Row> table(String name, String path) {
        return table(name, path, Map.of());
    }

    static Dataset<Row> table(String name, Path path) {
        return table(name, path.toString());
    }

    static Dataset<Row> table(String name, String path, Map<String, String> options) {
        return SESSION.read()
                .format("ossec")
                .option("table", name)
                .options(options)
                .load(path);
    }
}
