package io.github.ossec4j.api.watch;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What has been read up to now. A position costs next to nothing: it refers to the last snapshot and to the changes since,
 * of which there are only so many before the next snapshot. One thread at a time.
 */
final class Progress {
    private static final int FEWEST_CHANGES = 1024;

    private final Scope scope;
    private final TreeMap<Integer, AgentPlace> now;
    private ChangeLog log;

    Progress(Scope scope, Map<Integer, AgentPlace> start) {
        this.scope = scope;
        this.now = new TreeMap<>(start);
        this.log = snapshot();
    }

    private ChangeLog snapshot() {
        return new ChangeLog(new Places(
                scope.integrity(), scope.policy(), scope.agents(), scope.hasAllAgents(), new TreeMap<>(now)));
    }

    Set<Integer> agents() {
        return Set.copyOf(now.keySet());
    }

    Optional<AgentPlace> of(int agent) {
        return Optional.ofNullable(now.get(agent));
    }

    void put(int agent, AgentPlace place) {
        now.put(agent, place);
        changed(agent, Optional.of(place));
    }

    void remove(int agent) {
        now.remove(agent);
        changed(agent, Optional.empty());
    }

    private void changed(int agent, Optional<AgentPlace> place) {
        if (log.size() >= Math.max(FEWEST_CHANGES, now.size() / 4)) {
            log = snapshot();
        } else {
            log.add(agent, place);
        }
    }

    WatchPosition position() {
        return new WatchPosition(log, log.size());
    }
}
