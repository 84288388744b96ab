package io.github.ossec4j.cli;

import io.github.ossec4j.api.AgentHandle;
import io.github.ossec4j.cli.Table.Cell;
import io.github.ossec4j.cli.Table.Column;
import io.github.ossec4j.cli.Table.Style;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.rootcheck.ComplianceTag;
import io.github.ossec4j.model.rootcheck.PolicyFinding;
import io.github.ossec4j.model.rootcheck.RootcheckEvent;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** Lists the findings of the policy and anomaly checks of an agent. */
@Command(
        name = "policy",
        description = {
            "Lists the findings of the policy and anomaly checks of an agent.",
            "JSON and CSV: status, firstSeen, lastSeen, text, category, title, file, reference and tags; in JSON, each"
                    + " tag has a standard and a requirement."
        })
final class PolicyCommand extends DatabaseCommand {
    @Override
    void list(Session session, AgentHandle agent) throws IOException {
        print(session, agent.findings(), new Findings());
    }

    private static final class Findings implements Listing<RootcheckEvent> {
        @Override
        public List<Column> columns() {
            return List.of(
                    Column.text("STATUS"),
                    Column.time("LAST SEEN"),
                    Column.prose("TAGS"),
                    Column.prose("TITLE"),
                    Column.path("FILE"));
        }

        @Override
        public Object[] row(RootcheckEvent event, Times times) {
            PolicyFinding finding = event.finding();
            String tags = tags(finding, ", ");
            return new Object[] {
                new Cell(
                        DisplayText.word(event.status()),
                        switch (event.status()) {
                            case OUTSTANDING -> Style.BAD;
                            case RESOLVED -> Style.GOOD;
                        }),
                times.text(event.lastSeen()),
                tags.isEmpty() ? "-" : tags,
                DisplayText.name(finding.title()),
                finding.file().map(RawText::display).orElse("-")
            };
        }

        private static String tags(PolicyFinding finding, String separator) {
            if (finding.tags().isEmpty()) {
                return "";
            }
            return DisplayText.name(finding.tags().stream()
                    .map(tag -> tag.standard() + " " + tag.requirement())
                    .collect(Collectors.joining(separator)));
        }

        @Override
        public void write(Json out, RootcheckEvent event) {
            PolicyFinding finding = event.finding();
            out.object()
                    .member("status", DisplayText.word(event.status()))
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
            out.member("reference", finding.reference().map(DisplayText::name)).array("tags");
            for (ComplianceTag tag : finding.tags()) {
                out.object()
                        .member("standard", DisplayText.name(tag.standard()))
                        .member("requirement", DisplayText.name(tag.requirement()))
                        .endObject();
            }
            out.endArray().endObject();
        }

        @Override
        public List<String> csvTitles() {
            return List.of("status", "firstSeen", "lastSeen", "text", "category", "title", "file", "reference", "tags");
        }

        @Override
        public Object[] csvRow(RootcheckEvent event) {
            PolicyFinding finding = event.finding();
            return new Object[] {
                DisplayText.word(event.status()),
                event.firstSeen(),
                event.lastSeen(),
                event.text().display(),
                finding.category(),
                DisplayText.name(finding.title()),
                finding.file().map(RawText::display),
                finding.reference().map(DisplayText::name),
                tags(finding, "; ")
            };
        }
    }
}
