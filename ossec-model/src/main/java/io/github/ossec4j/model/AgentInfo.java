package io.github.ossec4j.model;

import java.util.Optional;

/**
 * What an agent reports about itself in its keep-alive, stored in {@code queue/agent-info/<name>-<address>}.
 *
 * @param operatingSystem the text before the first {@code " - "}; for Unix agents system, host, release, version and
 *     machine, for Windows agents the product
 * @param version product and release, such as {@code OSSEC HIDS v2.8}; empty if the line does not have it
 * @param sharedConfigurationMd5 32 hexadecimal digits, the MD5 of the agent's {@code agent.conf}; empty without one
 * @param encryption how it encrypts; empty before OSSEC 4.0
 */
public record AgentInfo(
        RawText operatingSystem,
        Optional<String> version,
        Optional<String> sharedConfigurationMd5,
        Optional<Encryption> encryption) {
    /** Ciphers of the agent protocol. */
    public enum Encryption {
        /** AES. */
        AES,
        /** Blowfish. */
        BLOWFISH
    }
}
