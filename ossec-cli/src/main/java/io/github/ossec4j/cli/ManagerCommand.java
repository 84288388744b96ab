package io.github.ossec4j.cli;

import io.github.ossec4j.cli.Table.Cell;
import io.github.ossec4j.cli.Table.Column;
import io.github.ossec4j.cli.Table.Style;
import io.github.ossec4j.io.control.ConfigurationTest;
import io.github.ossec4j.io.control.ControlOutcome;
import io.github.ossec4j.model.OssecException;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.conf.OssecConfiguration;
import io.github.ossec4j.model.manager.Daemon;
import io.github.ossec4j.model.manager.DaemonStatus;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Controls the manager's daemons. */
@Command(
        name = "manager",
        description = "Shows which daemons are running, starts and stops them, tests the configuration.",
        subcommands = {
            ManagerCommand.Status.class,
            ManagerCommand.Start.class,
            ManagerCommand.Stop.class,
            ManagerCommand.Restart.class,
            ManagerCommand.Test.class
        })
final class ManagerCommand extends CommandGroup {
    /** The state of daemons. */
    static final class States {
        @Option(
                names = "--json",
                description = "Print an array of JSON objects with daemon, state and expected: whether it should run.")
        private boolean json;

        /** Shows them; whether each one that should run does. */
        boolean show(Session session, List<DaemonStatus> statuses) throws IOException {
            Set<Daemon> unused = unused(session);
            if (json) {
                try (Json out = session.json()) {
                    out.array();
                    for (DaemonStatus status : statuses) {
                        out.object()
                                .member("daemon", status.daemon().processName())
                                .member("state", word(status))
                                .member("expected", !unused.contains(status.daemon()))
                                .endObject();
                    }
                    out.endArray();
                }
            } else {
                try (Table table = session.table(Column.text("DAEMON"), Column.text("STATE"))) {
                    for (DaemonStatus status : statuses) {
                        table.row(status.daemon().processName(), cell(status, unused.contains(status.daemon())));
                    }
                }
            }
            return statuses.stream()
                    .allMatch(
                            status -> status.state() == DaemonStatus.State.RUNNING || unused.contains(status.daemon()));
        }

        private static String word(DaemonStatus status) {
            return DisplayText.word(status.state());
        }

        private static Cell cell(DaemonStatus status, boolean isUnused) {
            if (status.state() == DaemonStatus.State.RUNNING) {
                return new Cell(word(status), Style.GOOD);
            }
            return isUnused
                    ? new Cell(word(status) + ", not configured", Style.PLAIN)
                    : new Cell(word(status), Style.BAD);
        }

        /**
         * Daemons that end at once because the configuration has nothing to do for them; none if it cannot be read.
         */
        private static Set<Daemon> unused(Session session) {
            var unused = EnumSet.noneOf(Daemon.class);
            OssecConfiguration configuration;
            try {
                configuration = session.ossec().manager().configuration();
            } catch (OssecException e) {
                return unused;
            }
            if (!configuration.global().email().notification()) {
                unused.add(Daemon.MAILD);
            }
            Map.of(
                            Daemon.REMOTED, "remote",
                            Daemon.DBD, "database_output",
                            Daemon.CSYSLOGD, "syslog_output",
                            Daemon.AGENTLESSD, "agentless",
                            Daemon.INTEGRATORD, "integration")
                    .forEach((daemon, section) -> {
                        if (configuration.sections(section).isEmpty()) {
                            unused.add(daemon);
                        }
                    });
            return unused;
        }
    }

    private static int show(Session session, States states, ControlOutcome outcome) throws IOException {
        states.show(session, outcome.daemons());
        outcome.failure().ifPresent(failure -> session.terminal().complain(failure.message()));
        if (!outcome.isSuccess()) {
            outcome.messages().forEach(session.terminal()::complain);
        }
        return outcome.isSuccess() ? ExitStatus.ANSWERED : ExitStatus.ERROR_ANSWER;
    }

    /** Shows which daemons are running. */
    @Command(
            name = "status",
            description =
                    "Shows which daemons are running. The exit status is 1 if one that should run does not; those that"
                            + " the configuration gives nothing to do need not run.")
    static final class Status extends HomeCommand {
        @Mixin
        private States states = new States();

        @Override
        int run(Session session) throws IOException {
            return states.show(session, session.ossec().manager().status())
                    ? ExitStatus.ANSWERED
                    : ExitStatus.ERROR_ANSWER;
        }
    }

    /** Starts the daemons. */
    @Command(name = "start", description = "Starts the daemons that are not running.")
    static final class Start extends HomeCommand {
        @Mixin
        private States states = new States();

        @Override
        int run(Session session) throws IOException {
            return show(session, states, session.ossec().manager().start());
        }
    }

    /** Stops the daemons. */
    @Command(name = "stop", description = "Stops the daemons.")
    static final class Stop extends HomeCommand {
        @Mixin
        private States states = new States();

        @Mixin
        private Confirmation confirmation = new Confirmation();

        @Override
        int run(Session session) throws IOException {
            return confirmation.isGiven(
                            session.terminal(), "Stop the daemons? Nothing is watched until they start again.")
                    ? show(session, states, session.ossec().manager().stop())
                    : ExitStatus.ERROR_ANSWER;
        }
    }

    /** Restarts the daemons. */
    @Command(
            name = "restart",
            description = "Stops the daemons and starts them again. Stops nothing if the configuration is broken.")
    static final class Restart extends HomeCommand {
        @Mixin
        private States states = new States();

        @Mixin
        private Confirmation confirmation = new Confirmation();

        @Override
        int run(Session session) throws IOException {
            return confirmation.isGiven(session.terminal(), "Restart the daemons?")
                    ? show(session, states, session.ossec().manager().restart())
                    : ExitStatus.ERROR_ANSWER;
        }
    }

    /** Tests the configuration. */
    @Command(
            name = "test",
            description =
                    "Checks whether OSSEC would start with its configuration. With --verbose, also shows what the test"
                            + " has to report that is neither a warning nor an error.")
    static final class Test extends HomeCommand {
        @Option(
                names = "--json",
                description = "Print an object with passed, tester, messages and findings (line, code, message).")
        private boolean json;

        @Override
        int run(Session session) throws IOException {
            ConfigurationTest.Result result = session.ossec().manager().testConfiguration();
            if (json) {
                write(session, result);
            } else {
                show(session, result);
            }
            return result.isPassed() ? ExitStatus.ANSWERED : ExitStatus.ERROR_ANSWER;
        }

        private static void write(Session session, ConfigurationTest.Result result) throws IOException {
            try (Json out = session.json()) {
                out.object()
                        .member("passed", result.isPassed())
                        .member("tester", DisplayText.word(result.tester()))
                        .array("messages");
                result.messages().forEach(message -> out.item(message.display()));
                out.endArray().array("findings");
                result.findings()
                        .forEach(finding -> out.object()
                                .member("line", finding.lineNumber())
                                .member("code", finding.code())
                                .member("message", finding.message())
                                .endObject());
                out.endArray().endObject();
            }
        }

        private static void show(Session session, ConfigurationTest.Result result) throws IOException {
            if (result.tester() == ConfigurationTest.Tester.OSSEC4J) {
                session.terminal()
                        .complain("there is no bin/ossec-logtest: only etc/ossec.conf was checked, by ossec4j itself");
                for (var finding : result.findings()) {
                    session.say("line " + finding.lineNumber() + ": (" + finding.code() + ") " + finding.message());
                }
            } else {
                for (RawText message : result.messages()) {
                    String line = message.display();
                    if (session.isVerbose() || !line.contains(": INFO: ")) {
                        session.say(line);
                    }
                }
            }
            session.say(result.isPassed() ? "The configuration is accepted" : "The configuration is refused");
        }
    }
}
