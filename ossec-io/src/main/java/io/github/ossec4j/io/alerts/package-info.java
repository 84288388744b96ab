/**
 * Alerts, {@code logs/alerts}: {@link io.github.ossec4j.io.alerts.AlertLog} reads a file, compressed or not. The format is
 * described in {@code docs/formats/alerts.md}.
 */
package io.github.ossec4j.io.alerts;
