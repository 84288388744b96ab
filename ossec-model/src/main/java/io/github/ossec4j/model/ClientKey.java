package io.github.ossec4j.model;

import java.util.Base64;

/**
 * An active entry of {@code etc/client.keys}: an agent and the secret it shares with the manager.
 *
 * @param id the agent's number
 * @param idText the number as it is written in the file: agents and OSSEC's programs compare it as text
 * @param name the agent's name; bytes that are not UTF-8 as {@link RawText#lossless()} keeps them
 * @param address where it may connect from
 * @param secret usually 64 hexadecimal digits; never shown by {@link #toString()}
 */
public record ClientKey(AgentId id, String idText, String name, AgentAddress address, String secret) {
    /** A key whose number is written as OSSEC writes it, with at least three digits. */
    public static ClientKey of(AgentId id, String name, AgentAddress address, String secret) {
        return new ClientKey(id, id.toString(), name, address, secret);
    }

    /** What an agent imports: standard Base64, padded, of {@code id name address secret}. */
    public String exported() {
        String line = idText + " " + name + " " + address + " " + secret;
        return Base64.getEncoder().encodeToString(RawText.fromLossless(line).bytes());
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "ClientKey[id=" + idText + ", name=" + name + ", address=" + address + ", secret=***]";
    }
}
