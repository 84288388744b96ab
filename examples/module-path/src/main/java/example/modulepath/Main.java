package example.modulepath;

import io.github.ossec4j.api.AgentHandle;
import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.model.syscheck.SyscheckEntry;
import java.nio.file.Path;

/** Prints the agents of an OSSEC home, and which of their files changed. */
public final class Main {
    private Main() {}

    /** Takes the home, usually {@code /var/ossec}. */
    public static void main(String[] words) {
        Ossec ossec = Ossec.open(Path.of(words[0]));
        for (AgentHandle agent : ossec.snapshot()) {
            System.out.println(
                    agent.idText() + " " + agent.name() + ": " + agent.status().text());
            try (RecordStream<SyscheckEntry> changes = agent.changedFiles()) {
                changes.stream()
                        .filter(SyscheckEntry::isChange)
                        .forEach(entry -> System.out.println("    " + entry.path()));
            }
        }
    }
}
