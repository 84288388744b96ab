package io.github.ossec4j.io.rules;

import io.github.ossec4j.model.RawText;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The variables of a file, as they are defined while it is read. */
final class Variables {
    /** What ends a name, besides the end of the text. */
    private static final String ENDS = "$.|, ";

    /** OSSEC does not search shorter texts. */
    private static final int SHORTEST_BYTES = 3;

    private final Map<String, String> values = new HashMap<>();

    void define(String name, String value) {
        values.put(name.toLowerCase(Locale.ROOT), value);
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    /** The text with the values of its variables; empty if one of them is unknown. */
    Optional<String> applied(String text) {
        int dollar = text.indexOf('$');
        if (dollar < 0 || values.isEmpty() || isShort(text)) {
            return Optional.of(text);
        }
        var out = new StringBuilder();
        int from = 0;
        while (dollar >= 0) {
            int end = dollar + 1;
            while (end < text.length() && ENDS.indexOf(text.charAt(end)) < 0) {
                end++;
            }
            out.append(text, from, dollar);
            if (end == dollar + 1) {
                out.append('$');
            } else {
                String value = values.get(text.substring(dollar + 1, end).toLowerCase(Locale.ROOT));
                if (value == null) {
                    return Optional.empty();
                }
                out.append(value);
            }
            from = end;
            dollar = text.indexOf('$', from);
        }
        return Optional.of(out.append(text, from, text.length()).toString());
    }

    private static boolean isShort(String text) {
        return text.length() < SHORTEST_BYTES && RawText.fromLossless(text).length() < SHORTEST_BYTES;
    }
}
