package io.github.ossec4j.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Asks for confirmation before an irreversible change. If nobody can be asked, the command line has to confirm it. */
final class Confirmation {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(names = "--yes", description = "Do not ask for confirmation. Required unless a person can be asked.")
    private boolean yes;

    /**
     * Whether to continue.
     *
     * @throws ParameterException if {@code --yes} is missing and nobody can be asked: standard input is not a
     *     terminal, or no terminal shows the question
     */
    boolean isGiven(Terminal terminal, String question) throws IOException {
        if (yes) {
            return true;
        }
        if (!terminal.inIsTerminal() || !(terminal.errIsTerminal() || terminal.outIsTerminal())) {
            CommandSpec command = Objects.requireNonNull(spec);
            throw new ParameterException(
                    command.commandLine(),
                    command.qualifiedName().replaceFirst("^\\S+ ", "") + " cannot be undone; confirm it with --yes,"
                            + " as there is no terminal to ask on");
        }
        ask(terminal, DisplayText.escaped(question) + " [y/N] ");
        String answer = new BufferedReader(new InputStreamReader(terminal.in(), Terminal.CHARSET)).readLine();
        boolean given =
                answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
        if (!given) {
            terminal.complain("nothing was changed");
        }
        return given;
    }

    /** Where it can be seen. */
    private static void ask(Terminal terminal, String question) throws IOException {
        if (terminal.errIsTerminal()) {
            terminal.err().print(question);
            terminal.err().flush();
        } else {
            terminal.out().write(question.getBytes(Terminal.CHARSET));
            terminal.out().flush();
        }
    }
}
