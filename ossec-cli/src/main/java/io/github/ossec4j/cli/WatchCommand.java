package io.github.ossec4j.cli;

import io.github.ossec4j.api.AgentHandle;
import io.github.ossec4j.api.watch.PositionFile;
import io.github.ossec4j.api.watch.Watch;
import io.github.ossec4j.api.watch.WatchEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints what happens. */
@Command(
        name = "watch",
        description = {
            "Prints what happens from now on: changes of files and registry keys, new findings, agents that come, go,"
                    + " are enrolled or removed, and on request alerts and logs; each on a line. SIGINT (Ctrl-C) and"
                    + " SIGTERM end it with status 0.",
            "With --position, it can be stopped and started at will: ossec watch --jsonl --position FILE | connector",
            "JSON: event, agent, name, at; then, by event: path, kind, changed, before, after (file-changed,"
                    + " registry-changed); text, category, title, file, reference, tags (policy-found); status"
                    + " (agent-added); before, after (status-changed); database, reset (database-reset); database, reason"
                    + " (database-unreadable); alert (alert), as ossec alerts has it; location, log (archived);"
                    + " daemon, code, level, message (logged); log, reset (log-reset); log, reason (log-unreadable)."
        })
final class WatchCommand extends HomeCommand {
    private static final Duration ALWAYS = Duration.ofDays(36_500);

    /** A reader gets events, and the position is stored, at least this often while there are more. */
    private static final int MOST_AT_ONCE = 1000;

    /** Where to start. */
    private static final class Start {
        @Option(
                names = "--since",
                paramLabel = TimeArgument.LABEL,
                required = true,
                converter = TimeArgument.Converter.class,
                description = "Start with the records of this time: " + TimeArgument.RULE + ".")
        private @Nullable TimeArgument since;

        @Option(
                names = "--position",
                paramLabel = "FILE",
                required = true,
                description =
                        "Start where the last run with this file ended, and keep the position in it; it is created by"
                                + " the first run, which starts now.")
        private @Nullable Path position;
    }

    @Parameters(
            paramLabel = "AGENT",
            arity = "0..*",
            completionCandidates = NamedAgents.Candidates.class,
            description = NamedAgents.SOME + " 000 is the manager. Default: all.")
    private List<String> agents = new ArrayList<>();

    @Option(names = "--integrity", description = "Changes of files and registry keys.")
    private boolean integrity;

    @Option(names = "--policy", description = "New findings of the policy and anomaly checks.")
    private boolean policy;

    @Option(
            names = "--agents",
            description =
                    "Agents that come, go or are enrolled. Default: all three; then removed agents are always shown.")
    private boolean comings;

    @Option(names = "--alerts", description = "Alerts.")
    private boolean alerts;

    @Option(names = "--archives", description = "Archived events, which OSSEC writes if logall is set.")
    private boolean archives;

    @Option(names = "--logs", description = "What OSSEC's programs log in ossec.log.")
    private boolean logs;

    @Option(names = "--jsonl", description = "Print a JSON object per line (JSON Lines).")
    private boolean jsonLines;

    @ArgGroup(exclusive = true)
    private @Nullable Start start;

    @Option(names = "--once", description = "End after everything that has happened up to now.")
    private boolean once;

    @Override
    int run(Session session) throws IOException {
        Optional<PositionFile> stored =
                Optional.ofNullable(start).map(from -> from.position).map(PositionFile::at);
        stored.ifPresent(PositionFile::tidy);
        try (Watch watch = watch(session, stored)) {
            EndSignals.during(watch::close, () -> {
                stored.ifPresent(file -> file.store(watch.position()));
                if (!once
                        && session.terminal().outIsTerminal()
                        && session.terminal().errIsTerminal()) {
                    session.terminal().complain("waiting for events; Ctrl-C ends");
                }
                print(session, watch, stored);
            });
        }
        return ExitStatus.ANSWERED;
    }

    private Watch watch(Session session, Optional<PositionFile> stored) {
        Watch.Builder options = session.ossec().watch();
        if (!agents.isEmpty()) {
            options.only(session.agents(agents).stream().map(AgentHandle::id).toList());
        }
        if (integrity) {
            options.integrity();
        }
        if (policy) {
            options.policy();
        }
        if (comings) {
            options.agents();
        }
        if (alerts) {
            options.alerts();
        }
        if (archives) {
            options.archives();
        }
        if (logs) {
            options.logs();
        }
        if (once) {
            options.untilNow();
        }
        stored.flatMap(PositionFile::read).ifPresent(options::from);
        Optional.ofNullable(start)
                .flatMap(from -> Optional.ofNullable(from.since))
                .ifPresent(time -> options.since(time.start(session.ossec())));
        return options.start();
    }

    private void print(Session session, Watch watch, Optional<PositionFile> stored) throws IOException {
        WatchOutput output = jsonLines ? new WatchJson(session) : new WatchLines(session);
        each(session, watch, output, () -> stored.ifPresent(file -> file.store(watch.position())));
    }

    /**
     * Prints events until the watch ends.
     *
     * @param flushed called whenever all events up to now have reached the reader
     */
    static void each(Session session, Watch watch, WatchOutput output, Runnable flushed) throws IOException {
        int unflushed = 0;
        while (true) {
            Optional<WatchEvent> event = next(watch, unflushed > 0 ? Duration.ZERO : ALWAYS);
            if (event.isPresent()) {
                output.print(event.get());
                unflushed++;
            }
            if (unflushed > 0 && (event.isEmpty() || unflushed >= MOST_AT_ONCE)) {
                session.terminal().out().flush();
                unflushed = 0;
                flushed.run();
            } else if (event.isEmpty()) {
                return;
            }
        }
    }

    /** Empty at the end, too. */
    private static Optional<WatchEvent> next(Watch watch, Duration timeout) {
        try {
            return watch.next(timeout);
        } catch (InterruptedException e) {
            watch.close();
            return Optional.empty();
        }
    }
}
