package io.github.ossec4j.agentless.ssh;

/** Foreign text for messages: one line, no control characters, not long. */
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

    /** The end of what a host said, in quotes. */
    static String tail(String text) {
        String stripped = text.strip();
        return '"' + of(stripped.substring(Math.max(0, stripped.length() - 120))) + '"';
    }
}
