package io.github.ossec4j.cli;

import io.github.ossec4j.api.AgentHandle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Restarts OSSEC on agents. */
@Command(
        name = "restart",
        description = "Sends OSSEC on agents the command to restart. Success does not mean that it arrived.")
final class AgentRestartCommand extends HomeCommand {
    @Parameters(
            paramLabel = "AGENT",
            arity = "1..*",
            completionCandidates = NamedAgents.AgentsOnly.class,
            description = NamedAgents.SOME)
    private List<String> names = List.of();

    @Mixin
    private AgentsAsJson output = new AgentsAsJson();

    @Override
    int run(Session session) throws IOException {
        List<AgentHandle> agents = session.agents(names);
        var messages = new ArrayList<String>();
        for (AgentHandle agent : agents) {
            agent.restart();
            messages.add("Restart of agent " + agent.idText() + " requested");
        }
        output.print(session, output.states(agents), messages);
        return ExitStatus.ANSWERED;
    }
}
