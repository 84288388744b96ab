package io.github.ossec4j.api.golden;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.logs.DailyLog;
import io.github.ossec4j.model.logs.ArchivedEvent;
import io.github.ossec4j.model.logs.FirewallEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What real daemons archived in both formats is the same event, and events of firewalls are those that were archived. */
class ArchivesGoldenTest {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy MMM dd HH:mm:ss", Locale.ENGLISH);
    private static final LocalDate DAY = LocalDate.of(2016, 10, 17);
    private static final String ARCHIVES = "/archives.log";

    @TempDir
    private Path directory;

    private final List<MalformedLine> malformed = new ArrayList<>();

    /** The recorded folders with both files. */
    static Stream<String> folders() {
        return RecordedAlerts.names().stream()
                .filter(name -> name.endsWith(ARCHIVES))
                .map(name -> name.substring(0, name.length() - ARCHIVES.length()));
    }

    private Ossec ossec() throws IOException {
        Files.createDirectories(directory.resolve("queue/ossec"));
        return Ossec.builder(directory)
                .zone(ZoneOffset.UTC)
                .clock(Clock.fixed(Instant.parse("2016-10-19T20:00:00Z"), ZoneOffset.UTC))
                .onMalformedLine(malformed::add)
                .open();
    }

    private void write(DailyLog log, byte[] content) throws IOException {
        Path file = log.compressed(OssecHome.at(directory), DAY);
        Files.createDirectories(file.resolveSibling("."));
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(content);
        }
    }

    private static <T> List<T> all(RecordStream<T> records) {
        try (records) {
            return records.stream().toList();
        }
    }

    /** Keep-alives are in JSON alone. In the text, a source ends at its first blank unless the event is a command's output. */
    @ParameterizedTest
    @MethodSource("folders")
    void bothFormatsHaveTheSameEvents(String folder) throws IOException {
        write(DailyLog.ARCHIVES, RecordedAlerts.bytes(folder + ARCHIVES));
        List<JsonNode> recorded = new String(RecordedAlerts.bytes(folder + "/archives.json"), ISO_8859_1)
                .lines()
                .map(GoldenCase.MAPPER::readTree)
                .filter(json -> !json.path("full_log").asString().startsWith("--MARK--: "))
                .toList();

        List<ArchivedEvent> events = all(ossec().manager().archives(DAY, DAY));

        assertThat(events).hasSameSizeAs(recorded).isNotEmpty();
        for (int i = 0; i < events.size(); i++) {
            ArchivedEvent event = events.get(i);
            JsonNode json = recorded.get(i);
            String text = event.location().lossless() + " " + event.log().lossless();
            String log = json.path("full_log").asString().replaceFirst("\n+$", "");
            assertThat(latin1(event.location().bytes()) + " "
                            + latin1(event.log().bytes()))
                    .as(text)
                    .endsWith(" " + log);
            assertThat(DATE.format(event.date()))
                    .isEqualTo(json.path("timestamp").asString());
            String source = json.path("logfile").asString(json.path("location").asString());
            if (!source.contains(" ") && !source.isEmpty()) {
                assertThat(latin1(event.log().bytes())).isEqualTo(log);
                assertThat(latin1(event.origin().source().bytes())).isEqualTo(source);
            }
        }
        assertThat(malformed).isEmpty();
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    @Test
    void eventsOfFirewallsAreRead() throws IOException {
        for (String release : List.of("u43", "w111")) {
            byte[] recorded = RecordedAlerts.bytes("firewall/" + release + "/firewall.log");
            write(DailyLog.FIREWALL, recorded);

            List<FirewallEvent> events = all(ossec().manager().firewall(DAY, DAY));

            assertThat(events.stream().map(ArchivesGoldenTest::written))
                    .containsExactlyElementsOf(
                            new String(recorded, ISO_8859_1).lines().toList());
            assertThat(all(ossec().manager().firewall(DAY.plusDays(1), DAY.plusDays(1))))
                    .isEmpty();
            assertThat(malformed).isEmpty();
        }
    }

    private static String written(FirewallEvent event) {
        return DATE.format(event.date()) + " " + event.location() + " " + event.action() + " " + event.protocol() + " "
                + event.source().address() + ":" + event.source().port() + "->"
                + event.destination().address() + ":" + event.destination().port();
    }

    @Test
    void anEventIsFoundOnItsDayWhateverFileItIsIn() throws IOException {
        write(
                DailyLog.ARCHIVES,
                "2016 Oct 17 23:00:00 h->/x one\n2016 Oct 18 00:00:01 h->/x two\n".getBytes(ISO_8859_1));
        Path next = DailyLog.ARCHIVES.file(OssecHome.at(directory), DAY.plusDays(1));
        Files.writeString(next, "2016 Oct 17 23:59:59 h->/x late\n2016 Oct 18 00:00:02 h->/x three\n");

        assertThat(all(ossec().manager().archives(DAY, DAY)))
                .extracting(event -> event.log().lossless())
                .containsExactly("one", "late");
        assertThat(all(ossec().manager().archives(DAY.plusDays(1), DAY.plusDays(1))))
                .extracting(event -> event.log().lossless())
                .containsExactly("two", "three");
        assertThat(all(ossec().manager().archives(DAY, DAY.plusDays(9)))).hasSize(4);
    }
}
