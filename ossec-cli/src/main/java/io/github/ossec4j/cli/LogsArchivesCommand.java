package io.github.ossec4j.cli;

import io.github.ossec4j.api.Manager;
import io.github.ossec4j.cli.Table.Column;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.model.alerts.AlertOrigin;
import io.github.ossec4j.model.logs.ArchivedEvent;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists archived events. */
@Command(
        name = "archives",
        description = {
            "Lists the events that OSSEC archived, those of today unless --since or --until is given, in the order of the files. It"
                    + " archives all events if logall is set.",
            "JSON and CSV: date, origin (the name of the agent or host), source, log."
        })
final class LogsArchivesCommand extends DailyLogCommand<ArchivedEvent> {
    @Option(
            names = "--agent",
            paramLabel = "NAME",
            description = "Only events of the agent, or of the host, with this name.")
    private @Nullable String agent;

    @Override
    RecordStream<ArchivedEvent> records(Manager manager, LocalDate first, LocalDate end) {
        return manager.archives(first, end);
    }

    @Override
    LocalDateTime date(ArchivedEvent event) {
        return event.date();
    }

    @Override
    boolean isWanted(ArchivedEvent event) {
        return agent == null || event.origin().name().lossless().equals(LocaleArgument.lossless(agent));
    }

    @Override
    Listing<ArchivedEvent> listing() {
        return new Events();
    }

    private static final class Events implements Listing<ArchivedEvent> {
        @Override
        public List<Column> columns() {
            return List.of(Column.time("TIME"), Column.text("ORIGIN"), Column.path("SOURCE"), Column.prose("EVENT"));
        }

        @Override
        public Object[] row(ArchivedEvent event, Times times) {
            return cells(event, ' ');
        }

        private static Object[] cells(ArchivedEvent event, char separator) {
            AlertOrigin origin = event.origin();
            return new Object[] {
                text(event.date(), separator),
                origin.name().display(),
                origin.source().display(),
                event.log().display()
            };
        }

        @Override
        public void write(Json out, ArchivedEvent event) {
            AlertOrigin origin = event.origin();
            out.object()
                    .member("date", text(event.date(), 'T'))
                    .text("origin", origin.name())
                    .text("source", origin.source())
                    .text("log", event.log())
                    .endObject();
        }

        @Override
        public List<String> csvTitles() {
            return List.of("date", "origin", "source", "log");
        }

        @Override
        public Object[] csvRow(ArchivedEvent event) {
            return cells(event, 'T');
        }
    }
}
