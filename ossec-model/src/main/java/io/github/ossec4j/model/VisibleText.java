package io.github.ossec4j.model;

import java.util.Locale;

/**
 * Text that shows everything it contains: names and paths from monitored machines may have characters that move the
 * cursor of a terminal, reorder a line, or cannot be seen.
 */
public final class VisibleText {
    private VisibleText() {}

    /**
     * The text, with everything that would move a cursor, reorder or hide text written as {@code \n}, {@code \t}, {@code
     * \r} or {@code \}{@code u001b}. That is all it escapes: HTML and shells need more.
     */
    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isDangerous(text.charAt(i))) {
                return escaped(text, i);
            }
        }
        return text;
    }

    private static String escaped(String text, int from) {
        var shown = new StringBuilder(text.length() + 16).append(text, 0, from);
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                shown.append(c).append(text.charAt(++i));
            } else if (!isDangerous(c) && !Character.isSurrogate(c)) {
                shown.append(c);
            } else {
                switch (c) {
                    case '\n' -> shown.append("\\n");
                    case '\r' -> shown.append("\\r");
                    case '\t' -> shown.append("\\t");
                    default -> shown.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                }
            }
        }
        return shown.toString();
    }

    /** Control characters, and marks that change the direction of text or break lines. */
    private static boolean isDangerous(char c) {
        return c < ' ' || (c >= 0x7F && isDangerousBeyondAscii(c));
    }

    private static boolean isDangerousBeyondAscii(char c) {
        return c <= 0x9F
                || c == 0x061C
                || (c >= 0x200B && c <= 0x200F)
                || (c >= 0x2028 && c <= 0x202E)
                || (c >= 0x2060 && c <= 0x2069)
                || c == 0xFEFF;
    }
}
