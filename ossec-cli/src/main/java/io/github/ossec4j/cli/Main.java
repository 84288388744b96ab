package io.github.ossec4j.cli;

/** Starts the command and ends the process with its exit status. */
public final class Main {
    private Main() {}

    /** Runs the command with these words. */
    public static void main(String[] words) {
        LogSettings.install();
        System.exit(Ossec4jCli.run(Terminal.ofProcess(), words));
    }
}
