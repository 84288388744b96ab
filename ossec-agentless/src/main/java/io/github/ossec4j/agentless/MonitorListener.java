package io.github.ossec4j.agentless;

import io.github.ossec4j.agentless.script.ScriptOutcome;
import io.github.ossec4j.io.control.QueueMessage;
import java.time.Instant;
import java.util.List;

/**
 * Told of all that an {@link AgentlessMonitor} does. Calls about one job come one after the other, on the thread that
 * runs it; calls about different jobs come at the same time.
 *
 * <p>What {@link #started}, {@link #event} and {@link #sent} throw ends the check; what the others throw goes to the
 * handler for uncaught exceptions of their thread.
 */
public interface MonitorListener {
    /** A script was called as {@code TYPE test test}; exit code 0 means that its entries are run. */
    default void tested(String type, ScriptOutcome outcome) {}

    /** A check begins. */
    default void started(AgentlessJob job, Instant at) {}

    /** Something happened during a check. */
    default void event(AgentlessJob job, AgentlessEvent event) {}

    /** A message was sent. */
    default void sent(AgentlessJob job, QueueMessage message) {}

    /** A check has ended, was skipped, or was refused; it need not have started. */
    default void finished(JobResult result) {}

    /** Listens to nothing. */
    static MonitorListener none() {
        return new MonitorListener() {};
    }

    /** Tells all of these, in this order. */
    static MonitorListener of(MonitorListener... listeners) {
        List<MonitorListener> all = List.of(listeners);
        return new MonitorListener() {
            @Override
            public void tested(String type, ScriptOutcome outcome) {
                all.forEach(each -> each.tested(type, outcome));
            }

            @Override
            public void started(AgentlessJob job, Instant at) {
                all.forEach(each -> each.started(job, at));
            }

            @Override
            public void event(AgentlessJob job, AgentlessEvent event) {
                all.forEach(each -> each.event(job, event));
            }

            @Override
            public void sent(AgentlessJob job, QueueMessage message) {
                all.forEach(each -> each.sent(job, message));
            }

            @Override
            public void finished(JobResult result) {
                all.forEach(each -> each.finished(result));
            }
        };
    }
}
