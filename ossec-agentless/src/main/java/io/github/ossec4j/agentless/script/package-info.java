/**
 * Agentless scripts: what they print, and how they are run; {@code docs/formats/agentless.md}.
 *
 * <p>{@link io.github.ossec4j.agentless.script.ScriptOutputParser} makes messages of output,
 * {@link io.github.ossec4j.agentless.script.ScriptRunner} runs a script and reads it.
 */
package io.github.ossec4j.agentless.script;
