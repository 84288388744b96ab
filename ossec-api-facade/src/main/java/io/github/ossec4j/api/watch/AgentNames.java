package io.github.ossec4j.api.watch;

import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.model.AgentId;
import io.github.ossec4j.model.alerts.AlertOrigin;
import java.io.IOException;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The agents by their names, which is all that logs say of them. Whatever is not of an enrolled agent, such as what a host sends
 * by syslog, is the manager's.
 *
 * <p>{@code client.keys} is read again when it has changed. Who may read logs need not be allowed to read it: without it, and
 * unless only some agents are watched, all is the manager's. One thread at a time.
 */
final class AgentNames {
    private static final Scope ALL = new Scope(false, false, false, Set.of(), Set.of());

    private final OssecHome home;
    private final Scope scope;
    private final String managerName;
    private final Map<String, AgentId> byName = new HashMap<>();
    private @Nullable BasicFileAttributes seen;

    AgentNames(OssecHome home, Scope scope, String managerName) {
        this.home = home;
        this.scope = scope;
        this.managerName = managerName;
    }

    /** Reads {@code client.keys} if it has changed since the last time. */
    void refresh() throws IOException {
        BasicFileAttributes now = WatchedAgents.keysAttributes(home);
        if (!HomeFiles.hasChanged(seen, now)) {
            return;
        }
        try {
            Map<Integer, WatchedAgent> agents =
                    WatchedAgents.read(home, ALL, MalformedLineHandler.ignore(), managerName);
            byName.clear();
            agents.values().forEach(agent -> byName.putIfAbsent(agent.name(), agent.id()));
        } catch (IOException e) {
            if (!scope.hasAllAgents()) {
                throw e;
            }
            byName.clear();
        }
        seen = now;
    }

    boolean includes(AlertOrigin origin) {
        return scope.hasAllAgents() || scope.includes(agent(origin));
    }

    AgentId agent(AlertOrigin origin) {
        return origin instanceof AlertOrigin.Agent agent
                ? byName.getOrDefault(agent.name().lossless(), AgentId.MANAGER)
                : AgentId.MANAGER;
    }

    /** Of the agent, host or relaying manager. */
    String name(AlertOrigin origin) {
        return origin.name().isEmpty() ? managerName : origin.name().lossless();
    }
}
