package io.github.ossec4j.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints picocli's completion script, with a function that asks the command for the agents of the home. */
@Command(
        name = "generate-completion",
        description = {
            "Prints a completion script for bash and zsh: source <(ossec generate-completion)",
            "It completes agents as well, those of the home that is named by --home or $OSSEC_HOME."
        })
final class CompletionCommand implements Callable<Integer> {
    private static final String AGENTS = "completion-agents.sh";

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        CommandLine ossec = Objects.requireNonNull(spec).root().commandLine();
        String script = AutoComplete.bash(ossec.getCommandName(), ossec)
                .replace("(\"" + NamedAgents.Candidates.MARK + "\")", "($(_ossec_agents))")
                .replace("(\"" + NamedAgents.AgentsOnly.MARK + "\")", "($(_ossec_agents without-manager))");
        String agents;
        try (InputStream in = Objects.requireNonNull(CompletionCommand.class.getResourceAsStream(AGENTS), AGENTS)) {
            agents = new String(in.readAllBytes(), Terminal.CHARSET);
        }
        ossec.getOut().print(script);
        ossec.getOut().print(agents);
        ossec.getOut().flush();
        return ExitStatus.ANSWERED;
    }
}
