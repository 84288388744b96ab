package io.github.ossec4j.spark;

import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The data source {@code ossec} of Apache Spark: files, changes, policies, agents, alerts and statistics of any number of
 * managers.
 *
 * <pre>{@code
 * spark.read().format("ossec").option("table", "files").load("/homes/*")
 * }</pre>
 *
 * <p>Spark creates it; the tables and options are described in {@code docs/spark.md}.
 */
public final class OssecSource implements TableProvider, DataSourceRegister {
    /** For Spark. */
    public OssecSource() {
        // There is nothing to prepare.
    }

    /** {@code ossec}. */
    @Override
    public String shortName() {
        return "ossec";
    }

    /**
     * The columns of the table that the options name; nothing is read.
     *
     * @throws IllegalArgumentException if an option is missing or wrong
     */
    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return ReadOptions.of(options).schema();
    }

    /** The table that the options name. */
    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return new OssecTable(ReadOptions.of(new CaseInsensitiveStringMap(properties)));
    }
}
