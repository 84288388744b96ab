/**
 * What OSSEC's programs log about themselves; source: {@code docs/formats/ossec.log.md}.
 *
 * <p>All types are immutable and safe to share.
 */
package io.github.ossec4j.model.logs;
