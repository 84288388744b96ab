package io.github.ossec4j.io.control;

import java.util.List;

/** The text of a command: as a datagram to remoted, and as arguments of {@code bin/agent_control}. */
final class OrderText {
    private OrderText() {}

    /** ASCII, without the NUL. */
    static String datagram(RemotedMessage message) {
        if (message instanceof RemotedMessage.Restart restart) {
            return toSpecificAgent(restart.agent(), "restart-ossec0", "null");
        }
        if (message instanceof RemotedMessage.RunChecks checks) {
            return "(msg_to_agent) [] N!S " + checks.agent() + " syscheck restart";
        }
        if (message instanceof RemotedMessage.ActiveResponse response) {
            return toSpecificAgent(response.agent(), response.response(), response.address());
        }
        return "(msg_to_agent) [] A!N (null) syscheck restart"; // "(null)" fills the field of the agent
    }

    private static String toSpecificAgent(String agent, String response, String address) {
        return "(msg_to_agent) [] NNS " + agent + " " + response + " - " + address + " (from_the_server) (no_rule_id)";
    }

    /** The arguments after the name of the program. */
    static List<String> arguments(RemotedMessage message) {
        if (message instanceof RemotedMessage.Restart restart) {
            return List.of("-R", restart.agent());
        }
        if (message instanceof RemotedMessage.RunChecks checks) {
            return List.of("-r", "-u", checks.agent());
        }
        if (message instanceof RemotedMessage.ActiveResponse response) {
            return List.of("-b", response.address(), "-f", response.response(), "-u", response.agent());
        }
        return List.of("-r", "-a");
    }
}
