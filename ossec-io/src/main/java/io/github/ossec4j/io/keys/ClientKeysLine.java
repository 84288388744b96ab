package io.github.ossec4j.io.keys;

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

    /**
     * A living agent.
     *
     * @param raw the line's bytes
     * @param lineNumber 1-based
     * @param idText the id as written, such as {@code 007}
     * @param key the agent and its secret
     */
    record Active(RawText raw, long lineNumber, String idText, ClientKey key) implements ClientKeysLine {
        @Override
        public String toString() {
            return "Active[line " + lineNumber + ", " + key + "]";
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
