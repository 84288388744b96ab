package io.github.ossec4j.agentless;

import java.util.List;

/**
 * Learns of checks while they run. Calls about one check come one after the other, on the thread that runs it; calls about
 * different checks come at the same time.
 */
@FunctionalInterface
public interface AgentlessListener {
    /** Something happened during a check; what this throws ends the check. */
    void event(AgentlessCheck check, AgentlessEvent event);

    /**
     * An {@link AgentlessMonitor} has called a script as {@code TYPE test test}; exit code 0 means that its entries are run.
     * What this throws goes to the handler for uncaught exceptions of the thread.
     */
    default void tested(String type, AgentlessOutcome outcome) {}

    /**
     * An {@link AgentlessMonitor} has ended, skipped or refused a check; it need not have started. What this throws goes to
     * the handler for uncaught exceptions of the thread.
     */
    default void finished(AgentlessResult result) {}

    /** Listens to nothing. */
    static AgentlessListener none() {
        return (check, event) -> {};
    }

    /** Passes everything on to all of these, in this order. */
    static AgentlessListener of(AgentlessListener... listeners) {
        List<AgentlessListener> all = List.of(listeners);
        return new AgentlessListener() {
            @Override
            public void event(AgentlessCheck check, AgentlessEvent event) {
                all.forEach(each -> each.event(check, event));
            }

            @Override
            public void tested(String type, AgentlessOutcome outcome) {
                all.forEach(each -> each.tested(type, outcome));
            }

            @Override
            public void finished(AgentlessResult result) {
                all.forEach(each -> each.finished(result));
            }
        };
    }
}
