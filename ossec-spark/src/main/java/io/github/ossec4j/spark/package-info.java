/**
 * Homes of OSSEC managers as tables of Apache Spark: {@link io.github.ossec4j.spark.OssecSource} is the data source {@code
 * ossec}, described in {@code docs/spark.md}.
 */
@NullMarked
package io.github.ossec4j.spark;

import org.jspecify.annotations.NullMarked;
