package io.github.ossec4j.io.line;

import io.github.ossec4j.io.text.Ascii;
import io.github.ossec4j.model.RawText;

/**
 * The first line of a keep-alive, {@code <system> - <version>}: what precedes the first separator, and what follows it.
 */
public final class AgentInfoLine {
    private static final String SEPARATOR = " - ";

    private final RawText system;
    private final RawText version;

    private AgentInfoLine(byte[] bytes, int from, int to) {
        int separator = Ascii.find(bytes, from, to, SEPARATOR);
        system = RawText.of(bytes, from, separator < 0 ? to : separator);
        version = separator < 0 ? RawText.EMPTY : RawText.of(bytes, separator + SEPARATOR.length(), to);
    }

    /** Splits the line in this range. */
    public static AgentInfoLine of(byte[] bytes, int from, int to) {
        return new AgentInfoLine(bytes, from, to);
    }

    /** The system; the whole line if there is no separator. */
    public RawText system() {
        return system;
    }

    /** The version, and whatever follows it; empty if there is no separator. */
    public RawText version() {
        return version;
    }
}
