package io.github.ossec4j.api.watch;

import io.github.ossec4j.api.watch.WatchEvent.Database;
import io.github.ossec4j.api.watch.WatchEvent.Log;
import io.github.ossec4j.model.AgentId;
import java.util.Set;

/**
 * What is watched.
 *
 * @param integrity changes of files and registry keys
 * @param policy findings of policy checks
 * @param agents agents that come, go, appear or are removed
 * @param logs which logs
 * @param only these agents; all if there are none
 */
record Scope(boolean integrity, boolean policy, boolean agents, Set<Log> logs, Set<AgentId> only) {
    Scope {
        logs = Set.copyOf(logs);
        only = Set.copyOf(only);
    }

    /** Whether anything of agents is watched besides logs. */
    boolean hasAgents() {
        return integrity || policy || agents;
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
