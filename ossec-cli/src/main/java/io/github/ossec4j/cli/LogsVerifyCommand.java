package io.github.ossec4j.cli;

import io.github.ossec4j.cli.Table.Cell;
import io.github.ossec4j.cli.Table.Column;
import io.github.ossec4j.cli.Table.Style;
import io.github.ossec4j.io.logs.SumCheck;
import io.github.ossec4j.io.logs.SumCheck.Chain;
import io.github.ossec4j.io.logs.SumReport;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Verifies the sums of the daily logs. */
@Command(
        name = "verify",
        description = {
            "Verifies that the daily logs of alerts, archives and firewalls are as they were when ossec-monitord made their sums,"
                    + " and that no sum was changed since. Lists what contradicts a sum, where a chain of sums starts, and logs"
                    + " without a sum. Exit status: 1 if something contradicts a sum.",
            "Sums contain no secret: whoever can change a log can also make new sums of it and of all later days.",
            "JSON and CSV, every sum: day, log, content (ok, changed, missing, absent-when-signed, appeared-later, unreadable),"
                    + " chain (ok, changed, missing, start, itself, appeared-later, unreadable), previous (the day of the sum"
                    + " before), intact, file."
        })
final class LogsVerifyCommand extends HomeCommand {
    @Mixin
    private TimeRange range = new TimeRange();

    @Mixin
    private OutputFormat format = new OutputFormat();

    @Override
    boolean readsStatistics() {
        return true;
    }

    @Override
    int run(Session session) throws IOException {
        LocalDate first = range.firstDay(session.ossec()).orElse(LocalDate.MIN);
        LocalDate last = range.lastDay(session.ossec()).orElse(LocalDate.MAX);
        SumReport report = session.ossec().manager().verifyLogs(first, last);
        if (format.isTable()) {
            print(session, report);
        } else {
            format.print(session, report.checks().iterator(), new Checks());
        }
        return report.isIntact() ? ExitStatus.ANSWERED : ExitStatus.ERROR_ANSWER;
    }

    private static void print(Session session, SumReport report) throws IOException {
        int broken = report.broken().size();
        long unremarkable =
                report.checks().stream().filter(check -> !isRemarkable(check)).count();
        if (unremarkable < report.checks().size() || !report.unsigned().isEmpty()) {
            try (Table table = session.table(
                    Column.text("DAY"), Column.text("LOG"), Column.text("CONTENT"), Column.text("CHAIN"))) {
                for (SumCheck check : report.checks()) {
                    if (isRemarkable(check)) {
                        Style style = check.isIntact() ? Style.DOUBTFUL : Style.BAD;
                        table.row(
                                check.day(),
                                check.log(),
                                new Cell(DisplayText.word(check.content()), check.isIntact() ? Style.PLAIN : style),
                                new Cell(DisplayText.word(check.chain()), style));
                    }
                }
                for (SumReport.Unsigned log : report.unsigned()) {
                    table.row(log.day(), log.log(), "-", new Cell("no sum", Style.DOUBTFUL));
                }
            }
        }
        int sums = report.checks().size();
        session.say((sums == 1 ? "1 sum" : sums + " sums")
                + (sums == 0 ? ": nothing to verify" : broken == 0 ? ": intact" : ", " + broken + " broken"));
    }

    private static boolean isRemarkable(SumCheck check) {
        return !check.isIntact() || check.chain() != Chain.OK;
    }

    private static final class Checks implements Shape<SumCheck> {
        @Override
        public void write(Json out, SumCheck check) {
            out.object()
                    .member("day", check.day().toString())
                    .member("log", check.log().toString())
                    .member("content", DisplayText.word(check.content()))
                    .member("chain", DisplayText.word(check.chain()))
                    .member("previous", check.previous().map(LocalDate::toString))
                    .member("intact", check.isIntact())
                    .member("file", check.file().toString())
                    .endObject();
        }

        @Override
        public List<String> csvTitles() {
            return List.of("day", "log", "content", "chain", "previous", "intact", "file");
        }

        @Override
        public Object[] csvRow(SumCheck check) {
            return new Object[] {
                check.day(),
                check.log(),
                DisplayText.word(check.content()),
                DisplayText.word(check.chain()),
                check.previous(),
                check.isIntact(),
                check.file()
            };
        }
    }
}
