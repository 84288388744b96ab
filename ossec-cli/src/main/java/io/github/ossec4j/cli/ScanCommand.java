package io.github.ossec4j.cli;

import io.github.ossec4j.api.AgentHandle;
import io.github.ossec4j.api.Cleared;
import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.model.Agent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs checks and clears their results. */
@Command(
        name = "scan",
        description = "Runs the integrity and policy checks, or clears their results.",
        subcommands = {ScanCommand.Run.class, ScanCommand.Clear.class})
final class ScanCommand extends CommandGroup {
    /** Whose checks. */
    static final class Whose {
        @Option(names = "--all", required = true, description = "All agents.")
        private boolean all;

        @Parameters(
                paramLabel = "AGENT",
                arity = "1..*",
                completionCandidates = NamedAgents.Candidates.class,
                description = NamedAgents.SOME + " 000 is the manager.")
        private List<String> names = new ArrayList<>();

        /** The agents that are named, or all of them, if they are printed: the home does without the list. */
        List<AgentHandle> agents(Session session, AgentsAsJson output) {
            if (!all) {
                return session.agents(names);
            }
            var agents = new ArrayList<AgentHandle>();
            if (output.isWanted()) {
                session.ossec().snapshot().forEach(agents::add);
            }
            return agents;
        }

        String words(List<AgentHandle> agents) {
            return all ? "all agents" : NamedAgents.words(agents);
        }
    }

    /** Runs the checks. */
    @Command(
            name = "run",
            description = "Makes agents run their integrity and policy checks. --all does not include the manager.")
    static final class Run extends HomeCommand {
        @ArgGroup(exclusive = true, multiplicity = "1")
        private Whose whose = new Whose();

        @Mixin
        private AgentsAsJson output = new AgentsAsJson();

        @Override
        int run(Session session) throws IOException {
            List<AgentHandle> agents = whose.agents(session, output).stream()
                    .filter(agent -> !whose.all || !agent.isManager())
                    .toList();
            if (whose.all) {
                session.ossec().syscheck().runAll();
            } else {
                agents.forEach(AgentHandle::run);
            }
            output.print(session, output.states(agents), List.of("Checks of " + whose.words(agents) + " requested"));
            return ExitStatus.ANSWERED;
        }
    }

    /** Clears the results of the checks. */
    @Command(
            name = "clear",
            description = "Clears what is known about the files and policies of agents; the next scan starts over.")
    static final class Clear extends HomeCommand {
        @ArgGroup(exclusive = true, multiplicity = "1")
        private Whose whose = new Whose();

        @Option(names = "--syscheck", description = "Only file integrity.")
        private boolean syscheckOnly;

        @Option(names = "--rootcheck", description = "Only policies.")
        private boolean rootcheckOnly;

        @Mixin
        private AgentsAsJson output = new AgentsAsJson();

        @Mixin
        private Confirmation confirmation = new Confirmation();

        @Override
        int run(Session session) throws IOException {
            boolean both = syscheckOnly == rootcheckOnly;
            String what = both ? "files and policies" : syscheckOnly ? "files" : "policies";
            List<AgentHandle> agents = whose.agents(session, output);
            if (!confirmation.isGiven(
                    session.terminal(), "Clear what is known about the " + what + " of " + whose.words(agents) + "?")) {
                return ExitStatus.ERROR_ANSWER;
            }
            boolean keepsIndex = false;
            if (both || syscheckOnly) {
                keepsIndex = clearSyscheck(session.ossec(), agents);
            }
            if (both || rootcheckOnly) {
                clearRootcheck(session.ossec(), agents);
            }
            List<Agent> states = output.states(agents);
            output.print(session, states, List.of("The " + what + " of " + whose.words(agents) + " have been cleared"));
            if (keepsIndex) {
                session.terminal()
                        .complain("the running ossec-analysisd keeps using the old records until it is restarted");
            }
            return ExitStatus.ANSWERED;
        }

        private boolean clearSyscheck(Ossec ossec, List<AgentHandle> agents) {
            if (whose.all) {
                return ossec.syscheck().clearAll().daemonKeepsIndex();
            }
            return agents.stream().map(AgentHandle::clearSyscheck).toList().stream()
                    .anyMatch(Cleared::daemonKeepsIndex);
        }

        private void clearRootcheck(Ossec ossec, List<AgentHandle> agents) {
            if (whose.all) {
                ossec.rootcheck().clearAll();
            } else {
                agents.forEach(AgentHandle::clearRootcheck);
            }
        }
    }
}
