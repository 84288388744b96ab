package io.github.ossec4j.api.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Places, and how they changed since: what was delivered after each of these changes. Safe to share. */
final class ChangeLog {
    private final Places start;
    private final List<Map.Entry<Integer, Optional<AgentPlace>>> changes = new ArrayList<>();

    ChangeLog(Places start) {
        this.start = start;
    }

    /** An agent without a place has been removed. */
    synchronized void add(int agent, Optional<AgentPlace> place) {
        changes.add(Map.entry(agent, place));
    }

    synchronized int size() {
        return changes.size();
    }

    /** The places after this many changes. */
    synchronized Places after(int count) {
        return start.after(changes.subList(0, count));
    }
}
