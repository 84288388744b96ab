package io.github.ossec4j.cli;

import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Finishes removals. */
@Command(
        name = "tidy",
        description =
                "Deletes the files of agents whose removal was interrupted, and temporary files of interrupted changes."
                        + " The next 'agent add' or 'agent remove' does so as well.")
final class AgentTidyCommand extends HomeCommand {
    @Option(names = "--json", description = "Print an array of JSON objects with the name of each such agent.")
    private boolean json;

    @Override
    int run(Session session) throws IOException {
        List<String> names =
                session.ossec().agents().tidy().stream().map(DisplayText::name).toList();
        if (json) {
            try (Json out = session.json()) {
                out.array();
                names.forEach(name -> out.object().member("name", name).endObject());
                out.endArray();
            }
            return ExitStatus.ANSWERED;
        }
        for (String name : names) {
            session.say("Files of removed agent " + name + " deleted");
        }
        if (names.isEmpty()) {
            session.say("Nothing was left");
        }
        return ExitStatus.ANSWERED;
    }
}
