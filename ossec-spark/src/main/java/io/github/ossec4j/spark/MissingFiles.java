package io.github.ossec4j.spark;

import org.apache.spark.sql.connector.metric.CustomSumMetric;

/** How many files or homes had vanished before a query could read them, shown in Spark's user interface. Spark creates it. */
public final class MissingFiles extends CustomSumMetric {
    static final String NAME = "missingFiles";

    /** For Spark. */
    public MissingFiles() {
        // There is nothing to prepare.
    }

    /** The name in which tasks report it. */
    @Override
    public String name() {
        return NAME;
    }

    /** For people. */
    @Override
    public String description() {
        return "files that vanished before they were read";
    }
}
