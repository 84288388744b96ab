package io.github.ossec4j.cli;

import io.github.ossec4j.model.AgentId;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Removes agents. */
@Command(
        name = "remove",
        description = "Removes agents: their keys stop working and what is known of them is deleted."
                + " Their numbers are never given again.")
final class AgentRemoveCommand extends HomeCommand {
    @Parameters(paramLabel = "ID", arity = "1..*", converter = AgentIdConverter.class, description = "Their numbers.")
    private List<AgentId> ids = List.of();

    @Mixin
    private Confirmation confirmation = new Confirmation();

    @Override
    int run(Session session) throws IOException {
        if (!confirmation.isGiven(session.terminal(), "Remove " + Numbers.of(ids) + " and what is known of them?")) {
            return ExitStatus.ERROR_ANSWER;
        }
        session.ossec().agents().removeAll(ids);
        for (AgentId id : new LinkedHashSet<>(ids)) {
            session.say("Agent " + id + " removed");
        }
        return ExitStatus.ANSWERED;
    }
}
