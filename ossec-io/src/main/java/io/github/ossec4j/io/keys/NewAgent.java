package io.github.ossec4j.io.keys;

import io.github.ossec4j.model.AgentAddress;

/**
 * An agent to be enrolled.
 *
 * @param name 2 to 128 letters, digits, hyphens, underscores and full stops
 * @param address where it may connect from
 */
public record NewAgent(String name, AgentAddress address) {
    /** An agent that may have any address. */
    public static NewAgent of(String name) {
        return new NewAgent(name, AgentAddress.ANY);
    }
}
