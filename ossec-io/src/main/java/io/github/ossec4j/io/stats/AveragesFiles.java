package io.github.ossec4j.io.stats;

import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.text.Ascii;
import io.github.ossec4j.io.text.LineCursor;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.stats.HourlyAverages;
import io.github.ossec4j.model.stats.WeeklyAverages;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Average numbers of events: {@code stats/hourly-average/<hour>} and {@code stats/weekly-average/<day>/<hour>}, one
 * decimal number per file; file {@code 24} is the number of days.
 *
 * <p>The daemon rewrites them in place, so a file may appear empty: like a missing one it counts as 0, as for the
 * daemon itself.
 */
public final class AveragesFiles {
    /** The number of hours, and the name of the file that counts the days. */
    private static final int COUNTER = 24;

    private AveragesFiles() {}

    /** Reads {@code stats/hourly-average} below the directory {@code stats}. */
    public static HourlyAverages readHourly(Path statsDirectory, MalformedLineHandler malformed) throws IOException {
        return read(ofHours(statsDirectory), malformed);
    }

    /** Reads {@code stats/weekly-average} below the directory {@code stats}. */
    public static WeeklyAverages readWeekly(Path statsDirectory, MalformedLineHandler malformed) throws IOException {
        Map<DayOfWeek, HourlyAverages> days = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            days.put(day, read(ofDay(statsDirectory, day), malformed));
        }
        return new WeeklyAverages(days);
    }

    /** The directory of the averages of every day, below the directory {@code stats}. */
    public static Path ofHours(Path statsDirectory) {
        return statsDirectory.resolve("hourly-average");
    }

    /** The directory of the averages of a day of the week, below the directory {@code stats}. */
    public static Path ofDay(Path statsDirectory, DayOfWeek day) {
        return statsDirectory.resolve("weekly-average").resolve(Integer.toString(day.getValue() % 7));
    }

    private static HourlyAverages read(Path directory, MalformedLineHandler malformed) throws IOException {
        var hours = new ArrayList<Long>(COUNTER);
        for (int hour = 0; hour < COUNTER; hour++) {
            hours.add(number(directory.resolve(Integer.toString(hour)), malformed));
        }
        return new HourlyAverages(hours, number(directory.resolve(Integer.toString(COUNTER)), malformed));
    }

    private static long number(Path file, MalformedLineHandler malformed) throws IOException {
        try {
            Optional<RawText> line = LineCursor.firstLine(file);
            long number = line.isEmpty()
                    ? 0
                    : Ascii.unsigned(line.get().bytes(), 0, line.get().length());
            if (number < 0) {
                malformed.malformed(new MalformedLine(file, 1, 0, "a decimal number"));
            }
            return Math.max(0, number);
        } catch (NoSuchFileException e) {
            return 0; // averages are not written before the first midnight
        }
    }
}
