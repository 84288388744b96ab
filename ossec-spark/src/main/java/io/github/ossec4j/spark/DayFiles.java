package io.github.ossec4j.spark;

import io.github.ossec4j.io.text.MonthNames;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files of days, {@code <directory>/<yyyy>/<Mon>/<name>-<dd>.log}. */
final class DayFiles {
    private static final Pattern NAME =
            Pattern.compile(".*/([0-9]{4})/([A-Z][a-z]{2})/[a-z-]+-([0-9]{2})\\.log(?:\\.gz)?");

    private DayFiles() {}

    /** The day of a file; empty if its name has none. */
    static Optional<LocalDate> find(String file) {
        Matcher matcher = NAME.matcher(file);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        byte[] month = matcher.group(2).getBytes(StandardCharsets.ISO_8859_1);
        try {
            return Optional.of(LocalDate.of(
                    Integer.parseInt(matcher.group(1)),
                    MonthNames.at(month, 0, month.length),
                    Integer.parseInt(matcher.group(3))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The day of a file that has one. */
    static LocalDate dayOf(String file) {
        return find(file).orElseThrow(() -> new IllegalArgumentException("not the file of a day: " + file));
    }
}
