package io.github.ossec4j.api.rest;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.io.text.LineCursor;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * Statistics as the original's scripts read them: hours are taken as they come, whatever their number, and foreign lines
 * are passed over.
 *
 * <p>Quirk kept here: a day of the week without its file {@code 24} has a 25th hour of 0 (Q22). Differences: where the
 * script dies of what is no number, totals are answered by error 62, and an average counts as 0.
 */
final class StatsAnswers {
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };
    /** The order in which the original returns them. */
    private static final String[] DAYS = {"Wed", "Sun", "Fri", "Tue", "Mon", "Thu", "Sat"};

    private static final String[] FOLDERS = {"3", "0", "5", "2", "1", "4", "6"};
    private static final int COUNTER = 24;

    private final Ossec ossec;

    StatsAnswers(Ossec ossec) {
        this.ossec = ossec;
    }

    private record Alert(String sigid, String level, String times) {}

    private record Hour(List<String> numbers, List<Alert> alerts) {}

    /** {@code GET /manager/stats}; {@code date} is eight digits. */
    Payload totals(Optional<String> date) throws IOException {
        String day = date.orElseGet(() -> LocalDate.ofInstant(ossec.clock().instant(), ossec.statisticsZone())
                .format(DateTimeFormatter.BASIC_ISO_DATE));
        int month = Integer.parseInt(day, 4, 6, 10);
        int dayOfMonth = Integer.parseInt(day, 6, 8, 10);
        if (month < 1 || month > 12 || dayOfMonth > 31) {
            throw new ToolError(60, "Invalid parameters");
        }
        Path file = ossec.home()
                .statsDirectory()
                .resolve("totals")
                .resolve(Integer.toString(Integer.parseInt(day, 0, 4, 10)))
                .resolve(MONTHS[month - 1])
                .resolve("ossec-totals-" + day.substring(6) + ".log");
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
        try (LineCursor lines = LineCursor.open(file)) {
            while (lines.next() && lines.isTerminated()) {
                String line = new String(lines.lineBytes(), StandardCharsets.ISO_8859_1);
                String[] parts = line.split("-", -1);
                if (parts.length == 4) {
                    number(parts[0]);
                    alerts.add(new Alert(number(parts[1]), number(parts[2]), number(parts[3])));
                    continue;
                }
                String[] totals = line.split("--", -1);
                if (totals.length == 5) {
                    var numbers = new ArrayList<String>();
                    for (String total : totals) {
                        numbers.add(number(total));
                    }
                    hours.add(new Hour(numbers, List.copyOf(alerts)));
                    alerts.clear();
                } else if (totals.length != 1) {
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

    /** A whole number with optional sign, white space around it. */
    private static String number(String text) {
        return integer(text).map(JavaScriptNumber::of).orElseThrow(StatsAnswers::damaged);
    }

    private static Optional<BigInteger> integer(String text) {
        String stripped = text.strip();
        int digits = stripped.startsWith("-") || stripped.startsWith("+") ? 1 : 0;
        for (int i = digits; i < stripped.length(); i++) {
            if (stripped.charAt(i) < '0' || stripped.charAt(i) > '9') {
                return Optional.empty();
            }
        }
        return stripped.length() == digits ? Optional.empty() : Optional.of(new BigInteger(stripped));
    }

    private static void write(JsonGenerator json, Hour hour) {
        json.writeStartObject();
        number(json, "hour", hour.numbers().get(0));
        number(json, "firewall", hour.numbers().get(4));
        json.writeName("alerts");
        json.writeStartArray();
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

    private static void number(JsonGenerator json, String name, String number) {
        json.writeName(name);
        json.writeNumber(number);
    }

    /** {@code GET /manager/stats/hourly}. */
    Payload hourly() throws IOException {
        Averages averages = averages(ossec.home().statsDirectory().resolve("hourly-average"));
        return json -> write(json, "averages", averages.hours(), averages.interactions());
    }

    /** {@code GET /manager/stats/weekly}. */
    Payload weekly() throws IOException {
        Path directory = ossec.home().statsDirectory().resolve("weekly-average");
        var days = new ArrayList<Averages>();
        for (String folder : FOLDERS) {
            Averages day = averages(directory.resolve(folder));
            if (!day.counted()) {
                day.hours().add("0");
            }
            days.add(day);
        }
        return json -> {
            json.writeStartObject();
            for (int i = 0; i < DAYS.length; i++) {
                json.writeName(DAYS[i]);
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

    /** The number in a file: 0 if it holds none, empty if there is no file. */
    private static Optional<String> average(Path file) throws IOException {
        try (LineCursor lines = LineCursor.open(file)) {
            String text = lines.next() ? new String(lines.lineBytes(), StandardCharsets.ISO_8859_1) : "";
            return Optional.of(integer(text).map(JavaScriptNumber::of).orElse("0"));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static void write(JsonGenerator json, String name, List<String> hours, String interactions) {
        json.writeStartObject();
        json.writeName(name);
        json.writeStartArray();
        hours.forEach(json::writeNumber);
        json.writeEndArray();
        number(json, "interactions", interactions);
        json.writeEndObject();
    }
}
