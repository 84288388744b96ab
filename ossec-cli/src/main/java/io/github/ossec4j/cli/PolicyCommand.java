package io.github.ossec4j.cli;

import io.github.ossec4j.api.AgentHandle;
import io.github.ossec4j.cli.Table.Cell;
import io.github.ossec4j.cli.Table.Column;
import io.github.ossec4j.cli.Table.Style;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.rootcheck.ComplianceTag;
import io.github.ossec4j.model.rootcheck.FindingFilter;
import io.github.ossec4j.model.rootcheck.PolicyFinding;
import io.github.ossec4j.model.rootcheck.RootcheckEvent;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** Lists the findings of the policy and anomaly checks of an agent. */
@Command(
        name = "policy",
        description = {
            "Lists the findings of the policy and anomaly checks of an agent.",
            "JSON and CSV: status, firstSeen, lastSeen, text, category, title, file, reference and tags; in JSON, each"
                    + " tag has a standard and a requirement.",
            "--since and --until are about the time when something was seen last. Keys to sort by: status, firstSeen,"
                    + " lastSeen, title."
        })
final class PolicyCommand extends DatabaseCommand {
    private static final String ANY = "any";

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            converter = StatusConverter.class,
            completionCandidates = Statuses.class,
            description = "Only findings that are outstanding or resolved.")
    private RootcheckEvent.@Nullable Status status;

    @Option(
            names = "--cis",
            paramLabel = "REQUIREMENT",
            description = "Only violations of this requirement of CIS or a part of it, such as 1.4, or of any.")
    private @Nullable String cis;

    @Option(
            names = "--pci",
            paramLabel = "REQUIREMENT",
            description = "Only violations of this requirement of PCI DSS or a part of it, such as 2.2, or of any.")
    private @Nullable String pci;

    @Override
    void list(Session session, AgentHandle agent) throws IOException {
        FindingFilter filter = tagged(tagged(FindingFilter.all(), "CIS", cis), "PCI_DSS", pci);
        filter = status == null ? filter : filter.status(status);
        filter = range().limit(session.ossec(), filter, FindingFilter::since, FindingFilter::until);
        print(session, agent.findings(filter), new Findings(), KEYS);
    }

    private static FindingFilter tagged(FindingFilter filter, String standard, @Nullable String requirement) {
        if (requirement == null) {
            return filter;
        }
        return requirement.equals(ANY)
                ? filter.standard(standard)
                : filter.tag(standard, LocaleArgument.lossless(requirement));
    }

    /** Values of {@code --status}. */
    static final class Statuses extends OssecCommand.EnumWords<RootcheckEvent.Status> {
        Statuses() {
            super(RootcheckEvent.Status.class);
        }
    }

    /** Parses {@code --status}. */
    static final class StatusConverter implements ITypeConverter<RootcheckEvent.Status> {
        @Override
        public RootcheckEvent.Status convert(String text) {
            return OssecCommand.word(RootcheckEvent.Status.class, text);
        }
    }

    private static final Map<String, Comparator<RootcheckEvent>> KEYS = Map.of(
            "status", Comparator.comparing(RootcheckEvent::status),
            "firstSeen", ListOrder.by(RootcheckEvent::firstSeen),
            "lastSeen", ListOrder.by(RootcheckEvent::lastSeen),
            "title", Comparator.comparing(event -> event.finding().title()));

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
            out.object()
                    .member("status", DisplayText.word(event.status()))
                    .time("firstSeen", event.firstSeen())
                    .time("lastSeen", event.lastSeen())
                    .text("text", event.text());
            members(out, event.finding()).endObject();
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
    /** The parts of a finding as members. */
    static Json members(Json out, PolicyFinding finding) {
        out.member("category", finding.category()).member("title", DisplayText.name(finding.title()));
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
        return out.endArray();
    }
}
