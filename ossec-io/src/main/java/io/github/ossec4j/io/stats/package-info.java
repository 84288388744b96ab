/**
 * What the analysis daemon counts, {@code stats/*}. The formats are described in {@code docs/formats/stats.md}.
 */
package io.github.ossec4j.io.stats;
