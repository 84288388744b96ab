package io.github.ossec4j.cli;

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
import io.github.ossec4j.cli.Table.Cell;
import io.github.ossec4j.cli.Table.Column;
import io.github.ossec4j.cli.Table.Style;
import io.github.ossec4j.model.AgentStatus;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A report as text: a table for each of its lists, with the first rows of long ones. For one report. */
final class ReportText {
    private static final int MOST_ROWS = 10;
    private static final int MOST_DAYS = 31;

    /** What the numbers of a day or an hour take. */
    private static final int NUMBERS = 44;

    private final Session session;
    private final Report report;
    private final Times times;

    ReportText(Session session, Report report) {
        this.session = session;
        this.report = report;
        this.times = session.times();
    }

    void print() throws IOException {
        session.say(report.title());
        session.say(times.text(report.period().since()) + " to "
                + times.textWithZone(Optional.of(report.period().until())));
        agents();
        files();
        policy();
        alerts();
        events();
        problems();
    }

    private void heading(String text) throws IOException {
        session.say("");
        session.say(text);
    }

    private void more(long number, String things) throws IOException {
        if (number > 0) {
            session.say("and " + String.format(Locale.ROOT, "%,d", number) + " other " + things);
        }
    }

    private void more(Ranking<?> ranking, String things) throws IOException {
        more(ranking.size() - Math.min(MOST_ROWS, ranking.top().size()), things);
        if (!ranking.isExact()) {
            session.say("There were too many to count them all: numbers are minimums.");
        }
    }

    private static <T> List<T> first(List<T> all) {
        return all.subList(0, Math.min(MOST_ROWS, all.size()));
    }

    private void agents() throws IOException {
        heading("Agents, the manager included");
        try (Table table = session.table(Column.text("STATUS"), Column.number("AGENTS"))) {
            for (AgentStatus status : AgentStatus.values()) {
                table.row(cell(Optional.of(status)), report.count(Optional.of(status)));
            }
            if (report.count(Optional.empty()) > 0) {
                table.row(cell(Optional.empty()), report.count(Optional.empty()));
            }
        }
        List<AgentSummary> silent = report.silentAgents();
        if (!silent.isEmpty()) {
            heading("Agents that do not report");
            try (Table table = session.table(
                    times,
                    List.of(
                            Column.text("ID"),
                            Column.text("NAME"),
                            Column.text("STATUS"),
                            Column.time("LAST REPORT")))) {
                for (AgentSummary agent : first(silent)) {
                    table.row(
                            agent.idText(),
                            DisplayText.name(agent.name()),
                            cell(agent.status()),
                            times.text(agent.lastKeepAlive()));
                }
            }
            more(silent.size() - first(silent).size(), "agents");
        }
        List<AgentSummary> busy = report.busiestAgents();
        if (!busy.isEmpty()) {
            heading("Agents with file changes or outstanding findings");
            try (Table table = session.table(
                    Column.text("ID"), Column.text("NAME"), Column.number("CHANGES"), Column.number("FINDINGS"))) {
                for (AgentSummary agent : first(busy)) {
                    table.row(agent.idText(), DisplayText.name(agent.name()), agent.changes(), agent.outstanding());
                }
            }
            more(busy.size() - first(busy).size(), "agents");
        }
    }

    private static Cell cell(Optional<AgentStatus> status) {
        return status.map(known -> new Cell(
                        known.text(),
                        switch (known) {
                            case ACTIVE -> Style.GOOD;
                            case DISCONNECTED -> Style.BAD;
                            case NEVER_CONNECTED -> Style.DOUBTFUL;
                        }))
                .orElse(new Cell("Unknown", Style.DOUBTFUL));
    }

    private void files() throws IOException {
        List<FileDay> days =
                report.files().days().stream().filter(day -> day.changes() > 0).toList();
        if (days.isEmpty()) {
            heading("No file changed");
        } else {
            heading("Days with file changes");
            var bars = new Bars(
                    session.terminal(),
                    NUMBERS,
                    days.stream().map(FileDay::changes).toList());
            List<FileDay> last = days.subList(Math.max(0, days.size() - MOST_DAYS), days.size());
            try (Table table = session.table(
                    Column.text("DAY"),
                    Column.number("MODIFIED"),
                    Column.number("ADDED"),
                    Column.number("DELETED"),
                    bars.column())) {
                for (FileDay day : last) {
                    table.row(day.day(), day.modified(), day.added(), day.deleted(), bars.bar(day.changes()));
                }
            }
            earlierDays(days.size() - last.size());
            heading("Paths that changed most often");
            try (Table table = session.table(Column.number("CHANGES"), Column.number("AGENTS"), Column.path("PATH"))) {
                for (ChangedPath path : first(report.files().paths().top())) {
                    table.row(path.changes(), path.agents(), path.path().display());
                }
            }
            more(report.files().paths(), "paths");
        }
        Ranking<ExposedFile> exposed = report.files().exposed();
        if (exposed.size() > 0) {
            heading("New set-user-id, set-group-id and world-writable files");
            try (Table table = session.table(
                    times,
                    List.of(
                            Column.time("RECORDED"),
                            Column.text("MODE"),
                            Column.text("OWNER"),
                            Column.text("ID"),
                            Column.text("NAME"),
                            Column.path("PATH")))) {
                for (ExposedFile file : first(exposed.top())) {
                    table.row(
                            times.text(file.recorded()),
                            file.mode().symbolic(),
                            file.owner(),
                            file.idText(),
                            DisplayText.name(file.name()),
                            file.path().display());
                }
            }
            more(exposed, "files");
        }
    }

    private void policy() throws IOException {
        Ranking<Requirement> requirements = report.policy().requirements();
        if (report.policy().outstanding() == 0) {
            heading("No policy finding is outstanding");
        }
        if (requirements.size() > 0) {
            heading("Outstanding policy findings by requirement");
            try (Table table = session.table(
                    Column.text("STANDARD"),
                    Column.text("REQUIREMENT"),
                    Column.number("FINDINGS"),
                    Column.number("AGENTS"),
                    Column.prose("FOR EXAMPLE"))) {
                for (Requirement requirement : first(requirements.top())) {
                    table.row(
                            DisplayText.name(requirement.tag().standard()),
                            DisplayText.name(requirement.tag().requirement()),
                            requirement.findings(),
                            requirement.agents(),
                            DisplayText.name(requirement.title()));
                }
            }
            more(requirements, "requirements");
        }
        Ranking<OtherFinding> others = report.policy().others();
        if (others.size() > 0) {
            heading("Outstanding findings without a reference to a standard");
            try (Table table =
                    session.table(Column.number("FINDINGS"), Column.number("AGENTS"), Column.prose("FINDING"))) {
                for (OtherFinding finding : first(others.top())) {
                    table.row(finding.findings(), finding.agents(), DisplayText.name(finding.title()));
                }
            }
            more(others, "findings");
        }
    }

    private void alerts() throws IOException {
        Report.AlertActivity alerts = report.alerts();
        List<AlertDay> days =
                alerts.days().stream().filter(day -> day.count() > 0).toList();
        if (days.isEmpty()) {
            return;
        }
        heading("Days with alerts, by level");
        var bars = new Bars(
                session.terminal(), NUMBERS, days.stream().map(AlertDay::count).toList());
        List<AlertDay> last = days.subList(Math.max(0, days.size() - MOST_DAYS), days.size());
        try (Table table = session.table(
                Column.text("DAY"),
                Column.number("0 TO 6"),
                Column.number("7 TO 11"),
                Column.number("12 TO 16"),
                bars.column())) {
            for (AlertDay day : last) {
                table.row(day.day(), day.between(0, 6), day.between(7, 11), day.between(12, 16), bars.bar(day.count()));
            }
        }
        earlierDays(days.size() - last.size());
        groups("Rules with the most alerts", "RULE", "rules", alerts.rules());
        groups("Agents and hosts with the most alerts", "NAME", "names", alerts.agents());
        groups("Source addresses with the most alerts", "ADDRESS", "addresses", alerts.sources());
    }

    private void groups(String title, String column, String things, Ranking<AlertGroup> groups) throws IOException {
        if (groups.size() == 0) {
            return;
        }
        heading(title);
        try (Table table = session.table(Column.number("ALERTS"), Column.text(column), Column.prose("DESCRIPTION"))) {
            for (AlertGroup group : first(groups.top())) {
                table.row(group.alerts(), group.name().display(), DisplayText.name(group.description()));
            }
        }
        more(groups, things);
    }

    private void earlierDays(int number) throws IOException {
        if (number > 0) {
            session.say("and " + number + " earlier days");
        }
    }

    private void events() throws IOException {
        int days = report.events().days().size();
        if (days == 0) {
            return;
        }
        heading("Events per hour of the day, average of " + (days == 1 ? "1 day" : days + " days"));
        List<EventHour> hours = report.events().hours();
        var bars = new Bars(
                session.terminal(),
                NUMBERS,
                hours.stream().map(EventHour::events).toList());
        try (Table table = session.table(
                Column.text("HOUR"),
                Column.number("EVENTS"),
                Column.number("USUAL EVENTS"),
                Column.number("ALERTS"),
                bars.column())) {
            for (EventHour hour : hours) {
                table.row(
                        StatsCommand.hour(hour.hour()),
                        hour.events(),
                        hour.usualEvents(),
                        hour.alerts(),
                        bars.bar(hour.events()));
            }
        }
    }

    private void problems() throws IOException {
        Ranking<Problem> unread = report.unread();
        if (unread.size() == 0) {
            return;
        }
        heading("Files that could not be read completely");
        try (Table table =
                session.table(Column.number("SKIPPED LINES"), Column.path("FILE"), Column.prose("PROBLEM"))) {
            for (Problem problem : first(unread.top())) {
                table.row(
                        problem.skippedLines() == 0 ? "all" : problem.skippedLines(),
                        problem.file(),
                        problem.message());
            }
        }
        more(unread, "files");
    }
}
