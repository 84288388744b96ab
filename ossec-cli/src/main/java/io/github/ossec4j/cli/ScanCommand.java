package io.github.ossec4j.cli;

import io.github.ossec4j.api.Cleared;
import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.api.Rootcheck;
import io.github.ossec4j.api.Syscheck;
import io.github.ossec4j.model.AgentId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs checks and clears their results. */
@Command(
        name = "scan",
        description = "Runs the integrity and policy checks, or clears their results.",
        subcommands = {ScanCommand.Run.class, ScanCommand.Clear.class})
final class ScanCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "scan needs a command: run or clear");
    }

    /** Whose checks. */
    static final class Whose {
        @Option(names = "--all", required = true, description = "All agents.")
        private boolean all;

        @Parameters(
                paramLabel = "ID",
                arity = "1..*",
                converter = AgentIdConverter.class,
                description = "Numbers of agents; 000 is the manager.")
        private List<AgentId> ids = new ArrayList<>();

        @Override
        public String toString() {
            return all ? "all agents" : Numbers.of(ids);
        }
    }

    /** Runs the checks. */
    @Command(
            name = "run",
            description = "Makes agents run their integrity and policy checks. --all does not include the manager.")
    static final class Run extends HomeCommand {
        @ArgGroup(exclusive = true, multiplicity = "1")
        private Whose whose = new Whose();

        @Override
        int run(Session session) throws IOException {
            Syscheck syscheck = session.ossec().syscheck();
            if (whose.all) {
                syscheck.runAll();
            } else {
                whose.ids.forEach(syscheck::run);
            }
            session.say("Checks of " + whose + " requested");
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
        private Confirmation confirmation = new Confirmation();

        @Override
        int run(Session session) throws IOException {
            boolean both = syscheckOnly == rootcheckOnly;
            String what = both ? "files and policies" : syscheckOnly ? "files" : "policies";
            if (!confirmation.isGiven(
                    session.terminal(), "Clear what is known about the " + what + " of " + whose + "?")) {
                return ExitStatus.ERROR_ANSWER;
            }
            boolean keepsIndex = false;
            if (both || syscheckOnly) {
                keepsIndex = clearSyscheck(session.ossec());
            }
            if (both || rootcheckOnly) {
                clearRootcheck(session.ossec());
            }
            session.say("The " + what + " of " + whose + " have been cleared");
            if (keepsIndex) {
                session.terminal()
                        .complain("the running ossec-analysisd keeps using the old records until it is restarted");
            }
            return ExitStatus.ANSWERED;
        }

        private boolean clearSyscheck(Ossec ossec) {
            Syscheck syscheck = ossec.syscheck();
            if (whose.all) {
                return syscheck.clearAll().daemonKeepsIndex();
            }
            return whose.ids.stream().map(syscheck::clear).toList().stream().anyMatch(Cleared::daemonKeepsIndex);
        }

        private void clearRootcheck(Ossec ossec) {
            Rootcheck rootcheck = ossec.rootcheck();
            if (whose.all) {
                rootcheck.clearAll();
            } else {
                whose.ids.forEach(rootcheck::clear);
            }
        }
    }
}
