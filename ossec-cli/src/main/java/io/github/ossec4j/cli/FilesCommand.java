package io.github.ossec4j.cli;

import io.github.ossec4j.api.AgentHandle;
import java.io.IOException;
import picocli.CommandLine.Command;

/** Lists all known files of an agent. */
@Command(
        name = "files",
        description = {
            "Lists all known files of an agent that have not been deleted, with their last state.",
            FileListing.MEMBERS
        })
final class FilesCommand extends DatabaseCommand {
    @Override
    void list(Session session, AgentHandle agent) throws IOException {
        print(session, agent.files(), FileListing.KNOWN);
    }
}
