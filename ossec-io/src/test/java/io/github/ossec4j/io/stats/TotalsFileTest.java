package io.github.ossec4j.io.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.io.Reports;
import io.github.ossec4j.model.stats.HourlyTotals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The edges of what totals are; their content is in the golden cases. */
class TotalsFileTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"9, totals/2016/Apr/ossec-totals-09.log", "10, totals/2016/Apr/ossec-totals-10.log"})
    void daysHaveTwoDigits(int day, String path) {
        assertThat(TotalsFile.of(directory, LocalDate.of(2016, 4, day))).isEqualTo(directory.resolve(path));
    }

    @ParameterizedTest
    @CsvSource({"23-1-2147483647-5, 23--1--2--3--4, 1, 0", "23-1-2147483648-5, 23--1--2--3--4, 0, 1"})
    void aLevelIsAnInt(String rule, String hour, int rules, int reports) throws IOException {
        Path file = Files.writeString(directory.resolve("totals"), rule + "\n" + hour + "\n");
        var malformed = new Reports();
        List<HourlyTotals> hours = TotalsFile.read(file, malformed);
        assertThat(hours).hasSize(1);
        assertThat(hours.get(0).rules()).hasSize(rules);
        assertThat(malformed.lines()).hasSize(reports);
    }

    @Test
    void aDayHas24Hours() throws IOException {
        Path file = Files.writeString(directory.resolve("totals"), "23--1--2--3--4\n24--1--2--3--4\n");
        var malformed = new Reports();
        assertThat(TotalsFile.read(file, malformed))
                .extracting(HourlyTotals::hour)
                .containsExactly(23);
        assertThat(malformed.lineNumbers()).containsExactly(2L);
    }
}
