package io.github.ossec4j.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Asks for confirmation before an irreversible change. Without a terminal, the command line is enough. */
final class Confirmation {
    @Option(names = "--yes", description = "Do not ask for confirmation.")
    private boolean yes;

    /** Whether to continue. */
    boolean isGiven(Terminal terminal, String question) throws IOException {
        if (yes || !terminal.errIsTerminal()) {
            return true;
        }
        terminal.err().print(DisplayText.escaped(question) + " [y/N] ");
        terminal.err().flush();
        String answer = new BufferedReader(new InputStreamReader(terminal.in(), Terminal.CHARSET)).readLine();
        boolean given =
                answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
        if (!given) {
            terminal.complain("nothing was changed");
        }
        return given;
    }
}
