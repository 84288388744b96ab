package io.github.ossec4j.model;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A living entry of {@code etc/client.keys}: an agent and the secret it shares with the manager.
 *
 * @param id the agent's number
 * @param name the agent's name
 * @param address where it may connect from
 * @param secret usually 64 hexadecimal digits; never shown by {@link #toString()}
 */
public record ClientKey(AgentId id, String name, AgentAddress address, String secret) {
    /** What an agent imports: standard Base64, padded, of {@code id name address secret}. */
    public String exported() {
        String line = id + " " + name + " " + address + " " + secret;
        return Base64.getEncoder().encodeToString(line.getBytes(StandardCharsets.UTF_8));
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "ClientKey[id=" + id + ", name=" + name + ", address=" + address + ", secret=***]";
    }
}
