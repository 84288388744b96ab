/**
 * File integrity: what {@code queue/syscheck} contains about the files and registry keys of agents.
 *
 * <p>All types are immutable and safe to share.
 */
package io.github.ossec4j.model.syscheck;
