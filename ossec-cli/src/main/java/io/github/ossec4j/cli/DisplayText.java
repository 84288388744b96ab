package io.github.ossec4j.cli;

import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Text from an OSSEC home as it may be shown to people: file names can hold anything, terminals obey some of it. */
final class DisplayText {
    private DisplayText() {}

    /** A lossless string, as the facade keeps names, with replacement characters where it is not text. */
    static String name(String lossless) {
        for (int i = 0; i < lossless.length(); i++) {
            if (Character.isSurrogate(lossless.charAt(i))) {
                return RawText.fromLossless(lossless).display();
            }
        }
        return lossless;
    }

    /** A constant as the command writes it: in lower case, with hyphens. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** With everything that would move the cursor, reorder or hide text escaped, as {@link VisibleText} says. */
    static String escaped(String text) {
        return VisibleText.of(text);
    }

    /** How many columns of a terminal the text takes. */
    static int width(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) < 0x300) {
            i++;
        }
        int width = i; // that is all, for nearly all text
        while (i < text.length()) {
            int c = text.codePointAt(i);
            width += width(c);
            i += Character.charCount(c);
        }
        return width;
    }

    /** The text in at most this many columns of a terminal: without its middle, if it has more. */
    static String shortened(String text, int columns) {
        if (width(text) <= columns) {
            return text;
        }
        int head = fitting(text, 0, (columns - 1) / 3);
        int left = columns - 1 - width(text.substring(0, head));
        int tail = text.length();
        while (tail > head && width(text.substring(text.offsetByCodePoints(tail, -1))) <= left) {
            tail = text.offsetByCodePoints(tail, -1);
        }
        return text.substring(0, head) + '…' + text.substring(tail);
    }

    /** Where the part of the text from this index on ends that takes at most this many columns. */
    private static int fitting(String text, int from, int columns) {
        int to = from;
        while (to < text.length() && width(text.substring(from, text.offsetByCodePoints(to, 1))) <= columns) {
            to = text.offsetByCodePoints(to, 1);
        }
        return to;
    }

    /** The text in lines of at most this many columns, with whole words; longer words are shortened. */
    static List<String> wrapped(String text, int columns) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && width(line.toString()) + 1 + width(word) > columns) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(shortened(word, columns));
        }
        lines.add(line.toString());
        return lines;
    }

    private static int width(int c) {
        if (c < 0x300) {
            return 1;
        }
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = (c >= 0x1100 && c <= 0x115F)
                || (c >= 0x2E80 && c <= 0xA4CF)
                || (c >= 0xAC00 && c <= 0xD7A3)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0xFE30 && c <= 0xFE6F)
                || (c >= 0xFF00 && c <= 0xFF60)
                || (c >= 0xFFE0 && c <= 0xFFE6)
                || (c >= 0x1F300 && c <= 0x1F64F)
                || (c >= 0x1F900 && c <= 0x1F9FF)
                || (c >= 0x20000 && c <= 0x3FFFD);
        return wide ? 2 : 1;
    }
}
