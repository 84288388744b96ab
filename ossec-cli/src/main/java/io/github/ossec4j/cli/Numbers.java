package io.github.ossec4j.cli;

import io.github.ossec4j.model.AgentId;
import java.util.List;
import java.util.stream.Collectors;

/** Agents' numbers in a sentence. */
final class Numbers {
    private Numbers() {}

    /** {@code agent 001}, {@code agents 001, 002}. */
    static String of(List<AgentId> ids) {
        return (ids.size() == 1 ? "agent " : "agents ")
                + ids.stream().map(AgentId::toString).collect(Collectors.joining(", "));
    }
}
