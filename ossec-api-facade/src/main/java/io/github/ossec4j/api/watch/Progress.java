package io.github.ossec4j.api.watch;

import io.github.ossec4j.api.watch.WatchEvent.Log;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
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
    private Map<Log, LogPlace> logs; // never changed, but replaced: positions refer to it
    private ChangeLog log;

    Progress(Scope scope, Map<Integer, AgentPlace> start, Map<Log, LogPlace> logs) {
        this.scope = scope;
        this.now = new TreeMap<>(start);
        this.logs = Map.copyOf(logs);
        this.log = snapshot();
    }

    private ChangeLog snapshot() {
        return new ChangeLog(new Places(
                scope.integrity(),
                scope.policy(),
                scope.agents(),
                scope.hasAgents() && scope.hasAllAgents(),
                new TreeMap<>(now),
                Map.of()));
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

    LogPlace of(Log which) {
        return Objects.requireNonNull(logs.get(which));
    }

    void put(Log which, LogPlace place) {
        Map<Log, LogPlace> changed = new EnumMap<>(logs);
        changed.put(which, place);
        logs = Collections.unmodifiableMap(changed);
    }

    private void changed(int agent, Optional<AgentPlace> place) {
        if (log.size() >= Math.max(FEWEST_CHANGES, now.size() / 4)) {
            log = snapshot();
        } else {
            log.add(agent, place);
        }
    }

    WatchPosition position() {
        return new WatchPosition(log, log.size(), logs);
    }
}
