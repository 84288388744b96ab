package io.github.ossec4j.io.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.fuzz.Fuzzed;
import io.github.ossec4j.fuzz.Input;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.model.alerts.Alert;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The fast cursor reads what {@link PlainAlerts} reads, whatever the bytes. */
class AlertCursorFuzzTest {
    private static final AlertFilter FILTER = AlertFilter.builder()
            .levels(3, 9)
            .agent("web")
            .group("sshd")
            .sourceAddress("192.0.2.1")
            .text("FAIL")
            .build();

    static Stream<Arguments> seeds() {
        String head =
                "** Alert 1476712801.0: mail  - syslog,sshd,\n2016 Oct 17 14:00:01 (web) 192.0.2.10->/var/log/x\n";
        return Input.texts(
                head + "Rule: 5716 (level 5) -> 'Failed.'\nSrc IP: 192.0.2.1\nUser: root\nlog\n\n",
                head + "Rule: 1 (level 2) -> 'two\nlines'\nDst Port: 1\n\n" + head + "Rule: 1 (level 2) -> 'x'\n\n\n\n",
                "x\n\n" + head
                        + "Rule: 550 (level 7) -> 'x'\nIntegrity checksum changed for: '/x'\nSize changed from '1' to '2'\n\n\n",
                head + "Rule: 1 (level 2) -> 'x'\n" + "y".repeat(1256) + "\n\n",
                "** Alert");
    }

    @MethodSource("seeds")
    @Fuzzed
    void read(byte[] content) throws IOException {
        Path file = Input.file("alerts.log", content);
        boolean isGzip = content.length > 1 && content[0] == 0x1F && content[1] == (byte) 0x8B;
        try (RecordStream<Alert> stream =
                        AlertLog.at(file, MalformedLineHandler.ignore()).alerts();
                RecordStream<Alert> matching =
                        AlertLog.at(file, MalformedLineHandler.ignore()).alerts(FILTER)) {
            List<Alert> alerts = stream.stream().toList();
            if (!isGzip) {
                assertThat(alerts.stream().map(PlainAlerts::of).toList()).isEqualTo(PlainAlerts.read(content));
            }
            assertThat(matching.stream().toList())
                    .isEqualTo(alerts.stream().filter(FILTER::accepts).toList());
            for (Alert alert : alerts) {
                assertThat(alert.compliance()).isNotNull();
                alert.change()
                        .ifPresent(change -> assertThat(
                                        change.fileChange(alert.time()).path())
                                .isEqualTo(change.path()));
            }
        }
    }
}
