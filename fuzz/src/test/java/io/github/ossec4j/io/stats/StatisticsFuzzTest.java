package io.github.ossec4j.io.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.fuzz.Fuzzed;
import io.github.ossec4j.fuzz.Input;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.model.stats.HourlyTotals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Statistics, written as they were read, are the same statistics; damage stays where it is. */
class StatisticsFuzzTest {
    static Stream<Arguments> totals() throws IOException {
        return Input.golden("ossec-io", "stats", "input");
    }

    static Stream<Arguments> averages() {
        return Input.texts("", "0", "12", "12\n", "007", "-1", "9223372036854775808", "1 2", "\0");
    }

    @MethodSource("totals")
    @Fuzzed
    void totals(byte[] content) throws IOException {
        List<HourlyTotals> hours = read(content);
        assertThat(read(Input.bytes(printed(hours)))).isEqualTo(hours);
        assertThat(read(Input.withLine(content, "no totals"))).isEqualTo(hours);
    }

    private static List<HourlyTotals> read(byte[] content) throws IOException {
        return TotalsFile.read(Input.file("totals", content), MalformedLineHandler.ignore());
    }

    private static String printed(List<HourlyTotals> hours) {
        var text = new StringBuilder();
        for (HourlyTotals hour : hours) {
            for (HourlyTotals.RuleCount rule : hour.rules()) {
                text.append(hour.hour()).append('-').append(rule.rule()).append('-');
                text.append(rule.level()).append('-').append(rule.times()).append('\n');
            }
            text.append(hour.hour()).append("--").append(hour.alerts()).append("--");
            text.append(hour.events()).append("--").append(hour.syscheck()).append("--");
            text.append(hour.firewall()).append('\n');
        }
        return text.toString();
    }

    @MethodSource("averages")
    @Fuzzed
    void averages(byte[] content) throws IOException {
        Path file = Input.directory("hourly-average").resolve("5");
        Files.write(file, content);
        var averages = AveragesFiles.readHourly(file.getParent().getParent(), MalformedLineHandler.ignore());
        Files.writeString(file, averages.hours().get(5).toString());
        assertThat(AveragesFiles.readHourly(file.getParent().getParent(), MalformedLineHandler.failing()))
                .isEqualTo(averages);
    }
}
