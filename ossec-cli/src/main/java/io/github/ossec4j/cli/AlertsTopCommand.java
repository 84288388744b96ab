package io.github.ossec4j.cli;

import io.github.ossec4j.api.AlertCount;
import io.github.ossec4j.api.AlertSubject;
import io.github.ossec4j.api.Alerts;
import io.github.ossec4j.cli.Table.Cell;
import io.github.ossec4j.cli.Table.Column;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.model.alerts.Alert;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what most alerts have in common. */
@Command(
        name = "top",
        description = {
            "Counts alerts, those of today unless --since or --until is given, and shows what most of them have in common.",
            "JSON and CSV: name, alerts, highestLevel, last, description (of the rule of the last alert)."
        })
final class AlertsTopCommand extends HomeCommand {
    /** The room for the other columns, if names are short. */
    private static final int OTHERS = 34;

    private static final int USUAL_LIMIT = 10;

    @Parameters(
            paramLabel = "WHAT",
            converter = SubjectConverter.class,
            completionCandidates = Subjects.class,
            description = "rules, agents, sources (addresses), users or files.")
    private AlertSubject subject = AlertSubject.RULES;

    @Mixin
    private AlertsCommand.Source source = new AlertsCommand.Source();

    @Option(names = "--limit", paramLabel = "N", description = "At most N names. Default: 10.")
    private int limit = USUAL_LIMIT;

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
        if (limit < 0) {
            throw usage("--limit is a number of names");
        }
        List<AlertCount> counts;
        RecordStream<Alert> alerts = source.open(session);
        try (Progress progress = Progress.of(session.terminal(), alerts)) {
            counts = Alerts.top(alerts, subject, limit);
            progress.firstIsFound();
        }
        if (format.isTable()) {
            print(session, counts);
        } else {
            format.print(session, counts.iterator(), new Counts());
        }
        return ExitStatus.ANSWERED;
    }

    private void print(Session session, List<AlertCount> counts) throws IOException {
        boolean isRules = subject == AlertSubject.RULES;
        int widest = counts.stream()
                .mapToInt(count ->
                        DisplayText.width(DisplayText.escaped(count.name().display())))
                .max()
                .orElse(0);
        var bars = new Bars(
                session.terminal(),
                OTHERS + Math.min(widest, OTHERS),
                counts.stream().map(AlertCount::alerts).toList());
        try (Table table = session.table(
                Column.number("ALERTS"),
                Column.number("LEVEL"),
                bars.column(),
                isRules
                        ? Column.number("RULE")
                        : Column.path(DisplayText.word(subject).toUpperCase(Locale.ROOT)),
                Column.prose(isRules ? "DESCRIPTION" : ""))) {
            for (AlertCount count : counts) {
                table.row(
                        count.alerts(),
                        count.highestLevel(),
                        new Cell(bars.bar(count.alerts()), RuleListing.style(count.highestLevel())),
                        count.name().isEmpty() ? "-" : count.name().display(),
                        isRules ? count.description().display() : "");
            }
        }
    }

    private static final class Counts implements Shape<AlertCount> {
        @Override
        public void write(Json out, AlertCount count) {
            out.object()
                    .text("name", count.name())
                    .member("alerts", count.alerts())
                    .member("highestLevel", count.highestLevel())
                    .time("last", Optional.of(count.last()))
                    .text("description", count.description())
                    .endObject();
        }

        @Override
        public List<String> csvTitles() {
            return List.of("name", "alerts", "highestLevel", "last", "description");
        }

        @Override
        public Object[] csvRow(AlertCount count) {
            return new Object[] {
                count.name().display(),
                count.alerts(),
                count.highestLevel(),
                count.last(),
                count.description().display()
            };
        }
    }

    /** What completion offers. */
    static final class Subjects extends OssecCommand.EnumWords<AlertSubject> {
        Subjects() {
            super(AlertSubject.class);
        }
    }

    /** Parses the argument. */
    static final class SubjectConverter implements ITypeConverter<AlertSubject> {
        @Override
        public AlertSubject convert(String text) {
            return OssecCommand.word(AlertSubject.class, text);
        }
    }
}
