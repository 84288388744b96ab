package example.classpath;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.model.Agent;
import io.github.ossec4j.model.syscheck.SyscheckEntry;
import java.util.ArrayList;
import java.util.List;

/** The agents of a manager, and which of their files changed. */
public final class ChangeReport {
    private ChangeReport() {}

    /** A line for each agent, and an indented one for each recorded change. */
    public static List<String> lines(Ossec ossec) {
        var lines = new ArrayList<String>();
        for (Agent agent : ossec.agents().list()) {
            lines.add(agent.id() + " " + agent.name() + ": " + agent.status().text());
            try (RecordStream<SyscheckEntry> changes = ossec.syscheck().changedFiles(agent.id())) {
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
