package io.github.ossec4j.agentless;

import io.github.ossec4j.model.conf.AgentlessEntry;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * One host of one entry, as an {@link AgentlessMonitor} runs it.
 *
 * @param entry as configured
 * @param check what is run of it
 */
public record AgentlessJob(AgentlessEntry entry, AgentlessCheck check) {
    /**
     * One host of an entry.
     *
     * @throws IllegalArgumentException if the entry cannot be run for this host, see {@link AgentlessCheck}
     */
    public static AgentlessJob of(AgentlessEntry entry, AgentlessEntry.Host host) {
        return new AgentlessJob(entry, AgentlessCheck.from(entry, host));
    }

    /**
     * For people: type, host, and where the entry stands if it stands in a file, such as {@code (type) root@host (entry of
     * line 12)}.
     */
    public String name() {
        return name(entry, check.host());
    }

    static String name(AgentlessEntry entry, String host) {
        OptionalInt line = entry.lineNumber();
        return "(" + entry.type() + ") " + host + (line.isPresent() ? " (entry of line " + line.getAsInt() + ")" : "");
    }

    /** The same for every way to log in to the same device: the address, in lower case. */
    String address() {
        String host = check.host();
        return host.substring(host.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }
}
