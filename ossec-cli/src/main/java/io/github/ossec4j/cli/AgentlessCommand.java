package io.github.ossec4j.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Agentless monitoring. */
@Command(
        name = "agentless",
        description = "Runs agentless checks in place of ossec-agentlessd, and keeps their passwords.",
        subcommands = {
            AgentlessRunCommand.class,
            AgentlessCheckCommand.class,
            AgentlessDiffCommand.class,
            AgentlessHostsCommand.class
        })
final class AgentlessCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(), "expected run, check, diff or hosts after agentless");
    }
}
