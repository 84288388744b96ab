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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Shows the manager's counts of a day, or its averages. */
@Command(
        name = "stats",
        description = "Shows the manager's counts of a day, hour by hour; the current hour is not included yet.")
final class StatsCommand extends HomeCommand {
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

    @Option(
            names = "--json",
            description = "Print an array of objects with hour, events, alerts, syscheck, firewall and rules (rule,"
                    + " level, times); with --hourly an object with hours and interactions, with --weekly seven of"
                    + " them by day.")
    private boolean json;

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
        if (json) {
            try (Json out = session.json()) {
                write(out, hours);
            }
            return;
        }
        long events = 0;
        long alerts = 0;
        long syscheck = 0;
        long firewall = 0;
        try (Table table = session.table(
                Column.text("HOUR"),
                Column.number("EVENTS"),
                Column.number("ALERTS"),
                Column.number("SYSCHECK"),
                Column.number("FIREWALL"))) {
            for (HourlyTotals hour : hours) {
                table.row(hour(hour.hour()), hour.events(), hour.alerts(), hour.syscheck(), hour.firewall());
                events += hour.events();
                alerts += hour.alerts();
                syscheck += hour.syscheck();
                firewall += hour.firewall();
            }
            table.row("all", events, alerts, syscheck, firewall);
        }
    }

    private static void write(Json out, List<HourlyTotals> hours) {
        out.array();
        for (HourlyTotals hour : hours) {
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
        out.endArray();
    }

    private void averages(Session session, HourlyAverages day) throws IOException {
        if (json) {
            try (Json out = session.json()) {
                out.object();
                write(out, day);
                out.endObject();
            }
            return;
        }
        try (Table table = session.table(Column.text("HOUR"), Column.number("EVENTS"))) {
            for (int hour = 0; hour < day.hours().size(); hour++) {
                table.row(hour(hour), day.hours().get(hour));
            }
        }
    }

    private void averages(Session session, WeeklyAverages week) throws IOException {
        if (json) {
            try (Json out = session.json()) {
                out.object();
                for (DayOfWeek day : DayOfWeek.values()) {
                    out.object(day.name().toLowerCase(Locale.ROOT));
                    write(out, week.of(day));
                    out.endObject();
                }
                out.endObject();
            }
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

    private static void write(Json out, HourlyAverages day) {
        out.array("hours");
        day.hours().forEach(out::item);
        out.endArray().member("interactions", day.interactions());
    }

    private static String hour(int hour) {
        return (hour < 10 ? "0" : "") + hour + ":00";
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
