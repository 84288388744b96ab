package io.github.ossec4j.api.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.logs.DailyLog;
import io.github.ossec4j.io.logs.SumCheck;
import io.github.ossec4j.io.logs.SumReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The sums that the real daemon made of its logs, intact and tampered with. */
class SumsGoldenTest {
    private static final String THREE_DAYS = "monitord-three-days/u43/end";
    private static final LocalDate DAY = LocalDate.of(2016, 10, 18);

    @TempDir
    private Path directory;

    private OssecHome home = OssecHome.at(Path.of(""));

    @BeforeEach
    void makeHome() throws IOException {
        home = OssecHome.at(directory);
        Files.createDirectories(directory.resolve("queue/ossec"));
    }

    static Stream<String> results() {
        return RecordedAlerts.names().stream().filter(name -> name.endsWith("/verify.json"));
    }

    private SumReport verify() {
        return Ossec.open(directory).manager().verifyLogs(LocalDate.MIN, LocalDate.MAX);
    }

    @ParameterizedTest
    @MethodSource("results")
    void sumsAreVerifiedAsExpected(String result) throws IOException {
        RecordedAlerts.write(result.replace("verify.json", "end"), directory);

        var found = GoldenCase.MAPPER.createArrayNode();
        verify().checks().stream()
                .map(this::rendered)
                .sorted(Comparator.comparing(check -> check.get("sum").asString()))
                .forEach(found::add);

        assertThat(found).isEqualTo(GoldenCase.MAPPER.readTree(RecordedAlerts.bytes(result)));
    }

    private JsonNode rendered(SumCheck check) {
        var node = GoldenCase.MAPPER.createObjectNode();
        node.put("sum", name(check.file()));
        if (check.chain() == SumCheck.Chain.UNREADABLE) {
            return node.put("status", "unreadable");
        }
        return node.put("log", word(check.content()))
                .put("chained_to", name(check.log().sum(home, check.previous().orElseThrow())))
                .put("chain", word(check.chain()));
    }

    private String name(Path file) {
        return "/" + directory.relativize(file).toString().replace('\\', '/');
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Test
    void oneByteMoreBreaksADayAndItsSumBreaksTheNext() throws IOException {
        RecordedAlerts.write(THREE_DAYS, directory);
        assertThat(verify().isIntact()).isTrue();

        Path sum = DailyLog.ALERTS.sum(home, DAY);
        String text = Files.readString(sum);
        Files.writeString(
                sum,
                text.replaceFirst("= [0-9a-f]", "= 0").equals(text)
                        ? text.replaceFirst("= [0-9a-f]", "= 1")
                        : text.replaceFirst("= [0-9a-f]", "= 0"));

        assertThat(verify().broken())
                .extracting(check -> check.log() + " " + check.day() + " " + check.content() + " " + check.chain())
                .containsExactly("alerts 2016-10-18 CHANGED OK", "alerts 2016-10-19 OK CHANGED");
    }

    @Test
    void aSumThatIsGoneBreaksTheChainAndItsLogIsUnsigned() throws IOException {
        RecordedAlerts.write(THREE_DAYS, directory);
        Files.delete(DailyLog.ALERTS.sum(home, DAY));

        SumReport report = verify();

        assertThat(report.broken()).extracting(SumCheck::chain).containsExactly(SumCheck.Chain.MISSING);
        assertThat(report.unsigned()).containsExactly(new SumReport.Unsigned(DailyLog.ALERTS, DAY));
    }

    @Test
    void logsAndSumsThatAppearLaterAreFound() throws IOException {
        RecordedAlerts.write(THREE_DAYS, directory);
        LocalDate first = LocalDate.of(2016, 10, 17);
        Files.writeString(DailyLog.FIREWALL.file(home, DAY), "late\n", StandardOpenOption.CREATE);
        Files.writeString(DailyLog.ALERTS.sum(home, first.minusDays(1)), "late\n", StandardOpenOption.CREATE);

        assertThat(verify().broken())
                .extracting(check -> check.day() + " " + check.content() + " " + check.chain())
                .containsExactlyInAnyOrder(
                        "2016-10-16 UNREADABLE UNREADABLE",
                        "2016-10-17 OK APPEARED_LATER",
                        "2016-10-18 APPEARED_LATER OK");
    }

    @Test
    void aSumThatNamesAFileElsewhereIsUnreadable() throws IOException {
        RecordedAlerts.write(THREE_DAYS, directory);
        Path sum = DailyLog.ALERTS.sum(home, DAY);
        Files.writeString(sum, Files.readString(sum).replace("/logs/alerts/2016/Oct/ossec-alerts-17", "/etc/../etc/x"));

        assertThat(verify().broken())
                .extracting(SumCheck::chain)
                .containsExactly(SumCheck.Chain.UNREADABLE, SumCheck.Chain.CHANGED);
    }

    @Test
    void aPeriodLimitsWhatIsVerified() throws IOException {
        RecordedAlerts.write(THREE_DAYS, directory);

        assertThat(Ossec.open(directory).manager().verifyLogs(DAY, DAY).checks())
                .isNotEmpty()
                .allMatch(check -> check.day().equals(DAY));
    }
}
