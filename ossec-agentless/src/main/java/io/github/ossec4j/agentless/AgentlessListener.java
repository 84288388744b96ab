package io.github.ossec4j.agentless;

/** Told of each event of a check, on the thread that runs it. */
@FunctionalInterface
public interface AgentlessListener {
    /** Takes note of an event; what it throws ends the check. */
    void event(AgentlessEvent event);

    /** Listens to nothing. */
    static AgentlessListener none() {
        return event -> {};
    }
}
