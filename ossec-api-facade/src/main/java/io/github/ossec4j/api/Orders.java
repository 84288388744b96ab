package io.github.ossec4j.api;

import io.github.ossec4j.io.control.AgentControl;
import io.github.ossec4j.io.control.DaemonSocket;
import io.github.ossec4j.io.control.DaemonUnreachableException;
import java.io.IOException;

/** Orders for agents, with failures as the facade's exceptions. */
final class Orders {
    @FunctionalInterface
    interface Order {
        AgentControl.Delivery give(AgentControl control) throws IOException;
    }

    private Orders() {}

    private static AgentControl control(Ossec ossec) {
        AgentControl control =
                AgentControl.at(ossec.home()).withToolTimeout(ossec.programTimeout(AgentControl.DEFAULT_TOOL_TIMEOUT));
        return ossec.daemonPatience()
                .map(patience -> control.withSocket(DaemonSocket.remoted(ossec.home())
                        .withWaitForDaemon(patience)
                        .withWaitForQueue(patience)))
                .orElse(control);
    }

    /** Has all agents, not the manager, run their integrity and policy checks. */
    static AgentControl.Delivery runChecksOnAll(Ossec ossec) {
        return give(ossec, 41, 42, AgentControl::runChecksOnAll);
    }

    /**
     * Gives an order.
     *
     * @param notConnected the error's number if there was no connection
     * @param notSent the error's number if the message was not taken
     */
    static AgentControl.Delivery give(Ossec ossec, int notConnected, int notSent, Order order) {
        return Failures.reading(ossec.home().root(), () -> {
            try {
                return order.give(control(ossec));
            } catch (DaemonUnreachableException e) {
                throw new RemotedUnreachableException(e, e.reason().isConnected() ? notSent : notConnected);
            }
        });
    }
}
