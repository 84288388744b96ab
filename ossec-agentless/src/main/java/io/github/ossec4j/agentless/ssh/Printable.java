package io.github.ossec4j.agentless.ssh;

import java.util.Collection;

/** Untrusted text for messages: one line, no control characters, not long. */
final class Printable {
    private static final int LONGEST = 400;

    private Printable() {}

    static String of(String text) {
        var out = new StringBuilder();
        for (int i = 0; i < text.length() && out.length() < LONGEST; i++) {
            char c = text.charAt(i);
            out.append(Character.isISOControl(c) ? ' ' : c);
        }
        return out.toString().strip();
    }

    /** The end of a host's output, kept as one char per byte, in quotes and without these secrets. */
    static String tail(String latin1, Collection<String> secrets) {
        String hidden = latin1;
        for (String secret : secrets) {
            if (!secret.isEmpty()) {
                hidden = hidden.replace(Latin1.of(secret), "[hidden]");
            }
        }
        String stripped = Latin1.decoded(hidden).strip();
        return '"' + of(stripped.substring(Math.max(0, stripped.length() - 120))) + '"';
    }
}
