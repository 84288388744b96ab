/**
 * Agentless monitoring: one check of one device, from its script to the messages for the analysis daemon and the stored
 * state; {@code docs/formats/agentless.md}.
 *
 * <p>Start with {@link io.github.ossec4j.agentless.AgentlessEngine}.
 */
package io.github.ossec4j.agentless;
