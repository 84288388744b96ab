package io.github.ossec4j.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.fuzz.Fuzzed;
import io.github.ossec4j.fuzz.Input;
import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.model.alerts.Alert;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each line of alerts.json is an alert, empty, or reported; a damaged one changes no other. */
class AlertJsonFuzzTest {
    static Stream<Arguments> read() {
        return Input.texts(
                """
                {"rule":{"level":5,"comment":"SSHD","sidid":5716,"firedtimes":1,"groups":["syslog","sshd"],"PCI_DSS":["11.4"]},\
                "srcip":"192.0.2.1","dstuser":"root","full_log":"a\\nb\\u0007","decoder":{"name":"sshd","fts":1},\
                "hostname":"web","agentip":"192.0.2.10","timestamp":"2016 Oct 17 14:00:01","location":"/var/log/x"}
                """,
                """
                {"rule":{"level":7,"comment":"x","sidid":550,"group":"a,b,"},"id":"1476712802.275","TimeStamp":1476712802000,\
                "decoder":"syscheck","location":"(w) any->syscheck","full_log":"y","SyscheckFile":{"path":"/etc","perm_before":420},\
                "agent_name":"w","agentip":"any","timestamp":"2016 Oct 17 14:00:02","logfile":"syscheck"}
                []
                {"rule":{"level":3,"sidid":5},"TimeStamp":-1,"TimeStamp":9223372036854775807,"decoder":[[[]]],"srcip":{},"x":1e999}
                """,
                "{\"rule\":{\"level\":1,\"sidid\":1},\"timestamp\":\"2016 Feb 30 14:00:02\"}\n\n{}\n",
                "[".repeat(2_000) + "\n",
                "");
    }

    @MethodSource
    @Fuzzed
    void read(byte[] content) throws IOException {
        if (content.length > 1 && content[0] == 0x1F && content[1] == (byte) 0x8B) {
            return; // a gzip file has other lines than it seems
        }
        var reports = new ArrayList<MalformedLine>();
        List<Alert> alerts = alerts(content, reports);
        int lines = 0;
        int start = 0;
        for (int i = 0; i < content.length; i++) {
            if (content[i] == '\n') {
                lines += i > start ? 1 : 0;
                start = i + 1;
            }
        }
        lines += content.length > start ? 1 : 0; // being written: reported
        assertThat(alerts.size() + reports.size()).isEqualTo(lines);
        for (Alert alert : alerts) {
            assertThat(alert.rule().id()).isNotNegative();
            assertThat(alert.compliance()).isNotNull();
            assertThat(alert.change()).isNotNull();
        }
        if (start == content.length) {
            List<Alert> others = alerts(Input.withLine(content, "{\"rule\":"), new ArrayList<>());
            assertThat(others)
                    .map(AlertJsonFuzzTest::atStart)
                    .isEqualTo(alerts.stream().map(AlertJsonFuzzTest::atStart).toList());
        }
    }

    /** The same alert as the first of its file: a line before it moves it. */
    private static Alert atStart(Alert alert) {
        Alert.Place place = alert.place();
        return new Alert(
                alert.id(),
                alert.time(),
                alert.rule(),
                alert.origin(),
                alert.fields(),
                alert.log(),
                new Alert.Place(
                        0,
                        place.length(),
                        place.localTime(),
                        place.location(),
                        place.isMailed(),
                        place.isCut(),
                        place.isComplete(),
                        place.isDisplaced()),
                alert.details());
    }

    private static List<Alert> alerts(byte[] content, List<MalformedLine> reports) throws IOException {
        try (RecordStream<Alert> stream =
                new AlertJson(ZoneOffset.UTC.getRules()).read(Input.file("alerts.json", content), reports::add)) {
            return stream.stream().toList();
        }
    }
}
