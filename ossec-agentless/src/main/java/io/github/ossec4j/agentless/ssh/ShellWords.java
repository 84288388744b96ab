package io.github.ossec4j.agentless.ssh;

/** Quotes words for a POSIX shell. */
final class ShellWords {
    private ShellWords() {}

    /** One word that a shell, also csh as long as there is no line break or exclamation mark in it, reads as itself. */
    static String quote(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
