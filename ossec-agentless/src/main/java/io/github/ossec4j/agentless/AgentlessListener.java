package io.github.ossec4j.agentless;

import java.util.List;

/**
 * Receives events of running checks. Calls for one check are sequential, on the thread that runs it; calls for
 * different checks may be concurrent.
 */
@FunctionalInterface
public interface AgentlessListener {
    /** Something happened during a check; an exception thrown here ends the check. */
    void event(AgentlessCheck check, AgentlessEvent event);

    /**
     * An {@link AgentlessMonitor} has called a script as {@code TYPE test test}; exit code 0 means that its entries are
     * run. Exceptions thrown here go to the handler for uncaught exceptions of the thread.
     */
    default void tested(String type, AgentlessOutcome outcome) {}

    /**
     * An {@link AgentlessMonitor} has ended, skipped or refused a check; it need not have started. Exceptions thrown
     * here go to the handler for uncaught exceptions of the thread.
     */
    default void finished(AgentlessResult result) {}

    /** Ignores all events. */
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
