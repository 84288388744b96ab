package io.github.ossec4j.cli;

import picocli.CommandLine.Command;

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
final class AgentlessCommand extends CommandGroup {}
