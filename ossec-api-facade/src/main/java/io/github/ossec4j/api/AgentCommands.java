package io.github.ossec4j.api;

import io.github.ossec4j.io.control.AgentControl;
import io.github.ossec4j.io.control.DaemonSocket;
import io.github.ossec4j.io.control.DaemonUnreachableException;
import java.io.IOException;

/** Sends commands to agents; failures become exceptions of the facade. */
final class AgentCommands {
    @FunctionalInterface
    interface Command {
        AgentControl.Delivery send(AgentControl control) throws IOException;
    }

    private AgentCommands() {}

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
        return send(ossec, 41, 42, AgentControl::runChecksOnAll);
    }

    /**
     * Sends a command.
     *
     * @param notConnected the error's number if there was no connection
     * @param notSent the error's number if the message was not accepted
     */
    static AgentControl.Delivery send(Ossec ossec, int notConnected, int notSent, Command command) {
        return Failures.reading(ossec.home().root(), () -> {
            try {
                return command.send(control(ossec));
            } catch (DaemonUnreachableException e) {
                throw new RemotedUnreachableException(e, e.reason().isConnected() ? notSent : notConnected);
            }
        });
    }
}
