package io.github.ossec4j.agentless.ssh;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Quotes words for a POSIX shell. */
final class ShellWords {
    private static final Pattern WILDCARD = Pattern.compile("[*?\\[]");

    /** What must be quoted; the rest has a meaning in patterns, or none at all. */
    private static final Pattern LITERAL = Pattern.compile("[^*?\\[\\]!^A-Za-z0-9/_.:-]+");

    private ShellWords() {}

    /** One word that a shell, also csh as long as there is no line break or exclamation mark in it, reads as itself. */
    static String quote(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    /** Whether a shell takes the word for a pattern of file names. */
    static boolean isPattern(String word) {
        return WILDCARD.matcher(word).find();
    }

    /**
     * A word that a POSIX shell takes for a pattern of file names, and otherwise as it is. The names that match become
     * one word each, whatever is in them; if there are none, the pattern itself is the word.
     */
    static String pattern(String word) {
        return LITERAL.matcher(word).replaceAll(text -> Matcher.quoteReplacement(quote(text.group())));
    }
}
