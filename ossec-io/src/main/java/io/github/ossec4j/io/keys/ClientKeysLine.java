package io.github.ossec4j.io.keys;

import io.github.ossec4j.model.AgentAddress;
import io.github.ossec4j.model.AgentId;
import io.github.ossec4j.model.ClientKey;
import io.github.ossec4j.model.RawText;

/**
 * A line of {@code client.keys}, understood or not: each kind can give back its bytes, so that a file can be rewritten
 * without losing what was not understood.
 */
public sealed interface ClientKeysLine {
    /** The bytes of the line without its LF; they may hold a secret. */
    RawText raw();

    /** The 1-based number of the line. */
    long lineNumber();

    /**
     * A line that starts with {@code #}, or an empty one.
     *
     * @param raw the line's bytes
     * @param lineNumber 1-based
     */
    record Comment(RawText raw, long lineNumber) implements ClientKeysLine {
        @Override
        public String toString() {
            return "Comment[line " + lineNumber + "]";
        }
    }

    /** A living agent as OSSEC's tools list it: four fields. */
    sealed interface Living extends ClientKeysLine {
        /** The id as written, such as {@code 007}. */
        String idText();

        /** The agent's name, as {@link RawText#lossless()} decodes it. */
        String name();

        /** Where it may connect from. */
        AgentAddress address();
    }

    /**
     * A living agent that has all it needs.
     *
     * @param raw the line's bytes
     * @param lineNumber 1-based
     * @param key the agent and its secret
     */
    record Active(RawText raw, long lineNumber, ClientKey key) implements Living {
        @Override
        public String idText() {
            return key.idText();
        }

        @Override
        public String name() {
            return key.name();
        }

        @Override
        public AgentAddress address() {
            return key.address();
        }

        @Override
        public String toString() {
            return "Active[line " + lineNumber + ", " + key + "]";
        }
    }

    /**
     * A living agent that cannot be one: its id is no number of up to 8 digits, or 0, or another field is empty. It is
     * reported; OSSEC's tools list it nevertheless, so it can be removed.
     *
     * @param raw the line's bytes
     * @param lineNumber 1-based
     * @param idText the id as written
     * @param name the name, possibly empty
     * @param address the address, possibly empty
     */
    record Damaged(RawText raw, long lineNumber, String idText, String name, AgentAddress address) implements Living {
        @Override
        public String toString() {
            return "Damaged[line " + lineNumber + "]";
        }
    }

    /**
     * A removed agent: {@code !} before the name (Wazuh fork) or the marker {@code #*#*…} in its place.
     *
     * @param raw the line's bytes
     * @param lineNumber 1-based
     * @param idText the id as written
     * @param id the number, which is not given again
     */
    record Removed(RawText raw, long lineNumber, String idText, AgentId id) implements ClientKeysLine {
        @Override
        public String toString() {
            return "Removed[line " + lineNumber + ", " + id + "]";
        }
    }

    /**
     * A line that is none of these; it is kept and reported.
     *
     * @param raw the line's bytes
     * @param lineNumber 1-based
     */
    record Malformed(RawText raw, long lineNumber) implements ClientKeysLine {
        @Override
        public String toString() {
            return "Malformed[line " + lineNumber + "]";
        }
    }
}
