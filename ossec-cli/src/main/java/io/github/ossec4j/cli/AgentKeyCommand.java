package io.github.ossec4j.cli;

import io.github.ossec4j.api.AgentHandle;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the key that an agent imports. */
@Command(name = "key", description = "Prints the key that an agent imports. It is a secret.")
final class AgentKeyCommand extends HomeCommand {
    @Parameters(
            paramLabel = "AGENT",
            completionCandidates = NamedAgents.AgentsOnly.class,
            description = "The agent's number or name.")
    private String name = "";

    @Option(names = "--json", description = "Print an object with id, name, address, status and key.")
    private boolean json;

    @Override
    int run(Session session) throws IOException {
        AgentHandle agent = session.agent(name);
        String key = agent.key().exported();
        if (json) {
            try (Json out = session.json()) {
                AgentListing.members(out.object(), agent.agent());
                out.member("key", key).endObject();
            }
        } else {
            session.say(key);
        }
        return ExitStatus.ANSWERED;
    }
}
