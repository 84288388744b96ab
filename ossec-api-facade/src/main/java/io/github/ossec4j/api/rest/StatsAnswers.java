package io.github.ossec4j.api.rest;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.api.rest.Route.Call;
import io.github.ossec4j.io.file.RegularFile;
import io.github.ossec4j.io.line.TotalsLine;
import io.github.ossec4j.io.stats.AveragesFiles;
import io.github.ossec4j.io.stats.TotalsFile;
import io.github.ossec4j.io.text.Ascii;
import io.github.ossec4j.io.text.LineCursor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * Statistics as the original's scripts read them: hours are taken in file order, whatever their number, and other
 * lines are skipped.
 *
 * <p>Quirk kept here: a day of the week without its file {@code 24} has a 25th hour of 0 (Q22). Differences: where the
 * script crashes because of a missing number, for numbers of more than 308 digits, and for a file of more than 4 MiB,
 * totals are answered with error 62, and an average counts as 0.
 */
final class StatsAnswers {
    /** The order in which the original returns them. */
    private static final List<DayOfWeek> DAYS = List.of(
            DayOfWeek.WEDNESDAY,
            DayOfWeek.SUNDAY,
            DayOfWeek.FRIDAY,
            DayOfWeek.TUESDAY,
            DayOfWeek.MONDAY,
            DayOfWeek.THURSDAY,
            DayOfWeek.SATURDAY);

    private static final int COUNTER = 24;

    /** No average needs as many. */
    private static final int MOST_BYTES = 1024;

    private StatsAnswers() {}

    private record Alert(String sigid, String level, String times) {}

    private record Hour(List<String> numbers, List<Alert> alerts) {}

    /** The day, in eight digits. */
    static LocalDate day(String digits) {
        try {
            return LocalDate.parse(digits, DateTimeFormatter.BASIC_ISO_DATE);
        } catch (DateTimeParseException e) {
            throw invalidParameters();
        }
    }

    private static ToolError invalidParameters() {
        return new ToolError(60, "Invalid parameters");
    }

    /** {@code GET /manager/stats}; nonexistent days are looked up as well, if they have the form of a date. */
    static Payload totals(Call call) throws IOException {
        Ossec ossec = call.ossec();
        String day = call.checked("date", Values::isDate, Refusal.notADate())
                .orElseGet(() -> LocalDate.ofInstant(ossec.clock().instant(), ossec.statisticsZone())
                        .format(DateTimeFormatter.BASIC_ISO_DATE));
        int month = Integer.parseInt(day, 4, 6, 10);
        int dayOfMonth = Integer.parseInt(day, 6, 8, 10);
        if (month < 1 || month > 12 || dayOfMonth > 31) {
            throw invalidParameters();
        }
        Path file = TotalsFile.of(ossec.home().statsDirectory(), Integer.parseInt(day, 0, 4, 10), month, dayOfMonth);
        List<Hour> hours = hours(file);
        return json -> {
            json.writeStartArray();
            hours.forEach(hour -> write(json, hour));
            json.writeEndArray();
        };
    }

    private static List<Hour> hours(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new ToolError(61, "Couldn't open stats file");
        }
        var hours = new ArrayList<Hour>();
        var alerts = new ArrayList<Alert>();
        var line = new TotalsLine();
        try (LineCursor lines = LineCursor.open(file)) {
            if (lines.size() > TotalsFile.MOST_BYTES) {
                throw damaged();
            }
            while (lines.next() && lines.isTerminated()) {
                line.find(lines.buffer(), lines.start(), lines.end());
                if (line.isRule()) {
                    List<String> numbers = numbers(lines.buffer(), line);
                    alerts.add(new Alert(numbers.get(1), numbers.get(2), numbers.get(3)));
                } else if (line.isHour()) {
                    hours.add(new Hour(numbers(lines.buffer(), line), List.copyOf(alerts)));
                    alerts.clear();
                } else if (line.parts() != 1) {
                    throw damaged();
                }
            }
        } catch (NoSuchFileException e) {
            throw new ToolError(61, "Couldn't open stats file");
        }
        return hours;
    }

    private static ToolError damaged() {
        return new ToolError(62, "Statistics file damaged");
    }

    private static List<String> numbers(byte[] bytes, TotalsLine line) {
        var numbers = new ArrayList<String>();
        for (int i = 0; i < line.parts(); i++) {
            numbers.add(integer(Ascii.string(bytes, line.start(i), line.end(i))).orElseThrow(StatsAnswers::damaged));
        }
        return numbers;
    }

    /** A whole number as the service passes it on; empty if the text is none. */
    private static Optional<String> integer(String text) {
        return PythonInteger.parse(text).map(JavaScriptNumber::of);
    }

    private static void write(JsonGenerator json, Hour hour) {
        json.writeStartObject();
        number(json, "hour", hour.numbers().get(0));
        number(json, "firewall", hour.numbers().get(4));
        json.writeArrayPropertyStart("alerts");
        for (Alert alert : hour.alerts()) {
            json.writeStartObject();
            number(json, "times", alert.times());
            number(json, "sigid", alert.sigid());
            number(json, "level", alert.level());
            json.writeEndObject();
        }
        json.writeEndArray();
        number(json, "totalAlerts", hour.numbers().get(1));
        number(json, "syscheck", hour.numbers().get(3));
        number(json, "events", hour.numbers().get(2));
        json.writeEndObject();
    }

    /** The number is written as it is: it may be larger than any of Java's. */
    private static void number(JsonGenerator json, String name, String number) {
        json.writeName(name);
        json.writeNumber(number);
    }

    /** {@code GET /manager/stats/hourly}. */
    static Payload hourly(Call call) throws IOException {
        Averages averages = averages(AveragesFiles.ofHours(call.ossec().home().statsDirectory()));
        return json -> write(json, "averages", averages.hours(), averages.interactions());
    }

    /** {@code GET /manager/stats/weekly}. */
    static Payload weekly(Call call) throws IOException {
        var days = new ArrayList<Averages>();
        for (DayOfWeek day : DAYS) {
            Averages averages = averages(AveragesFiles.ofDay(call.ossec().home().statsDirectory(), day));
            if (!averages.counted()) {
                averages.hours().add("0");
            }
            days.add(averages);
        }
        return json -> {
            json.writeStartObject();
            for (int i = 0; i < days.size(); i++) {
                json.writeName(TimeText.name(DAYS.get(i)));
                write(json, "hours", days.get(i).hours(), days.get(i).interactions());
            }
            json.writeEndObject();
        };
    }

    private record Averages(List<String> hours, String interactions, boolean counted) {}

    private static Averages averages(Path directory) throws IOException {
        var hours = new ArrayList<String>();
        for (int hour = 0; hour < COUNTER; hour++) {
            hours.add(average(directory.resolve(Integer.toString(hour))).orElse("0"));
        }
        Optional<String> counter = average(directory.resolve(Integer.toString(COUNTER)));
        return new Averages(hours, counter.orElse("0"), counter.isPresent());
    }

    /** The number in a file: 0 if it contains none, empty if there is no file. */
    private static Optional<String> average(Path file) throws IOException {
        try {
            byte[] bytes = RegularFile.begin(file, MOST_BYTES);
            return Optional.of(integer(Ascii.string(bytes, 0, bytes.length)).orElse("0"));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static void write(JsonGenerator json, String name, List<String> hours, String interactions) {
        json.writeStartObject();
        json.writeArrayPropertyStart(name);
        hours.forEach(json::writeNumber);
        json.writeEndArray();
        number(json, "interactions", interactions);
        json.writeEndObject();
    }
}
