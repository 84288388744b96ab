package io.github.ossec4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;

/** Sets up the command and runs it. */
final class Ossec4jCli {
    /** In the order of the help. Their names are here as well, so that classes of unused commands are not loaded. */
    private static final List<Subcommand> SUBCOMMANDS = List.of(
            new Subcommand("agents", AgentsCommand.class),
            new Subcommand("agent", AgentCommand.class),
            new Subcommand("changes", ChangesCommand.class),
            new Subcommand("files", FilesCommand.class),
            new Subcommand("policy", PolicyCommand.class),
            new Subcommand("find", FindCommand.class),
            new Subcommand("watch", WatchCommand.class),
            new Subcommand("alerts", AlertsCommand.class),
            new Subcommand("logs", LogsCommand.class),
            new Subcommand("stats", StatsCommand.class),
            new Subcommand("report", ReportCommand.class),
            new Subcommand("config", ConfigCommand.class),
            new Subcommand("rules", RulesCommand.class),
            new Subcommand("decoders", DecodersCommand.class),
            new Subcommand("scan", ScanCommand.class),
            new Subcommand("manager", ManagerCommand.class),
            new Subcommand("request", RequestCommand.class),
            new Subcommand("batch", BatchCommand.class),
            new Subcommand("agentless", AgentlessCommand.class),
            new Subcommand("serve", ServeCommand.class),
            new Subcommand("users", UsersCommand.class),
            new Subcommand("generate-completion", CompletionCommand.class),
            new Subcommand("help", HelpCommand.class));

    /** What picocli needs at least. */
    private static final int NARROWEST_HELP = 55;

    /** Longer lines are hard to read. */
    private static final int WIDEST_HELP = 120;

    private record Subcommand(String name, Class<?> type) {}

    private Ossec4jCli() {}

    /** The names of the subcommands, in the order of the help. */
    static List<String> names() {
        return SUBCOMMANDS.stream().map(Subcommand::name).toList();
    }

    /** Runs the command; returns the exit status. */
    static int run(Terminal terminal, String... words) {
        CommandLine commandLine = commandLine(terminal, words);
        int status = commandLine.execute(words);
        try {
            commandLine.getOut().flush();
            terminal.out().flush();
        } catch (IOException e) {
            if (!(e instanceof Terminal.OutputClosedException)) {
                if (status == ExitStatus.ANSWERED) {
                    terminal.complain(String.valueOf(e.getMessage())); // not reported yet
                }
                status = ExitStatus.UNREADABLE;
            }
        }
        commandLine.getErr().flush();
        return status;
    }

    /** The command with all its subcommands. */
    static CommandLine commandLine(Terminal terminal) {
        int columns = terminal.outIsTerminal() ? terminal.columns() : Terminal.USUAL_COLUMNS;
        return commandLine(terminal, SUBCOMMANDS, Optional.empty())
                .setUsageHelpWidth(Math.max(NARROWEST_HELP, Math.min(columns, WIDEST_HELP)));
    }

    /**
     * The command with the subcommands that these arguments may refer to. Setting one up takes several milliseconds,
     * setting all of them up about half of the startup time.
     */
    static CommandLine commandLine(Terminal terminal, String... words) {
        var named = new ArrayList<Subcommand>();
        for (Subcommand subcommand : SUBCOMMANDS) {
            if (Arrays.asList(words).contains(subcommand.name())) {
                named.add(subcommand);
            }
        }
        boolean isEnough = !named.isEmpty() || Arrays.asList(words).contains("--version");
        for (String word : words) {
            isEnough &= !mayNeedAll(word);
        }
        return isEnough
                ? commandLine(terminal, named, Optional.of(() -> commandLine(terminal)))
                : commandLine(terminal);
    }

    /** Whether the word may ask for something that lists the subcommands, or refers to a file with more words. */
    private static boolean mayNeedAll(String word) {
        return word.startsWith("@")
                || word.equals("help")
                || word.equals("generate-completion")
                || word.startsWith("--help")
                || (word.startsWith("-") && !word.startsWith("--") && word.indexOf('h') > 0); // -h, or -Vh
    }

    private static CommandLine commandLine(
            Terminal terminal, List<Subcommand> subcommands, Optional<Supplier<CommandLine>> whole) {
        var commandLine = new CommandLine(new OssecCommand(terminal));
        for (Subcommand subcommand : subcommands) {
            commandLine.addSubcommand(subcommand.name(), subcommand.type());
        }
        CommandLine agentless = commandLine.getSubcommands().get("agentless");
        if (agentless != null) {
            // Arguments of a check start with hyphens like options: anything that is not an option of this command
            // belongs to the check.
            Objects.requireNonNull(agentless.getSubcommands().get("check"), "check")
                    .setUnmatchedOptionsArePositionalParams(true);
        }
        var reports = new ErrorReports(terminal, whole);
        return commandLine
                .setOut(new PrintWriter(terminal.out(), false, Terminal.CHARSET))
                .setErr(terminal.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setParameterExceptionHandler(reports)
                .setExecutionExceptionHandler(reports);
    }
}
