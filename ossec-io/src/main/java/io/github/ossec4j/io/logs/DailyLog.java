package io.github.ossec4j.io.logs;

import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.text.MonthNames;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A log of which each day has a file of its own, {@code logs/alerts/2016/Oct/ossec-alerts-17.log}, compressed after the day;
 * the name without a date, {@code logs/alerts/alerts.log}, is another name of the current file.
 */
public enum DailyLog {
    /** Alerts. */
    ALERTS("alerts", "ossec-alerts", "log"),
    /** Alerts as JSON. */
    ALERTS_JSON("alerts", "ossec-alerts", "json"),
    /** All events. */
    ARCHIVES("archives", "ossec-archive", "log"),
    /** All events as JSON. */
    ARCHIVES_JSON("archives", "ossec-archive", "json"),
    /** Events of firewalls. */
    FIREWALL("firewall", "ossec-firewall", "log");

    private static final String COMPRESSED = ".gz";
    private static final String SUM = ".sum";
    private static final Pattern DAY = Pattern.compile("([0-9]{4})/([A-Z][a-z]{2})/.*-([0-9]{2})\\.[a-z]+\\.sum");

    private final String directory;
    private final String prefix;
    private final String extension;

    DailyLog(String directory, String prefix, String extension) {
        this.directory = directory;
        this.prefix = prefix;
        this.extension = extension;
    }

    /** The directory of all days. */
    public Path directory(OssecHome home) {
        return home.logsDirectory().resolve(directory);
    }

    /** The name of the current file without a date. */
    public Path current(OssecHome home) {
        return directory(home).resolve(directory + "." + extension);
    }

    /** The file of a day as long as it is not compressed. */
    public Path file(OssecHome home, LocalDate day) {
        return named(home, day, "");
    }

    /** The compressed file of a day. */
    public Path compressed(OssecHome home, LocalDate day) {
        return named(home, day, COMPRESSED);
    }

    /** The sums of the file of a day. */
    public Path sum(OssecHome home, LocalDate day) {
        return named(home, day, SUM);
    }

    /** The file of a day below the home, as sums name it: {@code /logs/alerts/2016/Oct/ossec-alerts-17.log}. */
    String nameInSums(LocalDate day) {
        return "/logs/" + directory + "/" + day.getYear() + "/" + MonthNames.of(day.getMonthValue()) + "/"
                + name(day, "");
    }

    /** The day of a sum that another one names; empty if it is no name of a sum of this log. */
    Optional<LocalDate> dayOfSum(String name) {
        String start = "/logs/" + directory + "/";
        Matcher matcher = DAY.matcher(name.startsWith(start) ? name.substring(start.length()) : "");
        if (!matcher.matches()) {
            return Optional.empty();
        }
        byte[] month = matcher.group(2).getBytes(StandardCharsets.ISO_8859_1);
        int number = MonthNames.at(month, 0, month.length);
        try {
            LocalDate day =
                    LocalDate.of(Integer.parseInt(matcher.group(1)), number, Integer.parseInt(matcher.group(3)));
            return name.equals(nameInSums(day) + SUM) ? Optional.of(day) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private Path named(OssecHome home, LocalDate day, String end) {
        return directory(home)
                .resolve(Integer.toString(day.getYear()))
                .resolve(MonthNames.of(day.getMonthValue()))
                .resolve(name(day, end));
    }

    private String name(LocalDate day, String end) {
        int number = day.getDayOfMonth();
        return prefix + (number < 10 ? "-0" : "-") + number + "." + extension + end;
    }

    /** In lower case, with a space. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
