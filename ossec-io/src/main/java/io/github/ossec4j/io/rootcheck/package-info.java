/**
 * Policy and anomaly databases, {@code queue/rootcheck/*}: one line per finding or scan mark. The format is described in
 * {@code docs/formats/rootcheck.md}.
 */
package io.github.ossec4j.io.rootcheck;
