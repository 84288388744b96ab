package example.fleethunt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetHuntTest {
    @Test
    void findsTheTrojanAndWhatChangesMost(@TempDir Path homes) throws IOException {
        Fleet.writeTo(homes, 21);
        try (SparkSession spark = FleetHunt.session(homes)) {
            var hunt = new FleetHunt(spark, homes);
            Dataset<Row> found = hunt.find(Fleet.BAD_HASHES);
            assertThat(found.select("manager", "agent", "path").collectAsList())
                    .map(Row::toString)
                    .containsExactly("[manager-000,web-2,/bin/ps]", "[manager-020,web-2,/bin/ps]");
            assertThat(found.queryExecution().executedPlan().toString()).contains("BroadcastHashJoin", "ossec files");
            List<Row> changed = hunt.topChangedPaths().collectAsList();
            assertThat(changed.get(0).getString(0)).isEqualTo("/bin/ps");
            assertThat(changed.get(0).getLong(1)).isEqualTo(2 + 21);
            assertThat(changed).hasSizeGreaterThan(1);
        }
    }
}
