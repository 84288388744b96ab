package example.modulepath;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.model.Agent;
import io.github.ossec4j.model.syscheck.SyscheckEntry;
import java.nio.file.Path;

/** Prints the agents of an OSSEC home, and which of their files changed. */
public final class Main {
    private Main() {}

    /** Takes the home, usually {@code /var/ossec}. */
    public static void main(String[] words) {
        Ossec ossec = Ossec.open(Path.of(words[0]));
        for (Agent agent : ossec.agents().list()) {
            System.out.println(
                    agent.id() + " " + agent.name() + ": " + agent.status().text());
            try (RecordStream<SyscheckEntry> changes = ossec.syscheck().changedFiles(agent.id())) {
                changes.stream()
                        .filter(SyscheckEntry::isChange)
                        .forEach(entry -> System.out.println("    " + entry.path()));
            }
        }
    }
}
