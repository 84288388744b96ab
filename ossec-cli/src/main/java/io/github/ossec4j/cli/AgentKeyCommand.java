package io.github.ossec4j.cli;

import io.github.ossec4j.model.AgentId;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints the key that an agent imports. */
@Command(name = "key", description = "Prints the key that an agent imports. It is a secret.")
final class AgentKeyCommand extends HomeCommand {
    @Parameters(paramLabel = "ID", converter = AgentIdConverter.class, description = "The agent's number.")
    private AgentId id = AgentId.MANAGER;

    @Override
    int run(Session session) throws IOException {
        session.say(session.ossec().agents().key(id).exported());
        return ExitStatus.ANSWERED;
    }
}
