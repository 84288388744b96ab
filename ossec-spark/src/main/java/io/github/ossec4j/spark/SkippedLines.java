package io.github.ossec4j.spark;

import org.apache.spark.sql.connector.metric.CustomSumMetric;

/** How many damaged lines a query has skipped, shown in Spark's user interface. Spark creates it. */
public final class SkippedLines extends CustomSumMetric {
    static final String NAME = "skippedLines";

    /** For Spark. */
    public SkippedLines() {
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
        return "damaged lines that were skipped";
    }
}
