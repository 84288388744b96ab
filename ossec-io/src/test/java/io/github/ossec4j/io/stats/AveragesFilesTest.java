package io.github.ossec4j.io.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.io.Reports;
import io.github.ossec4j.model.stats.HourlyAverages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated("changes the locale")
class AveragesFilesTest {
    @TempDir
    Path stats;

    private final Reports reports = new Reports();

    @Test
    void hoursAreReadByTheirNumbers() throws IOException {
        var expected = new ArrayList<Long>();
        for (int hour = 0; hour < 24; hour++) {
            write("hourly-average/" + hour, Integer.toString(hour * 10));
            expected.add(hour * 10L);
        }
        write("hourly-average/24", "17");

        assertThat(AveragesFiles.readHourly(stats, reports)).isEqualTo(new HourlyAverages(expected, 17));
        assertThat(reports.lines()).isEmpty();
    }

    @Test
    void weekBeginsWithSunday() throws IOException {
        write("weekly-average/0/3", "70");
        write("weekly-average/1/3", "10\n");
        write("weekly-average/6/24", "6");

        var week = AveragesFiles.readWeekly(stats, reports);

        assertThat(week.of(DayOfWeek.SUNDAY).hours().get(3)).isEqualTo(70);
        assertThat(week.of(DayOfWeek.MONDAY).hours().get(3)).isEqualTo(10);
        assertThat(week.of(DayOfWeek.SATURDAY).interactions()).isEqualTo(6);
        assertThat(week.of(DayOfWeek.TUESDAY)).isEqualTo(new HourlyAverages(Collections.nCopies(24, 0L), 0));
    }

    @Test
    void missingAndEmptyFilesCountAsZeroWithoutReport() throws IOException {
        write("hourly-average/5", "");

        assertThat(AveragesFiles.readHourly(stats, reports).hours()).containsOnly(0L);
        assertThat(reports.lines()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "-5", "1.5", "99999999999999999999", "0x10", "\0"})
    void otherContentCountsAsZeroAndIsReported(String content) throws IOException {
        write("hourly-average/5", content);

        assertThat(AveragesFiles.readHourly(stats, reports).hours()).containsOnly(0L);
        assertThat(reports.lines()).singleElement().satisfies(line -> {
            assertThat(line.file()).isEqualTo(stats.resolve("hourly-average/5"));
            assertThat(line.message()).endsWith("5:1: expected a decimal number");
        });
    }

    @Test
    void totalsOfADayHaveEnglishMonthsInAnyLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            var months = List.of("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" "));
            for (int month = 1; month <= 12; month++) {
                assertThat(TotalsFile.of(stats, LocalDate.of(2016, month, 3)))
                        .isEqualTo(stats.resolve("totals/2016/" + months.get(month - 1) + "/ossec-totals-03.log"));
            }
            assertThat(TotalsFile.of(stats, LocalDate.of(2016, 9, 30)))
                    .isEqualTo(stats.resolve("totals/2016/Sep/ossec-totals-30.log"));
        } finally {
            Locale.setDefault(before);
        }
    }

    private void write(String name, String content) throws IOException {
        Path file = stats.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, content);
    }
}
