package io.github.ossec4j.cli;

import io.github.ossec4j.api.AgentHandle;
import io.github.ossec4j.api.search.FileSearch;
import java.io.IOException;
import picocli.CommandLine.Command;

/** Lists all known files of an agent. */
@Command(
        name = "files",
        description = {
            "Lists all known files of an agent that have not been deleted, with their last state.",
            FileListing.MEMBERS + " Keys to sort by: path, recorded, size, owner, group."
        })
final class FilesCommand extends DatabaseCommand {
    @Override
    void list(Session session, AgentHandle agent) throws IOException {
        FileSearch search = range().limit(session.ossec(), FileSearch.all(), FileSearch::since, FileSearch::until);
        print(
                session,
                range().isUnlimited() ? agent.files() : agent.files(search),
                FileListing.KNOWN,
                FileListing.KEYS);
    }
}
