package io.github.ossec4j.io.rules;

import java.util.regex.Pattern;

/**
 * A pattern of file names in OSSEC's own syntax, in which a dot is a dot: alternatives separated by {@code |}, the anchors
 * {@code ^} and {@code $}, a backslash and a letter for a kind of character, which {@code *} or {@code +} may follow.
 * The case of letters is irrelevant.
 */
final class FileNamePattern {
    private final Pattern pattern;

    private FileNamePattern(Pattern pattern) {
        this.pattern = pattern;
    }

    static FileNamePattern of(String text) {
        var regex = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isFirst = i == 0 || text.charAt(i - 1) == '|';
            boolean isLast = i + 1 == text.length() || text.charAt(i + 1) == '|';
            if (c == '|' || (c == '^' && isFirst) || (c == '$' && isLast)) {
                regex.append(c);
            } else if (c == '\\' && i + 1 < text.length()) {
                regex.append(kind(text.charAt(++i)));
                if (i + 1 < text.length() && (text.charAt(i + 1) == '*' || text.charAt(i + 1) == '+')) {
                    regex.append(text.charAt(++i));
                }
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return new FileNamePattern(Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE));
    }

    private static String kind(char letter) {
        return switch (letter) {
            case 'w' -> "[A-Za-z0-9_@-]";
            case 'W' -> "[^A-Za-z0-9_@-]";
            case 'd' -> "[0-9]";
            case 'D' -> "[^0-9]";
            case 's' -> " ";
            case 'S' -> "[^ ]";
            case 't' -> "\t";
            case 'p' -> "[()*+,.:;<=>?\\[\\]!\"'#$%&|{}-]";
            case '.' -> ".";
            default -> Pattern.quote(String.valueOf(letter));
        };
    }

    /** Whether the name contains the pattern. */
    boolean matches(String name) {
        return pattern.matcher(name).find();
    }
}
