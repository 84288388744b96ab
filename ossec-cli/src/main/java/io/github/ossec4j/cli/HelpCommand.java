package io.github.ossec4j.cli;

import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the help of a command at any depth; picocli's own stops at the first. */
@Command(name = "help", helpCommand = true, description = "Shows the help of a command, such as 'help agent add'.")
final class HelpCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(
            paramLabel = "COMMAND",
            arity = "0..*",
            completionCandidates = Commands.class,
            description = "The command and its subcommand. Default: all commands.")
    private List<String> names = List.of();

    @Override
    public void run() {
        CommandLine command = Objects.requireNonNull(spec).root().commandLine();
        for (String name : names) {
            CommandLine sub = command.getSubcommands().get(name);
            if (sub == null) {
                String whole = command.getCommandSpec().qualifiedName();
                throw new ParameterException(
                        command,
                        whole + " has no command '" + name + "'"
                                + (command.getSubcommands().isEmpty()
                                        ? ""
                                        : "; it has "
                                                + String.join(
                                                        ", ",
                                                        command.getSubcommands().keySet())));
            }
            command = sub;
        }
        command.usage(spec.root().commandLine().getOut());
    }

    /** What completion offers. */
    static final class Commands implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Ossec4jCli.names().iterator();
        }
    }
}
