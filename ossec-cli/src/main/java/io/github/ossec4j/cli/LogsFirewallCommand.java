package io.github.ossec4j.cli;

import io.github.ossec4j.api.Manager;
import io.github.ossec4j.cli.Table.Column;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.model.logs.FirewallEvent;
import io.github.ossec4j.model.logs.FirewallEvent.Action;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** Lists events of firewalls. */
@Command(
        name = "firewall",
        description = {
            "Lists the events of firewalls, those of today unless --since or --until is given, in the order of the files.",
            "JSON and CSV: date, origin (the name of the agent or host), action (drop, closed, allow, unknown), protocol, srcip,"
                    + " srcport, dstip, dstport."
        })
final class LogsFirewallCommand extends DailyLogCommand<FirewallEvent> {
    @Option(
            names = "--action",
            paramLabel = "ACTION",
            converter = ActionConverter.class,
            completionCandidates = Actions.class,
            description = "Only events with this action: drop, closed, allow or unknown.")
    private @Nullable Action action;

    @Override
    RecordStream<FirewallEvent> records(Manager manager, LocalDate first, LocalDate end) {
        return manager.firewall(first, end);
    }

    @Override
    LocalDateTime date(FirewallEvent event) {
        return event.date();
    }

    @Override
    boolean isWanted(FirewallEvent event) {
        return action == null || action == event.action();
    }

    @Override
    Listing<FirewallEvent> listing() {
        return new Events();
    }

    private static final class Events implements Listing<FirewallEvent> {
        @Override
        public List<Column> columns() {
            return List.of(
                    Column.time("TIME"),
                    Column.text("ORIGIN"),
                    Column.text("ACTION"),
                    Column.text("PROTOCOL"),
                    Column.text("SOURCE"),
                    Column.number("PORT"),
                    Column.text("DESTINATION"),
                    Column.number("PORT"));
        }

        @Override
        public Object[] row(FirewallEvent event, Times times) {
            return cells(event, ' ');
        }

        private static Object[] cells(FirewallEvent event, char separator) {
            return new Object[] {
                text(event.date(), separator),
                event.origin().name().display(),
                DisplayText.word(event.action()),
                event.protocol().display(),
                event.source().address().display(),
                event.source().port().display(),
                event.destination().address().display(),
                event.destination().port().display()
            };
        }

        @Override
        public void write(Json out, FirewallEvent event) {
            out.object()
                    .member("date", text(event.date(), 'T'))
                    .text("origin", event.origin().name())
                    .member("action", DisplayText.word(event.action()))
                    .text("protocol", event.protocol())
                    .text("srcip", event.source().address())
                    .text("srcport", event.source().port())
                    .text("dstip", event.destination().address())
                    .text("dstport", event.destination().port())
                    .endObject();
        }

        @Override
        public List<String> csvTitles() {
            return List.of("date", "origin", "action", "protocol", "srcip", "srcport", "dstip", "dstport");
        }

        @Override
        public Object[] csvRow(FirewallEvent event) {
            return cells(event, 'T');
        }
    }

    /** What completion offers. */
    static final class Actions extends OssecCommand.EnumWords<Action> {
        Actions() {
            super(Action.class);
        }
    }

    /** Parses {@code --action}. */
    static final class ActionConverter implements ITypeConverter<Action> {
        @Override
        public Action convert(String text) {
            return OssecCommand.word(Action.class, text);
        }
    }
}
