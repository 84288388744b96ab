/**
 * Integrity databases, {@code queue/syscheck/*}: one line per state of a file or registry key.
 *
 * <p>{@link io.github.ossec4j.io.syscheck.SyscheckDatabase} streams records; {@link
 * io.github.ossec4j.io.syscheck.SyscheckCursor} is the faster way below it, without objects. The format is described in
 * {@code docs/formats/syscheck.md}.
 */
package io.github.ossec4j.io.syscheck;
