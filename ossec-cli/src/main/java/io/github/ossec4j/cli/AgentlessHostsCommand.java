package io.github.ossec4j.cli;

import io.github.ossec4j.agentless.ssh.Credentials;
import io.github.ossec4j.agentless.ssh.PasswordList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The passwords of agentless checks. */
@Command(
        name = "hosts",
        description = "Keeps the passwords of agentless checks, in agentless/.passlist, mode 0600.",
        subcommands = {
            AgentlessHostsCommand.Add.class,
            AgentlessHostsCommand.ListHosts.class,
            AgentlessHostsCommand.Remove.class
        })
final class AgentlessHostsCommand extends CommandGroup {
    private static PasswordList list(Session session) {
        return PasswordList.at(
                session.ossec().home().root().resolve("agentless").resolve(".passlist"));
    }

    /** Adds a host. */
    @Command(
            name = "add",
            description = {
                "Adds a host. Asks for its password and, for su, sudo or enable, an additional one.",
                "Where standard input is no terminal, they are its first and second line; the second may be missing."
            })
    static final class Add extends HomeCommand {
        @Parameters(
                index = "0",
                paramLabel = "HOST",
                description = "As in etc/ossec.conf, without use_su and use_sudo.")
        private String host = "";

        @Option(names = "--key", description = "The host is opened by a key: ask for the additional password only.")
        private boolean key;

        @Override
        int run(Session session) throws IOException {
            Credentials login = key
                    ? Credentials.ofKey()
                    : Credentials.ofPassword(PasswordPrompt.read(session.terminal(), "Password: "));
            String additional = PasswordPrompt.read(session.terminal(), "Additional password (may be empty): ");
            Path directory = session.ossec().home().root().resolve("agentless");
            if (!Files.isDirectory(directory)) {
                throw new UnreadableHomeException(directory + ": there is no such directory");
            }
            try {
                list(session).add(LocaleArgument.intact(host), login.withAdditional(additional));
            } catch (IllegalArgumentException e) {
                session.terminal().complain(String.valueOf(e.getMessage()));
                return ExitStatus.ERROR_ANSWER;
            }
            return ExitStatus.ANSWERED;
        }
    }

    /** Lists hosts. */
    @Command(name = "list", description = "Lists the hosts, without their passwords.")
    static final class ListHosts extends HomeCommand {
        @Option(names = "--json", description = "Print an array of objects with host, login and additional.")
        private boolean json;

        @Override
        int run(Session session) throws IOException {
            Map<String, Credentials> entries = list(session).entries();
            if (json) {
                try (Json out = session.json()) {
                    out.array();
                    entries.forEach((host, credentials) -> out.object()
                            .member("host", host)
                            .member("login", login(credentials))
                            .member("additional", credentials.additional().isPresent())
                            .endObject());
                    out.endArray();
                }
                return ExitStatus.ANSWERED;
            }
            try (Table table = session.table(
                    Table.Column.text("HOST"), Table.Column.text("LOGIN"), Table.Column.text("ADDITIONAL"))) {
                for (Map.Entry<String, Credentials> entry : entries.entrySet()) {
                    table.row(
                            entry.getKey(),
                            login(entry.getValue()),
                            entry.getValue().additional().isPresent() ? "password" : "-");
                }
            }
            return ExitStatus.ANSWERED;
        }

        private static String login(Credentials credentials) {
            return credentials.password().isPresent() ? "password" : "key";
        }
    }

    /** Removes a host. */
    @Command(name = "remove", description = "Removes a host with its passwords.")
    static final class Remove extends HomeCommand {
        @Parameters(index = "0", paramLabel = "HOST", description = "As hosts list shows it.")
        private String host = "";

        @Override
        int run(Session session) throws IOException {
            if (list(session).remove(host)) {
                return ExitStatus.ANSWERED;
            }
            session.terminal().complain("there is no host " + host + " in agentless/.passlist");
            return ExitStatus.ERROR_ANSWER;
        }
    }
}
