package io.github.ossec4j.cli;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;

/** Finishes removals. */
@Command(
        name = "tidy",
        description =
                "Deletes the files of agents whose removal was interrupted, and temporary files of interrupted changes."
                        + " The next 'agent add' or 'agent remove' does so as well.")
final class AgentTidyCommand extends HomeCommand {
    @Override
    int run(Session session) throws IOException {
        List<String> names = session.ossec().agents().tidy();
        for (String name : names) {
            session.say("Files of removed agent " + DisplayText.name(name) + " deleted");
        }
        if (names.isEmpty()) {
            session.say("Nothing was left");
        }
        return ExitStatus.ANSWERED;
    }
}
