package io.github.ossec4j.api.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.alerts.AlertLog;
import io.github.ossec4j.model.alerts.Alert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The alerts that real daemons wrote are decoded as expected. */
class AlertsGoldenTest {
    @TempDir
    private Path directory;

    private final List<MalformedLine> malformed = new ArrayList<>();

    static Stream<String> logs() {
        return RecordedAlerts.logs();
    }

    @ParameterizedTest
    @MethodSource("logs")
    void alertsAreDecodedAsExpected(String log) throws IOException {
        Path file = Files.write(directory.resolve("alerts.log"), RecordedAlerts.bytes(log));

        JsonNode decoded;
        try (RecordStream<Alert> alerts = AlertLog.at(file, malformed::add).alerts()) {
            decoded = AlertRendering.of(alerts.stream().toList());
        }

        JsonNode expected = RecordedAlerts.expected(log);
        assertThat(decoded).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(decoded.get(i)).isEqualTo(expected.get(i));
        }
        assertThat(malformed).hasSize(log.startsWith("custom-format/") ? 1 : 0); // which has no alerts, but text
    }
}
