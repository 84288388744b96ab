/**
 * Reads {@code etc/ossec.conf} and {@code etc/shared/agent.conf}, described in {@code docs/formats/ossec.conf.md}.
 *
 * <p>{@link io.github.ossec4j.io.conf.OssecConfigurationFile} and
 * {@link io.github.ossec4j.io.conf.AgentConfigurationFile} read as OSSEC's programs do, and
 * {@link io.github.ossec4j.io.conf.ConfigurationCheck} finds what OSSEC would refuse.
 */
package io.github.ossec4j.io.conf;
