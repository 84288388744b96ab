package io.github.ossec4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Objects;
import picocli.CommandLine;

/** Puts the command together and runs it. */
final class Ossec4jCli {
    private Ossec4jCli() {}

    /** Runs the command; returns the exit status. */
    static int run(Terminal terminal, String... words) {
        CommandLine commandLine = commandLine(terminal);
        int status = commandLine.execute(words);
        try {
            commandLine.getOut().flush();
            terminal.out().flush();
        } catch (IOException e) {
            status = ErrorReports.isOutputClosed(e) ? status : ExitStatus.UNREADABLE;
        }
        commandLine.getErr().flush();
        return status;
    }

    static CommandLine commandLine(Terminal terminal) {
        var commandLine = new CommandLine(new OssecCommand(terminal));
        var reports = new ErrorReports(terminal);
        // Arguments of a check begin with hyphens like options: what is no option of ours belongs to the check.
        subcommand(subcommand(commandLine, "agentless"), "check").setUnmatchedOptionsArePositionalParams(true);
        return commandLine
                .setOut(new PrintWriter(terminal.out(), false, Terminal.CHARSET))
                .setErr(terminal.err())
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(100)
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setParameterExceptionHandler(reports)
                .setExecutionExceptionHandler(reports);
    }

    private static CommandLine subcommand(CommandLine command, String name) {
        return Objects.requireNonNull(command.getSubcommands().get(name), name);
    }
}
