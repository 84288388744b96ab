package io.github.ossec4j.cli;

import io.github.ossec4j.server.UsersFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The users of the REST service. */
@Command(
        name = "users",
        description = {
            "Keeps the users of 'ossec serve', in a file as htpasswd writes it, mode 0600.",
            "A running server picks up changes at once."
        },
        subcommands = {UsersCommand.Add.class, UsersCommand.ListUsers.class, UsersCommand.Remove.class})
final class UsersCommand extends CommandGroup {
    /** One of the subcommands. They need no home. */
    abstract static class FileCommand implements Callable<Integer> {
        @Spec
        private @Nullable CommandSpec spec;

        @Option(
                names = "--users",
                paramLabel = "FILE",
                description = "Default: the file that 'ossec serve' uses without this option.")
        private @Nullable Path file;

        @Override
        public final Integer call() throws IOException {
            Terminal terminal = terminal();
            UsersFile users = UsersFile.at(
                    file == null ? ServerState.of(terminal.environment()).users() : file);
            int status = run(users, terminal);
            terminal.out().flush();
            return status;
        }

        private Terminal terminal() {
            return ((OssecCommand) Objects.requireNonNull(spec).root().userObject()).terminal();
        }

        abstract int run(UsersFile users, Terminal terminal) throws IOException;

        static int fail(Terminal terminal, String message) {
            terminal.complain(message);
            return ExitStatus.ERROR_ANSWER;
        }
    }

    /** Adds a user. */
    @Command(
            name = "add",
            description = {
                "Adds a user, or changes the password of one. Asks for the password.",
                "Where standard input is no terminal, it is its first line."
            })
    static final class Add extends FileCommand {
        @Parameters(index = "0", paramLabel = "NAME", description = "Without a colon.")
        private String name = "";

        @Override
        int run(UsersFile users, Terminal terminal) throws IOException {
            String password = PasswordPrompt.read(terminal, "Password: ");
            try {
                users.add(LocaleArgument.intact(name), password);
            } catch (IllegalArgumentException e) {
                return fail(terminal, String.valueOf(e.getMessage()));
            }
            return ExitStatus.ANSWERED;
        }
    }

    /** Lists users. */
    @Command(name = "list", description = "Lists the users, one per line.")
    static final class ListUsers extends FileCommand {
        @Override
        int run(UsersFile users, Terminal terminal) throws IOException {
            for (String name : users.names()) {
                terminal.out().write((DisplayText.escaped(name) + "\n").getBytes(Terminal.CHARSET));
            }
            return ExitStatus.ANSWERED;
        }
    }

    /** Removes a user. */
    @Command(name = "remove", description = "Removes a user, who cannot log in any more.")
    static final class Remove extends FileCommand {
        @Parameters(index = "0", paramLabel = "NAME", description = "As users list shows it.")
        private String name = "";

        @Override
        int run(UsersFile users, Terminal terminal) throws IOException {
            return users.remove(LocaleArgument.intact(name))
                    ? ExitStatus.ANSWERED
                    : fail(terminal, "there is no user " + name + " in " + users.path());
        }
    }
}
