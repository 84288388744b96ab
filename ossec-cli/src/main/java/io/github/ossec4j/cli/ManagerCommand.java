package io.github.ossec4j.cli;

import io.github.ossec4j.cli.Table.Column;
import io.github.ossec4j.io.control.ConfigurationTest;
import io.github.ossec4j.io.control.ControlOutcome;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.manager.DaemonStatus;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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
final class ManagerCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                Objects.requireNonNull(spec).commandLine(),
                "manager needs a command: status, start, stop, restart or test");
    }

    private static void show(Session session, List<DaemonStatus> statuses) throws IOException {
        try (Table table = session.table(Column.text("DAEMON"), Column.text("STATE"))) {
            for (DaemonStatus status : statuses) {
                table.row(status.daemon().processName(), status.state().name().toLowerCase(Locale.ROOT));
            }
        }
    }

    private static int show(Session session, ControlOutcome outcome) throws IOException {
        show(session, outcome.daemons());
        outcome.failure().ifPresent(failure -> session.terminal().complain(failure.message()));
        if (!outcome.isSuccess()) {
            outcome.messages().forEach(session.terminal()::complain);
        }
        return outcome.isSuccess() ? ExitStatus.ANSWERED : ExitStatus.ERROR_ANSWER;
    }

    /** Shows which daemons are running. */
    @Command(name = "status", description = "Shows which daemons are running.")
    static final class Status extends HomeCommand {
        @Override
        int run(Session session) throws IOException {
            show(session, session.ossec().manager().status());
            return ExitStatus.ANSWERED;
        }
    }

    /** Starts the daemons. */
    @Command(name = "start", description = "Starts the daemons that are not running.")
    static final class Start extends HomeCommand {
        @Override
        int run(Session session) throws IOException {
            return show(session, session.ossec().manager().start());
        }
    }

    /** Stops the daemons. */
    @Command(name = "stop", description = "Stops the daemons.")
    static final class Stop extends HomeCommand {
        @Mixin
        private Confirmation confirmation = new Confirmation();

        @Override
        int run(Session session) throws IOException {
            return confirmation.isGiven(
                            session.terminal(), "Stop the daemons? Nothing is watched until they start again.")
                    ? show(session, session.ossec().manager().stop())
                    : ExitStatus.ERROR_ANSWER;
        }
    }

    /** Restarts the daemons. */
    @Command(
            name = "restart",
            description = "Stops the daemons and starts them again. Stops nothing if the configuration is broken.")
    static final class Restart extends HomeCommand {
        @Mixin
        private Confirmation confirmation = new Confirmation();

        @Override
        int run(Session session) throws IOException {
            return confirmation.isGiven(session.terminal(), "Restart the daemons?")
                    ? show(session, session.ossec().manager().restart())
                    : ExitStatus.ERROR_ANSWER;
        }
    }

    /** Tests the configuration. */
    @Command(name = "test", description = "Checks whether OSSEC would start with its configuration.")
    static final class Test extends HomeCommand {
        @Override
        int run(Session session) throws IOException {
            ConfigurationTest.Result result = session.ossec().manager().testConfiguration();
            if (result.tester() == ConfigurationTest.Tester.OSSEC4J) {
                session.terminal()
                        .complain("there is no bin/ossec-logtest: only etc/ossec.conf was checked, by ossec4j itself");
                for (var finding : result.findings()) {
                    session.say("line " + finding.lineNumber() + ": (" + finding.code() + ") " + finding.message());
                }
            } else {
                for (RawText message : result.messages()) {
                    session.say(message.display());
                }
            }
            session.say(result.isPassed() ? "The configuration is accepted" : "The configuration is refused");
            return result.isPassed() ? ExitStatus.ANSWERED : ExitStatus.ERROR_ANSWER;
        }
    }
}
