package io.github.ossec4j.cli;

/** Starts the command and ends the process with its exit status. */
public final class Main {
    private Main() {}

    /** Runs the command with these arguments. */
    public static void main(String[] words) {
        System.exit(run(Terminal.ofProcess(), words));
    }

    /** The exit status. */
    static int run(Terminal terminal, String... words) {
        LogSettings.install();
        return Ossec4jCli.run(terminal, words);
    }
}
