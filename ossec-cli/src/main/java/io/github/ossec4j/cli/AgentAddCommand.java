package io.github.ossec4j.cli;

import io.github.ossec4j.io.keys.AgentRefusal;
import io.github.ossec4j.io.keys.AgentRefusedException;
import io.github.ossec4j.io.keys.NewAgent;
import io.github.ossec4j.model.Agent;
import io.github.ossec4j.model.AgentAddress;
import io.github.ossec4j.model.AgentStatus;
import io.github.ossec4j.model.ClientKey;
import io.github.ossec4j.model.OssecException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Enrolls agents. */
@Command(
        name = "add",
        description = "Enrolls agents, all or none, and prints their numbers and names. 'agent key' prints their keys.")
final class AgentAddCommand extends HomeCommand {
    private static final String NAMES = "2 to 128 letters, digits, hyphens, underscores and full stops";
    private static final String ADDRESSES = "any, an address, or a network such as 192.0.2.0/24";

    @Parameters(paramLabel = "NAME", arity = "0..*", description = NAMES + ".")
    private List<String> names = List.of();

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            description = "Where the agents may connect from: " + ADDRESSES + ". Default: any.")
    private String address = "any";

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "Enroll the agents in a file, - for standard input: a line each, a name and, separated by"
                    + " spaces, an address. Without an address, that of --address. Empty lines and lines that start with #"
                    + " are skipped.")
    private @Nullable String file;

    @Mixin
    private AgentsAsJson output = new AgentsAsJson();

    /** An agent to enroll, and the line of the file it is from; 0 for the command line. */
    private record Wanted(NewAgent agent, long line) {}

    @Override
    int run(Session session) throws IOException {
        Map<String, Wanted> wanted = new LinkedHashMap<>();
        for (String name : names) {
            put(wanted, name, address, 0);
        }
        if (file != null) {
            readFile(file, session.terminal(), wanted);
        } else if (names.isEmpty()) {
            throw usage("agent add needs a name or --from FILE");
        }
        List<ClientKey> keys;
        try {
            keys = session.ossec()
                    .agents()
                    .addAll(wanted.values().stream().map(Wanted::agent).toList());
        } catch (AgentRefusedException e) {
            Wanted refused = wanted.get(e.name());
            throw refused == null
                    ? e
                    : refusal(
                            refused,
                            rule(e.reason(), refused.agent()),
                            e.reason().errorCode());
        }
        output.print(
                session,
                keys.stream()
                        .map(key -> new Agent(key.id(), key.name(), key.address(), AgentStatus.NEVER_CONNECTED))
                        .toList(),
                keys.stream().map(key -> key.id() + " " + key.name()).toList());
        return ExitStatus.ANSWERED;
    }

    private void readFile(String from, Terminal terminal, Map<String, Wanted> wanted) throws IOException {
        try (InputStream in = from.equals("-") ? terminal.in() : Files.newInputStream(Path.of(from))) {
            var lines = new RequestLines(in);
            for (long number = 1; lines.next(); number++) {
                String line = lines.line().strip();
                if (line.isEmpty() || line.startsWith("#")) {
                    continue;
                }
                String[] words = line.split("\\s+", -1);
                if (words.length > 2 || lines.isTooLong()) {
                    throw new OssecException(place(number) + "expected a name and an address at most");
                }
                put(wanted, words[0], words.length == 2 ? words[1] : address, number);
            }
        }
    }

    private void put(Map<String, Wanted> wanted, String name, String from, long line) {
        var agent = new Wanted(new NewAgent(name, AgentAddress.of(from)), line);
        Wanted before = wanted.put(name, agent);
        if (before != null) {
            throw refusal(
                    agent,
                    "'" + name + "' is given twice" + (before.line() == 0 ? "" : ", also in line " + before.line()),
                    AgentRefusal.NAME_TAKEN.errorCode());
        }
    }

    private OssecException refusal(Wanted wanted, String reason, int errorCode) {
        return new OssecException(place(wanted.line()) + reason, errorCode);
    }

    private String place(long line) {
        return line == 0 ? "" : ("-".equals(file) ? "standard input" : file) + ":" + line + ": ";
    }

    /** What is wrong, and what would be right. */
    private static String rule(AgentRefusal reason, NewAgent agent) {
        String address = agent.address().text();
        return switch (reason) {
            case NAME_TAKEN -> "an agent is called '" + agent.name() + "' already";
            case INVALID_NAME -> "'" + agent.name() + "' is not a name for an agent: " + NAMES;
            case INVALID_ADDRESS -> "'" + address + "' is not an address for an agent: " + ADDRESSES;
            case ADDRESS_TAKEN -> "another agent has the address " + address + " of '" + agent.name() + "'";
        };
    }
}
