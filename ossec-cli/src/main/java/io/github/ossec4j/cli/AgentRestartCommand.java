package io.github.ossec4j.cli;

import io.github.ossec4j.model.AgentId;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Restarts OSSEC on agents. */
@Command(
        name = "restart",
        description = "Orders OSSEC on agents to restart. That the order was given says nothing about its arrival.")
final class AgentRestartCommand extends HomeCommand {
    @Parameters(paramLabel = "ID", arity = "1..*", converter = AgentIdConverter.class, description = "Their numbers.")
    private List<AgentId> ids = List.of();

    @Override
    int run(Session session) throws IOException {
        for (AgentId id : ids) {
            session.ossec().agents().restart(id);
            session.say("Restart of agent " + id + " ordered");
        }
        return ExitStatus.ANSWERED;
    }
}
