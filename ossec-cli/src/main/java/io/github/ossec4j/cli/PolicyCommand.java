package io.github.ossec4j.cli;

import io.github.ossec4j.cli.Table.Cell;
import io.github.ossec4j.cli.Table.Column;
import io.github.ossec4j.cli.Table.Style;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.model.AgentId;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.rootcheck.ComplianceTag;
import io.github.ossec4j.model.rootcheck.PolicyFinding;
import io.github.ossec4j.model.rootcheck.RootcheckEvent;
import java.io.IOException;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the findings of the policy and anomaly checks of an agent. */
@Command(name = "policy", description = "Lists the findings of the policy and anomaly checks of an agent.")
final class PolicyCommand extends HomeCommand {
    @Parameters(
            paramLabel = "ID",
            converter = AgentIdConverter.class,
            description = "The agent's number; 000 is the manager.")
    private AgentId id = AgentId.MANAGER;

    @Option(
            names = "--json",
            description = "Print an array of objects with status, firstSeen, lastSeen, text, category, title, file,"
                    + " reference and tags (standard, requirement).")
    private boolean json;

    @Override
    int run(Session session) throws IOException {
        try (RecordStream<RootcheckEvent> events = session.ossec().rootcheck().events(id)) {
            if (json) {
                write(session.json(), events);
            } else {
                show(session, events);
            }
        }
        return ExitStatus.ANSWERED;
    }

    private static void show(Session session, RecordStream<RootcheckEvent> events) throws IOException {
        Times times = session.times();
        try (Table table = session.table(
                Column.text("STATUS"),
                Column.text("LAST SEEN"),
                Column.text("TAGS"),
                Column.text("TITLE"),
                Column.text("FILE"))) {
            for (RootcheckEvent event : events) {
                PolicyFinding finding = event.finding();
                String tags = finding.tags().stream()
                        .map(tag -> tag.standard() + " " + tag.requirement())
                        .collect(Collectors.joining(", "));
                table.row(
                        new Cell(
                                lowerCase(event.status()),
                                switch (event.status()) {
                                    case OUTSTANDING -> Style.BAD;
                                    case RESOLVED -> Style.GOOD;
                                }),
                        times.text(event.lastSeen()),
                        tags.isEmpty() ? "-" : DisplayText.name(tags),
                        DisplayText.name(finding.title()),
                        finding.file().map(RawText::display).orElse("-"));
            }
        }
    }

    private static void write(Json json, RecordStream<RootcheckEvent> events) throws IOException {
        try (Json out = json) {
            out.array();
            for (RootcheckEvent event : events) {
                PolicyFinding finding = event.finding();
                out.object()
                        .member("status", lowerCase(event.status()))
                        .time("firstSeen", event.firstSeen())
                        .time("lastSeen", event.lastSeen())
                        .text("text", event.text())
                        .member("category", finding.category())
                        .member("title", DisplayText.name(finding.title()));
                if (finding.file().isPresent()) {
                    out.text("file", finding.file().get());
                } else {
                    out.missing("file");
                }
                out.member("reference", finding.reference().map(DisplayText::name))
                        .array("tags");
                for (ComplianceTag tag : finding.tags()) {
                    out.object()
                            .member("standard", DisplayText.name(tag.standard()))
                            .member("requirement", DisplayText.name(tag.requirement()))
                            .endObject();
                }
                out.endArray().endObject();
            }
            out.endArray();
        }
    }

    private static String lowerCase(RootcheckEvent.Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
