package io.github.ossec4j.cli;

import io.github.ossec4j.api.AgentHandle;
import io.github.ossec4j.api.search.FileSearch;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
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
        FileSearch search = FileSearch.all();
        Optional<Instant> since = range().since(session.ossec());
        search = since.isPresent() ? search.since(since.get()) : search;
        Optional<Instant> until = range().until(session.ossec());
        search = until.isPresent() ? search.until(until.get()) : search;
        print(
                session,
                range().isUnlimited() ? agent.files() : agent.files(search),
                FileListing.KNOWN,
                FileListing.KEYS);
    }
}
