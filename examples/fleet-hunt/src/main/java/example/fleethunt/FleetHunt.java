package example.fleethunt;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.unhex;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Hunts a list of bad hashes on the agents of 200 managers, and shows which paths change most. */
public final class FleetHunt {
    private static final int MANAGERS = 200;

    private final SparkSession spark;
    private final Path homes;

    FleetHunt(SparkSession spark, Path homes) {
        this.spark = spark;
        this.homes = homes;
    }

    /** Generates the homes in a temporary directory, which is deleted in the end. */
    public static void main(String[] words) throws IOException {
        Path homes = Files.createTempDirectory("fleet-hunt");
        try (SparkSession spark = session(homes)) {
            Fleet.writeTo(homes, MANAGERS);
            var hunt = new FleetHunt(spark, homes);
            Dataset<Row> found = hunt.find(Fleet.BAD_HASHES);
            System.out.println("Where the bad hashes are:");
            found.show(false);
            System.out.println("How Spark finds them:");
            found.explain();
            System.out.println("Which paths change most:");
            hunt.topChangedPaths().show(false);
        } finally {
            delete(homes);
        }
    }

    static SparkSession session(Path directory) {
        return SparkSession.builder()
                .master("local[*]")
                .appName("fleet-hunt")
                .config("spark.ui.enabled", false)
                .config("spark.log.level", "WARN")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.local.dir", directory.resolve("spark").toString())
                .config(
                        "spark.sql.warehouse.dir",
                        directory.resolve("warehouse").toString())
                .config("spark.sql.shuffle.partitions", 4)
                .getOrCreate();
    }

    private Dataset<Row> table(String name) {
        return spark.read().format("ossec").option("table", name).load(homes + "/manager-*");
    }

    /** The files with one of these hashes, by a join: the list may be of any length. */
    Dataset<Row> find(List<String> sha1) {
        Dataset<Row> indicators = spark.createDataset(sha1, Encoders.STRING())
                .select(unhex(col("value")).as("sha1"));
        return table("files")
                .join(indicators, "sha1")
                .select("manager", "agent", "path", "time")
                .orderBy("manager", "agent", "path");
    }

    /** The paths that changed on most agents, after they were seen first. */
    Dataset<Row> topChangedPaths() {
        return table("file_changes")
                .where("kind <> 'added'")
                .groupBy("path")
                .count()
                .orderBy(col("count").desc(), col("path"))
                .limit(5);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
