package io.github.ossec4j.agentless;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits the text of {@code <arguments>}, as {@link AgentlessCheck#arguments} describes, without other shell syntax.
 */
final class ArgumentWords {
    private final String text;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean isInWord;

    private ArgumentWords(String text) {
        this.text = text;
    }

    /**
     * The words of a text, quotes removed.
     *
     * @throws IllegalArgumentException if a quote is not closed, or a backslash is the last character
     */
    static List<String> parse(String text) {
        return new ArgumentWords(text).words();
    }

    private List<String> words() {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            switch (c) {
                case ' ', '\t', '\n' -> {
                    endWord();
                    i++;
                }
                case '\'' -> i = singleQuoted(i + 1);
                case '"' -> i = doubleQuoted(i + 1);
                case '\\' -> i = escaped(i + 1);
                default -> {
                    append(c);
                    i++;
                }
            }
        }
        endWord();
        return List.copyOf(words);
    }

    private int singleQuoted(int from) {
        int end = text.indexOf('\'', from);
        if (end < 0) {
            throw unclosed("single quote", from);
        }
        isInWord = true;
        word.append(text, from, end);
        return end + 1;
    }

    private int doubleQuoted(int from) {
        isInWord = true;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return i + 1;
            }
            if (c == '\\' && i + 1 < text.length() && "$`\"\\\n".indexOf(text.charAt(i + 1)) >= 0) {
                i++;
                if (text.charAt(i) != '\n') {
                    word.append(text.charAt(i));
                }
            } else {
                word.append(c);
            }
        }
        throw unclosed("double quote", from);
    }

    private int escaped(int at) {
        if (at == text.length()) {
            throw unclosed("backslash", at);
        }
        if (text.charAt(at) != '\n') { // otherwise the line continues
            append(text.charAt(at));
        }
        return at + 1;
    }

    private void append(char c) {
        isInWord = true;
        word.append(c);
    }

    private void endWord() {
        if (isInWord) {
            words.add(word.toString());
            word.setLength(0);
            isInWord = false;
        }
    }

    private static IllegalArgumentException unclosed(String what, int column) {
        return new IllegalArgumentException("arguments: nothing closes the " + what + " at column " + column);
    }
}
