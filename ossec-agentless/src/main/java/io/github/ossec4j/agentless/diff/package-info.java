/**
 * Line differences as {@code diff} shows them; start with {@link io.github.ossec4j.agentless.diff.LineDiff}.
 *
 * <p>Text is bytes: no charset is assumed.
 */
package io.github.ossec4j.agentless.diff;
