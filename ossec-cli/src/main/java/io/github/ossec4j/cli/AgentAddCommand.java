package io.github.ossec4j.cli;

import io.github.ossec4j.io.keys.NewAgent;
import io.github.ossec4j.model.AgentAddress;
import io.github.ossec4j.model.ClientKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Enrols agents. */
@Command(
        name = "add",
        description = "Enrols agents and prints their numbers and names. Their keys are told by 'agent key'.")
final class AgentAddCommand extends HomeCommand {
    @Parameters(
            paramLabel = "NAME",
            arity = "1..*",
            description = "2 to 128 letters, digits, hyphens, underscores and full stops.")
    private List<String> names = List.of();

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            description = "Where the agents may connect from: any, an address, or a network such as 192.0.2.0/24."
                    + " Default: any.")
    private String address = "any";

    @Override
    int run(Session session) throws IOException {
        List<NewAgent> agents = new ArrayList<>();
        names.forEach(name -> agents.add(new NewAgent(name, AgentAddress.of(address))));
        for (ClientKey key : session.ossec().agents().addAll(agents)) {
            session.terminal().out().write((key.id() + " " + key.name() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return ExitStatus.ANSWERED;
    }
}
