package io.github.ossec4j.model;

/**
 * An enrolled agent, or the manager, and whether it is reporting.
 *
 * @param id its number
 * @param name as in {@code etc/client.keys}; the host name for the manager
 * @param address as in {@code etc/client.keys}; {@code 127.0.0.1} for the manager
 * @param status at the time of the call
 */
public record Agent(AgentId id, String name, AgentAddress address, AgentStatus status) {}
