package io.github.ossec4j.io.control;

import io.github.ossec4j.model.AgentId;

/**
 * A command that remoted passes on to agents; sent to {@link DaemonSocket#remoted}.
 *
 * <p>{@code agent} is the id exactly as in {@code etc/client.keys}: remoted compares texts, so {@code
 * 1} is not agent {@code 001}. remoted accepts commands for unknown agents without an error and skips agents that have
 * not reported for twenty minutes.
 *
 * <p>Immutable. Source: {@code docs/formats/control.md}, "Orders to remoted".
 */
public sealed interface RemotedMessage {
    /** Restarts OSSEC on an agent. */
    static RemotedMessage restart(AgentId agent) {
        return new Restart(agent.toString());
    }

    /** Runs the integrity and policy checks on an agent. */
    static RemotedMessage runChecks(AgentId agent) {
        return new RunChecks(agent.toString());
    }

    /** Runs the integrity and policy checks on all agents, not on the manager. */
    static RemotedMessage runChecksOnAll() {
        return new RunChecksOnAll();
    }

    /**
     * Runs an active response on an agent.
     *
     * @param response its name with its timeout in seconds after it, such as {@code host-deny600}
     * @param address what to respond to, usually an IP address
     */
    static RemotedMessage activeResponse(AgentId agent, String response, String address) {
        return new ActiveResponse(agent.toString(), response, address);
    }

    /** See {@link RemotedMessage#restart}. */
    record Restart(String agent) implements RemotedMessage {
        /** Checks the id. */
        public Restart {
            checkAgent(agent);
        }
    }

    /** See {@link RemotedMessage#runChecks}. */
    record RunChecks(String agent) implements RemotedMessage {
        /** Checks the id. */
        public RunChecks {
            checkAgent(agent);
        }
    }

    /** See {@link RemotedMessage#runChecksOnAll}. */
    record RunChecksOnAll() implements RemotedMessage {}

    /** See {@link RemotedMessage#activeResponse}. */
    record ActiveResponse(String agent, String response, String address) implements RemotedMessage {
        /** Checks the id and that the others are single words. */
        public ActiveResponse {
            checkAgent(agent);
            checkWord("response", response);
            checkWord("address", address);
        }
    }

    private static void checkAgent(String id) {
        if (id.isEmpty() || !id.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("agent id must be digits, was \"" + id + "\"");
        }
    }

    /** Fields are separated by blanks; anything but visible ASCII could forge some, or a line of a log. */
    private static void checkWord(String what, String word) {
        boolean visible = !word.isEmpty() && word.chars().allMatch(c -> c > ' ' && c < 0x7F);
        if (!visible) {
            throw new IllegalArgumentException(what + " must be a word of visible ASCII, was \"" + word + "\"");
        }
        if (word.startsWith("-")) {
            throw new IllegalArgumentException(what + " must not start with \"-\", was \"" + word + "\"");
        }
    }
}
