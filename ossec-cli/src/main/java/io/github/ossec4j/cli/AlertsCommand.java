package io.github.ossec4j.cli;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.api.watch.Watch;
import io.github.ossec4j.api.watch.WatchEvent;
import io.github.ossec4j.io.HomeFileException;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.alerts.AlertFilter;
import io.github.ossec4j.io.alerts.AlertLog;
import io.github.ossec4j.model.alerts.Alert;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists alerts. */
@Command(
        name = "alerts",
        description = {
            "Lists the alerts of the manager, those of today unless --since or --until is given, in the order of time; with"
                    + " --file, those of one file. Levels 12 and above are red, levels 7 to 11 yellow.",
            AlertListing.MEMBERS
        },
        subcommands = AlertsTopCommand.class)
final class AlertsCommand extends HomeCommand {
    /** What alerts, of which file or time. */
    static final class Source {
        @Mixin
        private AlertOptions options = new AlertOptions();

        @Mixin
        private TimeRange range = new TimeRange();

        @Option(
                names = "--file",
                paramLabel = "FILE",
                description = "Read this file, which may be compressed, instead of those of a home.")
        private @Nullable Path file;

        RecordStream<Alert> open(Session session) {
            AlertFilter.Builder filter = file == null ? options.filter(session.ossec()) : options.filter();
            range.limit(
                    session.zoneRules(),
                    session.clock(),
                    filter,
                    AlertFilter.Builder::from,
                    AlertFilter.Builder::until);
            if (file != null) {
                try {
                    return AlertLog.at(file, session.malformedLines()).alerts(filter.build());
                } catch (IOException e) {
                    throw HomeFileException.of(file, e);
                }
            }
            if (range.isUnlimited()) {
                filter.from(session.ossec().startOf(session.ossec().localTime().toLocalDate()));
            }
            return session.ossec().alerts().matching(filter.build());
        }

        Watch follow(Session session) {
            Ossec ossec = session.ossec();
            Watch.Builder watch = ossec.watch().alerts(options.filter(ossec).build());
            range.since(ossec).ifPresent(watch::since);
            return watch.start();
        }

        boolean isOfHome() {
            return file == null;
        }

        boolean hasEnd(Session session) {
            return range.until(session.zoneRules(), session.clock()).isPresent();
        }
    }

    @Mixin
    private Source source = new Source();

    @Mixin
    private LastOnes last = new LastOnes();

    @Option(
            names = "--raw",
            description =
                    "In JSON, write each byte of a text as the character of the same number, so that nothing is lost of"
                            + " text that is not UTF-8.")
    private boolean raw;

    @Option(
            names = "--follow",
            description =
                    "Print alerts as they are written, from now on or since --since, until interrupted: a line for each,"
                            + " or an object with --jsonl.")
    private boolean follow;

    @Mixin
    private OutputFormat format = new OutputFormat();

    @Override
    boolean readsStatistics() {
        return true;
    }

    @Override
    boolean needsHome() {
        return source.isOfHome();
    }

    @Override
    int run(Session session) throws IOException {
        if (follow) {
            if (!source.isOfHome() || last.isLimited() || source.hasEnd(session)) {
                throw usage("--follow cannot be combined with --file, --limit and --until");
            }
            if (!format.isTable() && !format.isJsonLines()) {
                throw usage("--follow prints lines, or objects with --jsonl");
            }
            follow(session);
            return ExitStatus.ANSWERED;
        }
        try (RecordStream<Alert> alerts = source.open(session);
                Progress progress = Progress.of(session.terminal(), alerts)) {
            format.print(session, last.of(alerts), new AlertListing(raw), progress);
        }
        return ExitStatus.ANSWERED;
    }

    /** Prints alerts until the reader of the output is gone, or a signal ends it. */
    private void follow(Session session) throws IOException {
        var listing = new AlertListing(raw);
        Times times = session.times();
        try (Watch watch = source.follow(session)) {
            EndSignals.during(
                    watch::close,
                    () -> WatchCommand.each(
                            session,
                            watch,
                            event -> {
                                if (!(event instanceof WatchEvent.AlertRaised raised)) {
                                    return;
                                }
                                if (format.isJsonLines()) {
                                    try (Json json =
                                            Json.line(session.terminal().out())) {
                                        listing.write(json, raised.alert());
                                    }
                                } else {
                                    session.say(AlertListing.line(raised.alert(), times));
                                }
                            },
                            () -> {}));
        }
    }
}
