package io.github.ossec4j.agentless.ssh;

import java.util.ArrayList;
import java.util.List;

/**
 * What a terminal would show of a device's output: carriage returns, backspaces and erasures are carried out within
 * their line, other control sequences dropped. Text is ISO-8859-1, one char per byte.
 */
final class TerminalText {
    private static final char ESCAPE = 0x1B;

    private TerminalText() {}

    /** The lines; after a final line feed there is no further one. */
    static List<String> lines(CharSequence text) {
        var lines = new ArrayList<String>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                lines.add(line(text, start, i));
                start = i + 1;
            }
        }
        if (start < text.length()) {
            lines.add(line(text, start, text.length()));
        }
        return lines;
    }

    static String line(CharSequence text, int start, int end) {
        var shown = new StringBuilder(end - start);
        int cursor = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c == '\r') {
                cursor = 0;
            } else if (c == '\b') {
                cursor = Math.max(0, cursor - 1);
            } else if (c == ESCAPE) {
                i = sequenceEnd(text, i, end);
                if (i < end && text.charAt(i) == 'K') {
                    shown.setLength(cursor);
                }
            } else if (c >= ' ' || c == '\t') {
                if (cursor < shown.length()) {
                    shown.setCharAt(cursor, c);
                } else {
                    shown.append(c);
                }
                cursor++;
            }
        }
        return shown.toString().stripTrailing();
    }

    /** Index of the last character of the sequence that starts at {@code escape}; {@code end} if it is cut off. */
    private static int sequenceEnd(CharSequence text, int escape, int end) {
        int i = escape + 1;
        if (i >= end || text.charAt(i) != '[') {
            return i;
        }
        do {
            i++;
        } while (i < end && (text.charAt(i) < '@' || text.charAt(i) > '~'));
        return i;
    }
}
