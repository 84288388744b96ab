package io.github.ossec4j.api.watch;

import io.github.ossec4j.api.watch.WatchEvent.Database;
import io.github.ossec4j.model.AgentId;
import java.util.Set;

/**
 * What is watched.
 *
 * @param integrity changes of files and registry keys
 * @param policy findings of policy checks
 * @param agents agents that come, go, appear or are removed
 * @param only these agents; all if there are none
 */
record Scope(boolean integrity, boolean policy, boolean agents, Set<AgentId> only) {
    Scope {
        only = Set.copyOf(only);
    }

    boolean hasAllAgents() {
        return only.isEmpty();
    }

    boolean includes(AgentId agent) {
        return hasAllAgents() || only.contains(agent);
    }

    boolean includes(Database database) {
        return database == Database.ROOTCHECK ? policy : integrity;
    }
}
