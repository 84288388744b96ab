package io.github.ossec4j.api.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.alerts.AlertFilter;
import io.github.ossec4j.io.logs.DailyLog;
import io.github.ossec4j.model.alerts.Alert;
import io.github.ossec4j.model.alerts.AlertOrigin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same alerts are in both of the files that the real daemons wrote. */
class AlertsJsonGoldenTest {
    @TempDir
    private Path directory;

    private final List<MalformedLine> malformed = new ArrayList<>();
    private OssecHome home = OssecHome.at(Path.of(""));

    @BeforeEach
    void makeHome() throws IOException {
        home = OssecHome.at(directory);
        Files.createDirectories(directory.resolve("queue/ossec"));
        Files.createDirectories(DailyLog.ALERTS.directory(home));
    }

    /** The recorded folders with both files; in the other cases, one of them was damaged or emptied, or has forged alerts. */
    static Stream<String> folders() {
        return RecordedAlerts.names().stream()
                .filter(name -> name.endsWith("/alerts.json"))
                .map(name -> name.substring(0, name.lastIndexOf('/')))
                .filter(folder -> !folder.startsWith("forged-alert/w111") && !folder.startsWith("time-zone"))
                .filter(folder -> RecordedAlerts.has(folder + "/expected.json")
                        && RecordedAlerts.expected(folder + "/alerts.log").size() == lines(folder));
    }

    private static int lines(String folder) {
        return (int) new String(RecordedAlerts.bytes(folder + "/alerts.json"), StandardCharsets.ISO_8859_1)
                .lines()
                .count();
    }

    private Ossec ossec() {
        return Ossec.builder(directory)
                .zone(ZoneOffset.UTC)
                .onMalformedLine(malformed::add)
                .open();
    }

    private static List<Alert> all(RecordStream<Alert> alerts) {
        try (alerts) {
            return alerts.stream().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void bothFilesHaveTheSameAlerts(String folder) throws IOException {
        Files.write(DailyLog.ALERTS.current(home), RecordedAlerts.bytes(folder + "/alerts.log"));
        Files.write(DailyLog.ALERTS_JSON.current(home), RecordedAlerts.bytes(folder + "/alerts.json"));

        List<Alert> text = all(ossec().alerts().matching(AlertFilter.ALL));
        List<Alert> json = all(ossec().alerts().json(AlertFilter.ALL));

        assertThat(json).hasSameSizeAs(text);
        for (int i = 0; i < json.size(); i++) {
            compare(json.get(i), text.get(i));
        }
        assertThat(malformed).isEmpty();
    }

    private static void compare(Alert json, Alert text) {
        assertThat(json.time()).isEqualTo(text.time());
        assertThat(json.localTime()).isEqualTo(text.localTime());
        assertThat(json.rule().id()).isEqualTo(text.rule().id());
        assertThat(json.rule().level()).isEqualTo(text.rule().level());
        assertThat(json.rule().groups()).isSubsetOf(text.rule().groups());
        if (json.id().isPresent()) {
            assertThat(json.id()).isEqualTo(text.id());
            assertThat(json.rule().groups()).isEqualTo(text.rule().groups());
        }
        if (!(text.origin() instanceof AlertOrigin.Other)) {
            assertThat(json.origin()).isEqualTo(text.origin());
        }
        assertThat(json.fields().sourceAddress()).isEqualTo(text.fields().sourceAddress());
        if (!text.isCut() && !json.log().isEmpty()) {
            String first = json.message().display();
            assertThat(text.message().display()).startsWith(first.substring(0, Math.min(3, first.length())));
        }
    }

    @Test
    void whatJsonAloneHasIsInDetails() throws IOException {
        Files.write(DailyLog.ALERTS_JSON.current(home), RecordedAlerts.bytes("sshd-failures/w111/alerts.json"));

        Alert alert = all(ossec().alerts().json(AlertFilter.ALL)).get(0);

        assertThat(alert.details().get("srcuser")).hasToString("bob");
        assertThat(alert.details().get("decoder")).hasToString("sshd");
        assertThat(alert.details().get("program_name")).hasToString("sshd");
    }

    @Test
    void linesThatAreNoAlertsAreReportedAndSkipped() throws IOException {
        Files.writeString(
                DailyLog.ALERTS_JSON.current(home),
                "{\n[]\n\n{\"rule\":{\"level\":3,\"sidid\":5}}\n"
                        + "{\"rule\":{\"level\":3,\"sidid\":5},\"TimeStamp\":1476712801000,\"id\":\"1476712801.1\"}\n{\"rule\"");

        assertThat(all(ossec().alerts().json(AlertFilter.ALL))).hasSize(1);
        assertThat(malformed).extracting(MalformedLine::lineNumber).containsExactly(1L, 2L, 4L, 6L);
    }
}
