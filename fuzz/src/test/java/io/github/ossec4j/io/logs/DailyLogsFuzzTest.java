package io.github.ossec4j.io.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.fuzz.Fuzzed;
import io.github.ossec4j.fuzz.Input;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.logs.ArchivedEvent;
import io.github.ossec4j.model.logs.FirewallEvent;
import io.github.ossec4j.model.logs.ResponseLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes are records of the daily logs, or reported: printed and read again, the records are equal. */
class DailyLogsFuzzTest {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu MMM dd HH:mm:ss ", Locale.ENGLISH);

    static Stream<Arguments> archives() {
        return Input.texts(
                "",
                "x",
                "2016 Oct 17 14:00:00 h->df -h ossec: output: 'df -h': a\n\nb\n2016 Oct 7 14:00:00 (a) b->c->(a) b->c d\n");
    }

    @MethodSource
    @Fuzzed
    void archives(byte[] content) throws IOException {
        var printed = new ByteArrayOutputStream();
        List<ArchivedEvent> events = events(content);
        for (ArchivedEvent event : events) {
            print(printed, event.date(), event.location());
            if (!event.log().isEmpty()) {
                printed.write(' ');
                printed.writeBytes(event.log().bytes());
            }
            printed.write('\n');
            assertThat(event.origin()).isNotNull();
        }
        assertThat(text(events(printed.toByteArray()))).isEqualTo(text(events));
    }

    /** A blank at the end of an event without a text is not printed again. */
    private static List<String> text(List<ArchivedEvent> events) {
        return events.stream()
                .map(event -> event.date()
                        + (event.location().lossless() + " " + event.log().lossless()).strip())
                .toList();
    }

    private static List<ArchivedEvent> events(byte[] content) throws IOException {
        var events = new ArrayList<ArchivedEvent>();
        Path file = Input.file("archives.log", content);
        try (ArchiveCursor cursor = ArchiveCursor.open(file, MalformedLineHandler.ignore())) {
            while (cursor.next()) {
                events.add(cursor.event());
            }
        }
        return events;
    }

    private static void print(ByteArrayOutputStream out, LocalDateTime date, RawText text) {
        out.writeBytes(DATE.format(date).getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(text.bytes());
    }

    static Stream<Arguments> firewall() {
        return Input.texts(
                "", "x", "2016 Oct 17 14:00:00 h->/x y DROP tcp 2001:db8::1:1->b:2\n2016 Oct 17 14:00:00 DROP\n");
    }

    @MethodSource
    @Fuzzed
    void firewall(byte[] content) throws IOException {
        var printed = new ByteArrayOutputStream();
        List<FirewallEvent> events = firewallEvents(content);
        for (FirewallEvent event : events) {
            print(printed, event.date(), event.location());
            String rest = " " + event.action() + " " + event.protocol().lossless() + " "
                    + event.source().address().lossless() + ":"
                    + event.source().port().lossless() + "->"
                    + event.destination().address().lossless() + ":"
                    + event.destination().port().lossless() + "\n";
            printed.writeBytes(RawText.fromLossless(rest).bytes());
        }
        assertThat(firewallEvents(printed.toByteArray())).isEqualTo(events);
    }

    private static List<FirewallEvent> firewallEvents(byte[] content) throws IOException {
        Path file = Input.file("firewall.log", content);
        try (RecordStream<FirewallEvent> events = FirewallLog.read(file, MalformedLineHandler.ignore())) {
            return events.stream().toList();
        }
    }

    static Stream<Arguments> responses() {
        return Input.texts(
                "",
                "x\r\n\r\n/a delete",
                "Mon Oct 17 14:00:01 UTC 2016 /x/y.sh add - 198.51.100.7 1476712812.4711 5720 (web) any->/x\n/x add\n");
    }

    @MethodSource
    @Fuzzed
    void responses(byte[] content) throws IOException {
        var printed = new ByteArrayOutputStream();
        List<ResponseLine> lines = lines(content);
        for (ResponseLine line : lines) {
            printed.writeBytes(line.text().bytes());
            printed.write('\n');
            line.run()
                    .ifPresent(run -> assertThat(line.text().lossless())
                            .contains(run.date().lossless())
                            .contains(run.script().lossless()));
        }
        assertThat(lines(printed.toByteArray()).stream().map(ResponseLine::run).toList())
                .isEqualTo(lines.stream().map(ResponseLine::run).toList());
    }

    private static List<ResponseLine> lines(byte[] content) throws IOException {
        Path file = Input.file("active-responses.log", content);
        try (RecordStream<ResponseLine> lines = ActiveResponsesLog.read(file, MalformedLineHandler.ignore())) {
            return lines.stream().toList();
        }
    }
}
