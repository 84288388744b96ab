/**
 * What {@code stats} counts: alerts and events by hour, and their averages.
 *
 * <p>All types are immutable and safe to share. Hours are those of the manager's own time zone.
 */
package io.github.ossec4j.model.stats;
