package io.github.ossec4j.report.page;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import gg.jte.html.HtmlTemplateOutput;
import io.github.ossec4j.api.Report;
import io.github.ossec4j.api.Report.AgentSummary;
import io.github.ossec4j.api.Report.AlertDay;
import io.github.ossec4j.api.Report.AlertGroup;
import io.github.ossec4j.api.Report.ChangedPath;
import io.github.ossec4j.api.Report.EventHour;
import io.github.ossec4j.api.Report.ExposedFile;
import io.github.ossec4j.api.Report.FileDay;
import io.github.ossec4j.api.Report.OtherFinding;
import io.github.ossec4j.api.Report.Problem;
import io.github.ossec4j.api.Report.Ranking;
import io.github.ossec4j.api.Report.Requirement;
import io.github.ossec4j.model.AgentStatus;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.VisibleText;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** What a report shows: its figures, charts and tables, with the text of each cell. Immutable. */
public final class ReportBody implements Content {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMM d", Locale.US);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM uuuu", Locale.US);

    private static final int MOST_ROWS = 15;
    private static final int MOST_COLUMNS = 62;
    private static final int MONTHS_FROM_DAYS = 300;

    private final Report report;

    /** The body of the page of a report. */
    public ReportBody(Report report) {
        this.report = report;
    }

    /** A figure at the top. */
    record Figure(String value, String of, String name, boolean isBad) {}

    /** The first rows of a table, and what to say of the others; nothing if there are none. */
    record Rows<T>(List<T> rows, String more) {
        boolean isEmpty() {
            return rows.isEmpty();
        }
    }

    record SilentAgent(String id, String name, String tone, String status, String last) {}

    record BusyAgent(String id, String name, String changes, Bar bar, String outstanding) {}

    record PathRow(String path, String changes, Bar bar, String agents) {}

    record ExposedRow(String id, String name, String path, String mode, String why, String owner, String recorded) {}

    record Standard(String name, Rows<RequirementRow> requirements) {}

    record RequirementRow(String number, String title, String findings, Bar bar, String agents) {}

    record OtherRow(String title, String findings, String agents) {}

    record AlertTable(String title, String column, boolean hasDescriptions, Rows<AlertRow> groups) {}

    record AlertRow(String name, String description, String alerts, Bar bar) {}

    record ProblemRow(String file, String message) {}

    /** What the report is called. */
    public String title() {
        return VisibleText.of(report.title());
    }

    String manager() {
        return report.agents().stream()
                .filter(agent -> agent.idText().equals("000"))
                .map(agent -> name(agent.name()))
                .findFirst()
                .orElse("");
    }

    String since() {
        return time(report.period().since());
    }

    String until() {
        return time(report.period().until());
    }

    String zone() {
        return report.period().zoneName();
    }

    List<Figure> figures() {
        long active = report.count(Optional.of(AgentStatus.ACTIVE));
        long exposed = report.files().exposed().size();
        var figures = new ArrayList<Figure>();
        figures.add(new Figure(
                Numbers.grouped(active), Numbers.grouped(report.agents().size()), "agents active", false));
        figures.add(new Figure(Numbers.grouped(report.files().changes()), "", "file changes", false));
        figures.add(new Figure(Numbers.grouped(exposed), "", "newly exposed files", exposed > 0));
        figures.add(new Figure(Numbers.grouped(report.policy().outstanding()), "", "outstanding findings", false));
        if (hasAlerts()) {
            figures.add(new Figure(Numbers.grouped(report.alerts().count()), "", "alerts", false));
        }
        if (report.unread().size() > 0) {
            figures.add(new Figure(Numbers.grouped(report.unread().size()), "", "files not read completely", true));
        }
        return figures;
    }

    // Agents

    ShareChart statuses() {
        var parts = new ArrayList<ShareChart.Part>();
        for (AgentStatus status : AgentStatus.values()) {
            parts.add(new ShareChart.Part(status.text(), report.count(Optional.of(status)), tone(Optional.of(status))));
        }
        long unknown = report.count(Optional.empty());
        if (unknown > 0) {
            parts.add(new ShareChart.Part("Unknown", unknown, tone(Optional.empty())));
        }
        return new ShareChart("agents", "Agents by status, the manager included", parts);
    }

    private static Tone tone(Optional<AgentStatus> status) {
        return status.map(known -> switch (known) {
                    case ACTIVE -> Tone.GREEN;
                    case DISCONNECTED -> Tone.RED;
                    case NEVER_CONNECTED -> Tone.AMBER;
                })
                .orElse(Tone.GRAY);
    }

    /** Those that are not active, the longest silence first. */
    Rows<SilentAgent> silentAgents() {
        List<AgentSummary> silent = report.silentAgents();
        return rows(
                silent,
                0,
                "agents",
                agent -> new SilentAgent(
                        name(agent.idText()),
                        name(agent.name()),
                        tone(agent.status()).cssClass(),
                        agent.status().map(AgentStatus::text).orElse("Unknown"),
                        agent.lastKeepAlive().map(this::time).orElse("–")));
    }

    /** Those with changes or findings. */
    Rows<BusyAgent> busyAgents() {
        List<AgentSummary> busy = report.busiestAgents();
        long most = busy.isEmpty() ? 0 : busy.get(0).changes();
        return rows(
                busy,
                0,
                "agents",
                agent -> new BusyAgent(
                        name(agent.idText()),
                        name(agent.name()),
                        Numbers.grouped(agent.changes()),
                        new Bar(agent.changes(), most, Tone.BLUE),
                        Numbers.grouped(agent.outstanding())));
    }

    // Files

    boolean hasChanges() {
        return report.files().changes() > 0;
    }

    ColumnChart changes() {
        List<FileDay> days = report.files().days();
        Steps steps = new Steps(days.size());
        ColumnChart chart = ColumnChart.of("changes", "File changes per " + steps.words(), steps.title())
                .series("modified", Tone.BLUE)
                .series("added", Tone.GREEN)
                .series("deleted", Tone.RED);
        for (int from = 0; from < days.size(); from += steps.days()) {
            List<FileDay> some = days.subList(from, Math.min(days.size(), from + steps.days()));
            chart.column(
                    steps.label(some.get(0).day()),
                    some.stream().mapToLong(FileDay::modified).sum(),
                    some.stream().mapToLong(FileDay::added).sum(),
                    some.stream().mapToLong(FileDay::deleted).sum());
        }
        return chart;
    }

    Rows<PathRow> paths() {
        Ranking<ChangedPath> paths = report.files().paths();
        long most = paths.top().isEmpty() ? 0 : paths.top().get(0).changes();
        return rows(
                paths,
                "paths",
                path -> new PathRow(
                        text(path.path()),
                        Numbers.grouped(path.changes()),
                        new Bar(path.changes(), most, Tone.BLUE),
                        Numbers.grouped(path.agents())));
    }

    Rows<ExposedRow> exposed() {
        return rows(
                report.files().exposed(),
                "files",
                file -> new ExposedRow(
                        name(file.idText()),
                        name(file.name()),
                        text(file.path()),
                        file.mode().symbolic(),
                        why(file),
                        VisibleText.of(file.owner()),
                        time(file.recorded())));
    }

    private static String why(ExposedFile file) {
        var why = new ArrayList<String>();
        if (file.mode().isSetUserId()) {
            why.add("set-user-id");
        }
        if (file.mode().isSetGroupId()) {
            why.add("set-group-id");
        }
        if (file.mode().isWorldWritable()) {
            why.add("world-writable");
        }
        return String.join(", ", why);
    }

    // Policy

    /** Each standard with its requirements. */
    List<Standard> standards() {
        Map<String, List<Requirement>> byStandard = new TreeMap<>();
        for (Requirement requirement : report.policy().requirements().top()) {
            byStandard
                    .computeIfAbsent(requirement.tag().standard(), standard -> new ArrayList<>())
                    .add(requirement);
        }
        return byStandard.entrySet().stream()
                .map(standard -> standard(standard.getKey(), standard.getValue()))
                .toList();
    }

    private static Standard standard(String standard, List<Requirement> requirements) {
        long most = requirements.get(0).findings();
        return new Standard(
                name(standard).replace('_', ' '),
                rows(
                        requirements,
                        0,
                        "requirements",
                        requirement -> new RequirementRow(
                                name(requirement.tag().requirement()),
                                name(requirement.title()),
                                Numbers.grouped(requirement.findings()),
                                new Bar(requirement.findings(), most, Tone.AMBER),
                                Numbers.grouped(requirement.agents()))));
    }

    /** If the report does not contain all requirements itself. */
    String moreRequirements() {
        Ranking<Requirement> all = report.policy().requirements();
        return more(all.more(), all.isExact(), "requirements with fewer findings");
    }

    Rows<OtherRow> otherFindings() {
        Ranking<OtherFinding> others = report.policy().others();
        return rows(
                others,
                "findings",
                finding -> new OtherRow(
                        name(finding.title()), Numbers.grouped(finding.findings()), Numbers.grouped(finding.agents())));
    }

    // Events

    boolean hasEvents() {
        return !report.events().days().isEmpty();
    }

    String countedDays() {
        return Numbers.of(report.events().days().size(), "day", "days");
    }

    ColumnChart eventHours() {
        ColumnChart chart = ColumnChart.of("hours", "Events per hour of the day", "Hour")
                .series("events, average of these days", Tone.BLUE)
                .markers("usual average");
        for (EventHour hour : report.events().hours()) {
            chart.columnAgainst(hour.usualEvents(), clock(hour), hour.events());
        }
        return chart;
    }

    ColumnChart alertHours() {
        ColumnChart chart =
                ColumnChart.of("alerts", "Alerts per hour of the day", "Hour").series("alerts", Tone.AMBER);
        for (EventHour hour : report.events().hours()) {
            chart.column(clock(hour), hour.alerts());
        }
        return chart;
    }

    boolean hasAlerts() {
        return report.alerts().count() > 0;
    }

    ColumnChart alertDays() {
        List<AlertDay> days = report.alerts().days();
        Steps steps = new Steps(days.size());
        ColumnChart chart = ColumnChart.of("alert-days", "Alerts per " + steps.words() + " and level", steps.title())
                .series("level 0 to 6", Tone.BLUE)
                .series("level 7 to 11", Tone.AMBER)
                .series("level 12 to 16", Tone.RED);
        for (int from = 0; from < days.size(); from += steps.days()) {
            List<AlertDay> some = days.subList(from, Math.min(days.size(), from + steps.days()));
            chart.column(
                    steps.label(some.get(0).day()),
                    some.stream().mapToLong(day -> day.between(0, 6)).sum(),
                    some.stream().mapToLong(day -> day.between(7, 11)).sum(),
                    some.stream().mapToLong(day -> day.between(12, 16)).sum());
        }
        return chart;
    }

    /** What most alerts have in common. */
    List<AlertTable> alertTables() {
        Report.AlertActivity alerts = report.alerts();
        return List.of(
                new AlertTable("Rules with the most alerts", "Rule", true, rows(alerts.rules(), "rules")),
                new AlertTable("Agents and hosts with the most alerts", "Name", false, rows(alerts.agents(), "names")),
                new AlertTable(
                        "Source addresses with the most alerts",
                        "Address",
                        false,
                        rows(alerts.sources(), "addresses")));
    }

    private static Rows<AlertRow> rows(Ranking<AlertGroup> groups, String things) {
        long most = groups.top().isEmpty() ? 0 : groups.top().get(0).alerts();
        return rows(
                groups,
                things,
                group -> new AlertRow(
                        text(group.name()),
                        name(group.description()),
                        Numbers.grouped(group.alerts()),
                        new Bar(group.alerts(), most, Tone.AMBER)));
    }

    private static String clock(EventHour hour) {
        return (hour.hour() < 10 ? "0" : "") + hour.hour() + ":00";
    }

    // Problems

    Rows<ProblemRow> problems() {
        return rows(
                report.unread(),
                "files",
                problem -> new ProblemRow(VisibleText.of(problem.file().toString()), VisibleText.of(words(problem))));
    }

    private static String words(Problem problem) {
        return problem.skippedLines() == 0
                ? problem.message()
                : Numbers.of(problem.skippedLines(), "line", "lines") + " skipped; " + problem.message();
    }

    /** How many days a column stands for, so that there are not too many. */
    private record Steps(int days, boolean isLong) {
        Steps(int count) {
            this(Math.max(1, (count + MOST_COLUMNS - 1) / MOST_COLUMNS), count > MONTHS_FROM_DAYS);
        }

        String words() {
            return days == 1 ? "day" : days + " days";
        }

        String title() {
            return days == 1 ? "Day" : "First day";
        }

        String label(LocalDate day) {
            return (isLong ? MONTH : DAY).format(day);
        }
    }

    private static <T, R> Rows<R> rows(Ranking<T> ranking, String things, Function<T, R> made) {
        Rows<R> rows = rows(ranking.top(), ranking.more(), things, made);
        return ranking.isExact()
                ? rows
                : new Rows<>(
                        rows.rows(), rows.more() + " There were too many to count them all: numbers are minimums.");
    }

    private static <T, R> Rows<R> rows(List<T> all, long besides, String things, Function<T, R> made) {
        int shown = Math.min(MOST_ROWS, all.size());
        return new Rows<>(
                all.subList(0, shown).stream().map(made).toList(), more(all.size() - shown + besides, true, things));
    }

    private static String more(long number, boolean isExact, String things) {
        return number == 0 ? "" : "and " + Numbers.grouped(number) + (isExact ? "" : " or more") + " other " + things;
    }

    private String time(Instant moment) {
        return TIME.format(LocalDateTime.ofEpochSecond(
                moment.getEpochSecond(), 0, report.period().zone().getOffset(moment)));
    }

    private static String name(String lossless) {
        return text(RawText.fromLossless(lossless));
    }

    private static String text(RawText text) {
        return VisibleText.of(text.display());
    }

    @Override
    public void writeTo(TemplateOutput output) {
        JtereportGenerated.render((HtmlTemplateOutput) output, Plain.ELEMENTS, this);
    }
}
