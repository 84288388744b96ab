package io.github.ossec4j.cli;

import io.github.ossec4j.cli.Table.Cell;
import io.github.ossec4j.cli.Table.Column;
import io.github.ossec4j.cli.Table.Style;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.model.logs.LogLine;
import io.github.ossec4j.model.logs.LogSummary;
import java.io.IOException;
import java.time.zone.ZoneRules;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what OSSEC's programs log. */
@Command(
        name = "logs",
        description = {
            "Lists the messages of logs/ossec.log, in the order of the file. Their times are those of the home's zone; errors are"
                    + " red, warnings yellow.",
            "JSON and CSV: date, daemon, code, level, message; with --summary: daemon, lines, errors, warnings."
        },
        subcommands = {
            LogsArchivesCommand.class,
            LogsFirewallCommand.class,
            LogsResponsesCommand.class,
            LogsVerifyCommand.class
        })
final class LogsCommand extends HomeCommand {
    @Mixin
    private TimeRange range = new TimeRange();

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            converter = LevelConverter.class,
            completionCandidates = Levels.class,
            description = "Only messages of this level: error, warn, info or debug.")
    private LogLine.@Nullable Level level;

    @Option(
            names = "--daemon",
            paramLabel = "NAME",
            description = "Only messages of this program, such as ossec-remoted.")
    private @Nullable String daemon;

    @Option(names = "--limit", paramLabel = "N", description = "Only the last N messages.")
    private @Nullable Integer limit;

    @Option(names = "--summary", description = "Count the messages of each program instead.")
    private boolean summary;

    @Mixin
    private OutputFormat format = new OutputFormat();

    @Override
    int run(Session session) throws IOException {
        if (limit != null && limit < 0) {
            throw usage("--limit is a number of messages");
        }
        if (summary) {
            if (limit != null || level != null || daemon != null || !range.isUnlimited()) {
                throw usage("--summary cannot be combined with other options than those of its format");
            }
            format.print(session, session.ossec().manager().logSummary(), new Summaries());
        } else if (limit != null) {
            format.print(session, session.ossec().manager().lastLogs(limit, wanted(session)), new Lines());
        } else {
            Predicate<LogLine> wanted = wanted(session);
            try (RecordStream<LogLine> lines = session.ossec().manager().logs();
                    Progress progress = Progress.of(session.terminal(), lines)) {
                Iterator<LogLine> matching = lines.stream().filter(wanted).iterator();
                format.print(session, () -> matching, new Lines(), progress);
            }
        }
        return ExitStatus.ANSWERED;
    }

    /** The members of a message without its date. */
    static Json members(Json out, LogLine line) {
        out.member("daemon", line.daemon().map(DisplayText::name));
        if (line.code().isPresent()) {
            out.member("code", line.code().getAsInt());
        } else {
            out.missing("code");
        }
        return out.member("level", line.level().map(DisplayText::word)).text("message", line.message());
    }

    private Predicate<LogLine> wanted(Session session) {
        ZoneRules zone = session.ossec().zoneRules();
        Predicate<LogLine> inRange =
                range.filter(session.ossec(), line -> Optional.of(line.date().toInstant(zone.getOffset(line.date()))));
        return line -> inRange.test(line)
                && (level == null || line.level().equals(Optional.of(level)))
                && (daemon == null || line.daemon().equals(Optional.of(daemon)));
    }

    private static final class Lines implements Listing<LogLine> {
        @Override
        public List<Column> columns() {
            return List.of(
                    Column.time("TIME"),
                    Column.text("LEVEL"),
                    Column.text("DAEMON"),
                    Column.number("CODE"),
                    Column.prose("MESSAGE"));
        }

        @Override
        public Object[] row(LogLine line, Times times) {
            return new Object[] {
                DailyLogCommand.text(line.date(), ' '),
                line.level()
                        .map(level -> new Cell(DisplayText.word(level), style(level)))
                        .orElse(new Cell("-", Style.PLAIN)),
                line.daemon().map(DisplayText::name).orElse("-"),
                code(line).orElse("-"),
                line.message().display()
            };
        }

        private static Style style(LogLine.Level level) {
            return switch (level) {
                case ERROR -> Style.BAD;
                case WARN -> Style.DOUBTFUL;
                case INFO, DEBUG -> Style.PLAIN;
            };
        }

        private static Optional<String> code(LogLine line) {
            return line.code().isPresent()
                    ? Optional.of(Integer.toString(line.code().getAsInt()))
                    : Optional.empty();
        }

        @Override
        public void write(Json out, LogLine line) {
            members(out.object().member("date", DailyLogCommand.text(line.date(), 'T')), line)
                    .endObject();
        }

        @Override
        public List<String> csvTitles() {
            return List.of("date", "daemon", "code", "level", "message");
        }

        @Override
        public Object[] csvRow(LogLine line) {
            return new Object[] {
                DailyLogCommand.text(line.date(), 'T'),
                line.daemon().map(DisplayText::name),
                code(line),
                line.level().map(DisplayText::word),
                line.message().display()
            };
        }
    }

    private static final class Summaries implements Listing<LogSummary> {
        @Override
        public List<Column> columns() {
            return List.of(
                    Column.text("DAEMON"),
                    Column.number("MESSAGES"),
                    Column.number("ERRORS"),
                    Column.number("WARNINGS"));
        }

        @Override
        public Object[] row(LogSummary daemon, Times times) {
            return new Object[] {
                daemon.daemon().isEmpty() ? "-" : DisplayText.name(daemon.daemon()),
                daemon.lines(),
                new Cell(Long.toString(daemon.errors()), daemon.errors() > 0 ? Style.BAD : Style.PLAIN),
                new Cell(Long.toString(daemon.warnings()), daemon.warnings() > 0 ? Style.DOUBTFUL : Style.PLAIN)
            };
        }

        @Override
        public void write(Json out, LogSummary daemon) {
            out.object()
                    .member("daemon", DisplayText.name(daemon.daemon()))
                    .member("lines", daemon.lines())
                    .member("errors", daemon.errors())
                    .member("warnings", daemon.warnings())
                    .endObject();
        }

        @Override
        public List<String> csvTitles() {
            return List.of("daemon", "lines", "errors", "warnings");
        }

        @Override
        public Object[] csvRow(LogSummary daemon) {
            return new Object[] {DisplayText.name(daemon.daemon()), daemon.lines(), daemon.errors(), daemon.warnings()};
        }
    }

    /** What completion offers. */
    static final class Levels extends OssecCommand.EnumWords<LogLine.Level> {
        Levels() {
            super(LogLine.Level.class);
        }
    }

    /** Parses {@code --level}. */
    static final class LevelConverter implements ITypeConverter<LogLine.Level> {
        @Override
        public LogLine.Level convert(String text) {
            return OssecCommand.word(LogLine.Level.class, text);
        }
    }
}
