/**
 * Line differences as {@code diff} shows them; start with {@link io.github.ossec4j.agentless.diff.LineDiff}.
 *
 * <p>Text is bytes: no charset is assumed anywhere.
 */
package io.github.ossec4j.agentless.diff;
