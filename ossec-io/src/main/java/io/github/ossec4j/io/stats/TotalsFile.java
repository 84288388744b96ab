package io.github.ossec4j.io.stats;

import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.io.line.TotalsLine;
import io.github.ossec4j.io.text.Ascii;
import io.github.ossec4j.io.text.LineCursor;
import io.github.ossec4j.io.text.MonthNames;
import io.github.ossec4j.model.stats.HourlyTotals;
import io.github.ossec4j.model.stats.HourlyTotals.RuleCount;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The totals of a day, {@code stats/totals/<yyyy>/<Mon>/ossec-totals-<dd>.log}: for each hour lines {@code
 * <hour>-<rule>-<level>-<times>} and a closing {@code <hour>--<alerts>--<events>--<syscheck>--<firewall>}.
 *
 * <p>The totals of the current hour are written only when the next one starts; the same hour may appear twice after a
 * restart of the daemon.
 */
public final class TotalsFile {
    private static final String EXPECTED =
            "\"<hour>-<rule>-<level>-<times>\" or \"<hour>--<alerts>--<events>--<syscheck>--<firewall>\"";

    /** Of the file: room for all hours of a day in which 5,000 rules fire. */
    public static final int MOST_BYTES = 4 << 20;

    private TotalsFile() {}

    /** The path of the totals of a day, below the directory {@code stats}. */
    public static Path of(Path statsDirectory, LocalDate day) {
        return of(statsDirectory, day.getYear(), day.getMonthValue(), day.getDayOfMonth());
    }

    /** The path of the totals of a day that may not exist in the calendar; the month is 1 to 12. */
    public static Path of(Path statsDirectory, int year, int month, int dayOfMonth) {
        return statsDirectory
                .resolve("totals")
                .resolve(Integer.toString(year))
                .resolve(MonthNames.of(month))
                .resolve((dayOfMonth < 10 ? "ossec-totals-0" : "ossec-totals-") + dayOfMonth + ".log");
    }

    /**
     * Reads the hours in the order of the file.
     *
     * @param malformed receives lines that are neither of the two kinds nor those of the summary that ends a day
     * @throws java.nio.file.NoSuchFileException if there are no totals of the day
     * @throws OssecFormatException if the file has more than {@link #MOST_BYTES} bytes
     */
    public static List<HourlyTotals> read(Path file, MalformedLineHandler malformed) throws IOException {
        var hours = new ArrayList<HourlyTotals>();
        var rules = new ArrayList<RuleCount>();
        var line = new TotalsLine();
        try (LineCursor lines = LineCursor.open(file)) {
            if (lines.size() > MOST_BYTES) {
                throw new OssecFormatException(file, 0, "totals of at most " + MOST_BYTES + " bytes");
            }
            while (lines.next()) {
                byte[] bytes = lines.buffer();
                int start = lines.start();
                int end = Ascii.withoutReturn(bytes, start, lines.end());
                if (start == end
                        || Ascii.startsWith(bytes, start, end, "Hour totals - ")
                        || Ascii.startsWith(bytes, start, end, "Total events for day:")) {
                    continue;
                }
                line.find(bytes, start, end);
                boolean whole = lines.isTerminated() && !lines.isOverlong() && line.isNumeric();
                if (whole && line.isRule() && line.number(2) <= Integer.MAX_VALUE) {
                    rules.add(new RuleCount(line.number(1), (int) line.number(2), line.number(3)));
                } else if (whole && line.isHour() && line.number(0) < 24) {
                    hours.add(new HourlyTotals(
                            (int) line.number(0),
                            rules,
                            line.number(1),
                            line.number(2),
                            line.number(3),
                            line.number(4)));
                    rules.clear();
                } else {
                    malformed.malformed(new MalformedLine(file, lines.lineNumber(), lines.offset(), EXPECTED));
                }
            }
        }
        return List.copyOf(hours);
    }
}
