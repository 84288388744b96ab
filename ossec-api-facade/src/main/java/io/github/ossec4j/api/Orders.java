package io.github.ossec4j.api;

import io.github.ossec4j.io.control.AgentControl;
import io.github.ossec4j.io.control.DaemonUnreachableException;
import java.io.IOException;

/** Orders for agents, with failures told in the facade's exceptions. */
final class Orders {
    @FunctionalInterface
    interface Order {
        AgentControl.Route give(AgentControl control) throws IOException;
    }

    private Orders() {}

    /** Has all agents, not the manager, run their integrity and policy checks. */
    static AgentControl.Route runChecksOnAll(Ossec ossec) {
        return give(ossec, 41, 42, AgentControl::runChecksOnAll);
    }

    /**
     * Gives an order.
     *
     * @param notConnected the error's number if there was no connection
     * @param notSent the error's number if the message was not taken
     */
    static AgentControl.Route give(Ossec ossec, int notConnected, int notSent, Order order) {
        return Failures.reading(ossec.home().root(), () -> {
            try {
                return order.give(AgentControl.at(ossec.home()));
            } catch (DaemonUnreachableException e) {
                throw new RemotedUnreachableException(e, e.reason().isConnected() ? notSent : notConnected);
            }
        });
    }
}
