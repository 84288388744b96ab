/**
 * Policy and anomaly checks: what {@code queue/rootcheck} knows of an agent.
 *
 * <p>All types are immutable and safe to share.
 */
package io.github.ossec4j.model.rootcheck;
