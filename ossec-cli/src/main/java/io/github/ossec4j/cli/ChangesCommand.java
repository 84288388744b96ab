package io.github.ossec4j.cli;

import io.github.ossec4j.api.AgentHandle;
import io.github.ossec4j.api.PathPattern;
import io.github.ossec4j.model.syscheck.FileChange;
import io.github.ossec4j.model.syscheck.SyscheckEntry;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the changed files of an agent, or the history of some. */
@Command(
        name = "changes",
        description = {
            "Lists the files of an agent that changed, each with its current state, in the order of its database. With"
                    + " --file, lists every recorded change of the matching files.",
            FileListing.MEMBERS + " With --file: path, at, kind and changed; in JSON also before and after, like"
                    + " attributes, in CSV sizeBefore, sizeAfter, sha1Before and sha1After.",
            "Keys to sort by: path, recorded, size, owner, group; with --file: path, at, kind."
        })
final class ChangesCommand extends DatabaseCommand {
    @Option(
            names = "--file",
            paramLabel = "PATTERN",
            description = "Parts of paths, separated by '|'; '^' matches the start, '$' the end. No other character is"
                    + " special.")
    private @Nullable String file;

    @Override
    void list(Session session, AgentHandle agent) throws IOException {
        if (file == null) {
            print(
                    session,
                    inRange(session.ossec(), agent.changedFiles(), SyscheckEntry::recorded),
                    FileListing.CHANGED,
                    FileListing.KEYS);
            return;
        }
        var history = inRange(session.ossec(), agent.history(PathPattern.of(file)), FileChange::at);
        if (!print(session, history, new HistoryListing(), HistoryListing.KEYS) && range().isUnlimited()) {
            session.terminal().complain(hint(file));
        }
    }

    /** Why a pattern may have found nothing. */
    private static String hint(String pattern) {
        boolean isOther = pattern.chars().anyMatch(c -> "*?[\\".indexOf(c) >= 0);
        return "no path in the database matches '" + pattern + "'"
                + (isOther
                        ? "; it is not a glob or a regular expression: it consists of parts of paths, separated by '|', and"
                                + " only '^' (start) and '$' (end) are special"
                        : "");
    }
}
