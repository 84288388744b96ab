package io.github.ossec4j.cli;

import io.github.ossec4j.api.Manager;
import io.github.ossec4j.cli.Table.Column;
import io.github.ossec4j.model.stats.HourlyAverages;
import io.github.ossec4j.model.stats.HourlyTotals;
import io.github.ossec4j.model.stats.WeeklyAverages;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Shows the manager's counts of a day, or its averages. */
@Command(
        name = "stats",
        description = {
            "Shows the manager's counts of a day, hour by hour; the current hour is not included yet.",
            "JSON and CSV: hour, events, alerts, syscheck and firewall; in JSON also rules (rule, level, times). With"
                    + " --hourly or --weekly: day, hour, events and interactions, the number of days averaged."
        })
final class StatsCommand extends HomeCommand {
    /** The room for the widths of the columns of numbers and the gaps between them. */
    private static final int NUMBERS = 54;

    @Parameters(
            arity = "0..1",
            paramLabel = "DATE",
            converter = DateConverter.class,
            description = "The day, as yyyy-MM-dd or yyyyMMdd. Default: today.")
    private @Nullable LocalDate date;

    @Option(names = "--hourly", description = "Show the average number of events in each hour of a day.")
    private boolean hourly;

    @Option(names = "--weekly", description = "Show the same for each day of the week.")
    private boolean weekly;

    @Mixin
    private OutputFormat format = new OutputFormat();

    @Override
    boolean readsStatistics() {
        return true;
    }

    @Override
    int run(Session session) throws IOException {
        if (Stream.of(date != null, hourly, weekly).filter(given -> given).count() > 1) {
            throw usage("DATE, --hourly and --weekly cannot be combined");
        }
        Manager manager = session.ossec().manager();
        if (hourly) {
            averages(session, manager.hourlyAverages());
        } else if (weekly) {
            averages(session, manager.weeklyAverages());
        } else {
            totals(session, date == null ? manager.stats() : manager.stats(date));
        }
        return ExitStatus.ANSWERED;
    }

    private void totals(Session session, List<HourlyTotals> hours) throws IOException {
        if (!format.isTable()) {
            format.print(session, hours.iterator(), new Totals());
            return;
        }
        var bars = new Bars(
                session.terminal(),
                NUMBERS,
                hours.stream().map(HourlyTotals::events).toList());
        long events = 0;
        long alerts = 0;
        long syscheck = 0;
        long firewall = 0;
        try (Table table = session.table(
                Column.text("HOUR"),
                Column.number("EVENTS"),
                Column.number("ALERTS"),
                Column.number("SYSCHECK"),
                Column.number("FIREWALL"),
                bars.column())) {
            for (HourlyTotals hour : hours) {
                table.row(
                        hour(hour.hour()),
                        hour.events(),
                        hour.alerts(),
                        hour.syscheck(),
                        hour.firewall(),
                        bars.bar(hour.events()));
                events += hour.events();
                alerts += hour.alerts();
                syscheck += hour.syscheck();
                firewall += hour.firewall();
            }
            table.row("all", events, alerts, syscheck, firewall, "");
        }
    }

    private void averages(Session session, HourlyAverages day) throws IOException {
        if (!format.isTable()) {
            format.print(session, averages(Optional.empty(), day).iterator(), new Averages());
            return;
        }
        var bars = new Bars(session.terminal(), NUMBERS, day.hours());
        try (Table table = session.table(Column.text("HOUR"), Column.number("EVENTS"), bars.column())) {
            for (int hour = 0; hour < day.hours().size(); hour++) {
                long events = day.hours().get(hour);
                table.row(hour(hour), events, bars.bar(events));
            }
        }
    }

    private void averages(Session session, WeeklyAverages week) throws IOException {
        if (!format.isTable()) {
            format.print(
                    session,
                    Stream.of(DayOfWeek.values())
                            .flatMap(day -> averages(Optional.of(day), week.of(day)).stream())
                            .iterator(),
                    new Averages());
            return;
        }
        var columns = new ArrayList<Column>();
        columns.add(Column.text("HOUR"));
        for (DayOfWeek day : DayOfWeek.values()) {
            columns.add(Column.number(
                    day.getDisplayName(TextStyle.SHORT, Locale.ROOT).toUpperCase(Locale.ROOT)));
        }
        try (Table table = session.table(columns.toArray(Column[]::new))) {
            for (int hour = 0; hour < 24; hour++) {
                var row = new ArrayList<Object>();
                row.add(hour(hour));
                for (DayOfWeek day : DayOfWeek.values()) {
                    row.add(week.of(day).hours().get(hour));
                }
                table.row(row.toArray());
            }
        }
    }

    static String hour(int hour) {
        return (hour < 10 ? "0" : "") + hour + ":00";
    }

    private static final class Totals implements Shape<HourlyTotals> {
        @Override
        public void write(Json out, HourlyTotals hour) {
            out.object()
                    .member("hour", hour.hour())
                    .member("events", hour.events())
                    .member("alerts", hour.alerts())
                    .member("syscheck", hour.syscheck())
                    .member("firewall", hour.firewall())
                    .array("rules");
            for (HourlyTotals.RuleCount rule : hour.rules()) {
                out.object()
                        .member("rule", rule.rule())
                        .member("level", rule.level())
                        .member("times", rule.times())
                        .endObject();
            }
            out.endArray().endObject();
        }

        @Override
        public List<String> csvTitles() {
            return List.of("hour", "events", "alerts", "syscheck", "firewall");
        }

        @Override
        public Object[] csvRow(HourlyTotals hour) {
            return new Object[] {hour.hour(), hour.events(), hour.alerts(), hour.syscheck(), hour.firewall()};
        }
    }

    /** The average of an hour, of one day of the week or of all. */
    private record Average(Optional<String> day, int hour, long events, long interactions) {}

    private static List<Average> averages(Optional<DayOfWeek> day, HourlyAverages averages) {
        Optional<String> name = day.map(DisplayText::word);
        return IntStream.range(0, averages.hours().size())
                .mapToObj(hour -> new Average(name, hour, averages.hours().get(hour), averages.interactions()))
                .toList();
    }

    private static final class Averages implements Shape<Average> {
        @Override
        public void write(Json out, Average average) {
            out.object()
                    .member("day", average.day())
                    .member("hour", average.hour())
                    .member("events", average.events())
                    .member("interactions", average.interactions())
                    .endObject();
        }

        @Override
        public List<String> csvTitles() {
            return List.of("day", "hour", "events", "interactions");
        }

        @Override
        public Object[] csvRow(Average average) {
            return new Object[] {average.day(), average.hour(), average.events(), average.interactions()};
        }
    }

    /** Parses a day with or without hyphens. */
    static final class DateConverter implements ITypeConverter<LocalDate> {
        @Override
        public LocalDate convert(String text) {
            try {
                return LocalDate.parse(
                        text,
                        text.indexOf('-') < 0 ? DateTimeFormatter.BASIC_ISO_DATE : DateTimeFormatter.ISO_LOCAL_DATE);
            } catch (DateTimeParseException e) {
                throw new TypeConversionException("'" + text + "' is not a date (yyyy-MM-dd or yyyyMMdd)");
            }
        }
    }
}
