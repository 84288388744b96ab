package io.github.ossec4j.cli;

import io.github.ossec4j.api.AgentHandle;
import io.github.ossec4j.model.Agent;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Removes agents. */
@Command(
        name = "remove",
        description = "Removes agents, all or none: their keys stop working and what is known about them is deleted."
                + " Their numbers are never used again.")
final class AgentRemoveCommand extends HomeCommand {
    @Parameters(
            paramLabel = "AGENT",
            arity = "1..*",
            completionCandidates = NamedAgents.AgentsOnly.class,
            description = NamedAgents.SOME)
    private List<String> names = List.of();

    @Mixin
    private AgentsAsJson output = new AgentsAsJson();

    @Mixin
    private Confirmation confirmation = new Confirmation();

    @Override
    int run(Session session) throws IOException {
        List<AgentHandle> agents = session.agents(names);
        if (!confirmation.isGiven(
                session.terminal(), "Remove " + NamedAgents.words(agents) + " and what is known about them?")) {
            return ExitStatus.ERROR_ANSWER;
        }
        List<Agent> states = output.states(agents);
        session.ossec().agents().removeAll(agents.stream().map(AgentHandle::id).toList());
        output.print(
                session,
                states,
                agents.stream()
                        .map(agent -> "Agent " + agent.idText() + " removed")
                        .toList());
        return ExitStatus.ANSWERED;
    }
}
