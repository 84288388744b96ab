package io.github.ossec4j.agentless.ssh;

import java.util.List;
import java.util.Set;

/**
 * The words after {@code find}: paths, in which the host expands wildcards, tests as configured, actions only to select
 * what is listed.
 */
final class FindArguments {
    /** Actions that run programs or change or write files; a check must not change the host it checks. */
    private static final Set<String> REFUSED =
            Set.of("-exec", "-execdir", "-ok", "-okdir", "-delete", "-fprint", "-fprint0", "-fprintf", "-fls");

    private static final Set<String> LISTING = Set.of("-print", "-print0", "-ls");

    private FindArguments() {}

    static void check(String host, List<String> words) {
        for (String word : words) {
            if (REFUSED.contains(word)) {
                throw new IllegalArgumentException(
                        host + ": \"" + word + "\" is refused because an integrity check only reads");
            }
        }
    }

    /** The words, quoted where necessary, of a command line that runs {@code action}, which is not quoted, for each listed entry. */
    static String commandLine(List<String> words, String action) {
        int expression = 0;
        while (expression < words.size() && isOptionOrPlace(words.get(expression))) {
            expression++;
        }
        var line = new StringBuilder("find");
        boolean place = false;
        for (String word : words.subList(0, expression)) {
            line.append(' ').append(ShellWords.isPattern(word) ? names(word) : ShellWords.quote(word));
            place |= !word.startsWith("-");
        }
        if (!place) {
            line.append(" ."); // GNU's default; others require a path
        }
        List<String> tests = words.subList(expression, words.size());
        boolean listing = tests.stream().anyMatch(LISTING::contains);
        if (!tests.isEmpty()) {
            line.append(" \\(");
            for (String word : tests) {
                line.append(' ').append(LISTING.contains(word) ? action : ShellWords.quote(word));
            }
            line.append(" \\)");
        }
        if (!listing) {
            line.append(' ').append(action);
        }
        return line.toString();
    }

    /** Names that start like tests must not be taken for some. */
    private static String names(String pattern) {
        return (ShellWords.isPattern(pattern.substring(0, 1)) ? "./" : "") + ShellWords.pattern(pattern);
    }

    private static boolean isOptionOrPlace(String word) {
        return word.equals("-H")
                || word.equals("-L")
                || word.equals("-P")
                || !(word.startsWith("-") || word.equals("(") || word.equals("!"));
    }
}
