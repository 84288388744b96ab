package io.github.ossec4j.cli;

import io.github.ossec4j.cli.Table.Column;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.logs.ResponseLine;
import io.github.ossec4j.model.logs.ResponseLine.Run;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists what the scripts of active responses logged. */
@Command(
        name = "responses",
        description = {
            "Lists what the scripts of active responses logged on the manager, in the order of logs/active-responses.log. Their dates"
                    + " are in the language and zone of the host.",
            "JSON and CSV: text; if it says what was run also date, script, action (add, delete), user, address, alert, rule."
        })
final class LogsResponsesCommand extends HomeCommand {
    @Mixin
    private LastOnes last = new LastOnes();

    @Mixin
    private OutputFormat format = new OutputFormat();

    @Override
    int run(Session session) throws IOException {
        try (RecordStream<ResponseLine> lines = session.ossec().manager().activeResponses();
                Progress progress = Progress.of(session.terminal(), lines)) {
            format.print(session, last.of(lines), new Lines(), progress);
        }
        return ExitStatus.ANSWERED;
    }

    private static final class Lines implements Listing<ResponseLine> {
        @Override
        public List<Column> columns() {
            return List.of(
                    Column.text("DATE"),
                    Column.text("ACTION"),
                    Column.text("ADDRESS"),
                    Column.text("USER"),
                    Column.number("RULE"),
                    Column.prose("SCRIPT OR TEXT"));
        }

        @Override
        public Object[] row(ResponseLine line, Times times) {
            Optional<Run> run = line.run();
            return new Object[] {
                run.map(Run::date).map(RawText::display).orElse("-"),
                run.map(Run::action).map(DisplayText::word).orElse("-"),
                run.flatMap(Run::address).map(RawText::display).orElse("-"),
                run.flatMap(Run::user).map(RawText::display).orElse("-"),
                run.flatMap(Lines::rule).orElse("-"),
                run.map(Run::script).orElse(line.text()).display()
            };
        }

        private static Optional<String> rule(Run run) {
            return run.ruleId().isPresent()
                    ? Optional.of(Integer.toString(run.ruleId().getAsInt()))
                    : Optional.empty();
        }

        @Override
        public void write(Json out, ResponseLine line) {
            Optional<Run> run = line.run();
            out.object()
                    .text("text", line.text())
                    .member("date", run.map(Run::date).map(RawText::display))
                    .member("script", run.map(Run::script).map(RawText::display))
                    .member("action", run.map(Run::action).map(DisplayText::word))
                    .member("user", run.flatMap(Run::user).map(RawText::display))
                    .member("address", run.flatMap(Run::address).map(RawText::display))
                    .member("alert", run.flatMap(Run::alertId));
            if (run.isPresent() && run.get().ruleId().isPresent()) {
                out.member("rule", run.get().ruleId().getAsInt());
            } else {
                out.missing("rule");
            }
            out.endObject();
        }

        @Override
        public List<String> csvTitles() {
            return List.of("text", "date", "script", "action", "user", "address", "alert", "rule");
        }

        @Override
        public Object[] csvRow(ResponseLine line) {
            Optional<Run> run = line.run();
            return new Object[] {
                line.text().display(),
                run.map(Run::date).map(RawText::display),
                run.map(Run::script).map(RawText::display),
                run.map(Run::action).map(DisplayText::word),
                run.flatMap(Run::user).map(RawText::display),
                run.flatMap(Run::address).map(RawText::display),
                run.flatMap(Run::alertId),
                run.flatMap(Lines::rule)
            };
        }
    }
}
