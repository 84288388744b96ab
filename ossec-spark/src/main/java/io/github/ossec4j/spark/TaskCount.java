package io.github.ossec4j.spark;

import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/**
 * How many of something a task has counted.
 *
 * @param name of the metric
 * @param value the number
 */
record TaskCount(String name, long value) implements CustomTaskMetric {}
