package io.github.ossec4j.api;

import io.github.ossec4j.io.syscheck.PathFilter;
import io.github.ossec4j.io.text.PackedBytes;
import io.github.ossec4j.model.RawText;
import java.util.ArrayList;
import java.util.List;

/**
 * OSSEC's simple patterns: alternatives separated by {@code |}, each matching any part of the text, ignoring ASCII
 * letter case; {@code ^} at its start and {@code $} at its end anchor it. There is no other special character. An
 * empty alternative matches everything.
 *
 * <p>Immutable.
 */
public final class PathPattern implements PathFilter {
    private static final class Alternative {
        final byte[] text;
        final boolean atStart;
        final boolean atEnd;

        Alternative(byte[] text, boolean atStart, boolean atEnd) {
            this.text = text;
            this.atStart = atStart;
            this.atEnd = atEnd;
        }
    }

    private final String pattern;
    private final Alternative[] alternatives;

    private PathPattern(String pattern, List<Alternative> alternatives) {
        this.pattern = pattern;
        this.alternatives = alternatives.toArray(new Alternative[0]);
    }

    /** Parses a pattern; every text is valid. */
    public static PathPattern of(String pattern) {
        var alternatives = new ArrayList<Alternative>();
        int from = 0;
        while (from <= pattern.length()) {
            int bar = pattern.indexOf('|', from);
            int to = bar < 0 ? pattern.length() : bar;
            boolean atStart = from < to && pattern.charAt(from) == '^';
            int textFrom = atStart ? from + 1 : from;
            boolean atEnd = textFrom < to && pattern.charAt(to - 1) == '$';
            byte[] text = RawText.fromLossless(pattern.substring(textFrom, atEnd ? to - 1 : to))
                    .bytes();
            // OSSEC takes "^" alone to match everything, but "^$" to match only the empty text.
            alternatives.add(new Alternative(lowerCase(text), atStart, atEnd && (atStart || text.length > 0)));
            from = to + 1;
        }
        return new PathPattern(pattern, alternatives);
    }

    private static byte[] lowerCase(byte[] text) {
        for (int i = 0; i < text.length; i++) {
            if (text[i] >= 'A' && text[i] <= 'Z') {
                text[i] = (byte) (text[i] + ('a' - 'A'));
            }
        }
        return text;
    }

    /** Whether the text matches. */
    public boolean matches(RawText text) {
        byte[] bytes = text.bytes();
        return accepts(bytes, 0, bytes.length);
    }

    @Override
    public boolean accepts(byte[] bytes, int from, int to) {
        for (Alternative alternative : alternatives) {
            if (matches(alternative, bytes, from, to)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean mayAcceptIn(byte[] bytes, int from, int to) {
        for (Alternative alternative : alternatives) {
            if (PackedBytes.contains(bytes, from, to, alternative.text)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(Alternative alternative, byte[] bytes, int from, int to) {
        byte[] wanted = alternative.text;
        int last = to - wanted.length;
        if (alternative.atStart) {
            return (!alternative.atEnd || last == from) && last >= from && PackedBytes.matches(bytes, from, wanted);
        }
        if (alternative.atEnd) {
            return last >= from && PackedBytes.matches(bytes, last, wanted);
        }
        return PackedBytes.contains(bytes, from, to, wanted);
    }

    /** The pattern as it was given. */
    @Override
    public String toString() {
        return pattern;
    }
}
