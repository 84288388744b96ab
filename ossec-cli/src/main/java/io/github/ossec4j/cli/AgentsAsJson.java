package io.github.ossec4j.cli;

import io.github.ossec4j.api.AgentHandle;
import io.github.ossec4j.model.Agent;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Option;

/** For commands that do something with agents: prints these agents, in the shape of {@code agents --json}. */
final class AgentsAsJson {
    @Option(
            names = "--json",
            description = "Print the agents as an array of JSON objects, with id, name, address and status, instead of"
                    + " messages.")
    private boolean json;

    /** Whether they are needed. */
    boolean isWanted() {
        return json;
    }

    /** Prints the agents as they were before, or messages about them. */
    void print(Session session, List<Agent> agents, List<String> messages) throws IOException {
        if (!json) {
            for (String message : messages) {
                session.say(message);
            }
            return;
        }
        var listing = new AgentListing();
        try (Json out = session.json()) {
            out.array();
            agents.forEach(agent -> listing.write(out, agent));
            out.endArray();
        }
    }

    /** Their states now, if they are needed. */
    List<Agent> states(List<AgentHandle> agents) {
        return json ? agents.stream().map(AgentHandle::agent).toList() : List.of();
    }
}
