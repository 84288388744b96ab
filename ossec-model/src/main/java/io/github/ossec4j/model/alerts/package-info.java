/**
 * Alerts of the manager, as {@code logs/alerts} contains them.
 *
 * <p>All types are immutable and safe to share.
 */
package io.github.ossec4j.model.alerts;
