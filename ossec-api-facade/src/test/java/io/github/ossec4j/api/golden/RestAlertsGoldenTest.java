package io.github.ossec4j.api.golden;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.api.rest.RestApi;
import io.github.ossec4j.api.rest.RestRequest;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.logs.DailyLog;
import io.github.ossec4j.model.RawText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The alerts that real daemons wrote are answered as expected. */
class RestAlertsGoldenTest {
    @TempDir
    private Path directory;

    static Stream<String> logs() {
        return RecordedAlerts.logs();
    }

    @ParameterizedTest
    @MethodSource("logs")
    void alertsAreAnsweredAsExpected(String log) throws IOException {
        Files.createDirectories(directory.resolve("logs/alerts"));
        Files.createFile(directory.resolve("logs/ossec.log"));
        boolean isCompressed = log.endsWith(".gz");
        Path file = isCompressed
                ? DailyLog.ALERTS.compressed(OssecHome.at(directory), LocalDate.of(2016, 10, 17))
                : DailyLog.ALERTS.current(OssecHome.at(directory));
        Files.createDirectories(file.resolveSibling("."));
        Files.write(file, RecordedAlerts.bytes(log));
        String body = RestApi.over(Ossec.open(directory))
                .handle(RestRequest.get("/alerts?from=19700101&limit=10000"))
                .body();
        JsonNode data = GoldenCase.MAPPER.readTree(body).path("data");
        JsonNode expected = RecordedAlerts.expected(log);

        assertThat(data.path("totalItems").asInt()).isEqualTo(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            JsonNode alert = data.path("items").get(i);
            JsonNode recorded = expected.get(i);
            for (String member : List.of("id", "time", "date", "rule", "level")) {
                assertThat(alert.path(member)).as(member).isEqualTo(recorded.path(member));
            }
            for (String member : List.of(
                    "description", "location", "srcip", "srcport", "dstip", "dstport", "user", "origin", "log")) {
                assertThat(alert.path(member).toString()).as(member).isEqualTo(decoded(recorded.path(member)));
            }
        }
    }

    /** With each text, whose characters are bytes, as UTF-8. */
    private static String decoded(JsonNode value) {
        JsonNode copy = value.deepCopy();
        if (copy.isString()) {
            return GoldenCase.MAPPER.valueToTree(utf8(copy.asString())).toString();
        }
        if (copy.isArray()) {
            return GoldenCase.MAPPER
                    .valueToTree(copy.valueStream()
                            .map(line -> utf8(line.asString()))
                            .toList())
                    .toString();
        }
        if (copy instanceof ObjectNode object) {
            for (String name : List.copyOf(object.propertyNames())) {
                object.put(name, utf8(object.path(name).asString()));
            }
        }
        return copy.toString();
    }

    private static String utf8(String latin1) {
        return RawText.of(latin1.getBytes(ISO_8859_1)).display();
    }
}
