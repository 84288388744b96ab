package example.classpath;

import io.github.ossec4j.api.AgentHandle;
import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.model.syscheck.SyscheckEntry;
import java.util.ArrayList;
import java.util.List;

/** The agents of a manager, and which of their files changed. */
public final class ChangeReport {
    private ChangeReport() {}

    /** A line for each agent, and an indented one for each recorded change. */
    public static List<String> lines(Ossec ossec) {
        var lines = new ArrayList<String>();
        for (AgentHandle agent : ossec.snapshot()) {
            lines.add(
                    agent.idText() + " " + agent.name() + ": " + agent.status().text());
            try (RecordStream<SyscheckEntry> changes = agent.changedFiles()) {
                for (SyscheckEntry entry : changes) {
                    if (entry.isChange()) {
                        lines.add("    " + entry.path() + (entry.isDeletion() ? " (deleted)" : ""));
                    }
                }
            }
        }
        return lines;
    }
}
