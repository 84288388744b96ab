package io.github.ossec4j.io.logs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.io.FilePosition;
import io.github.ossec4j.io.Reports;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.logs.ArchivedEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchiveCursorTest {
    private static final String DATE = "2016 Oct 17 14:00:02 ";

    @TempDir
    private Path directory;

    private final Reports reports = new Reports();

    private Path write(String content) throws IOException {
        return Files.writeString(directory.resolve("archives.log"), content, ISO_8859_1);
    }

    private List<ArchivedEvent> read(Path file) throws IOException {
        var events = new ArrayList<ArchivedEvent>();
        try (ArchiveCursor cursor = ArchiveCursor.open(file, reports)) {
            while (cursor.next()) {
                events.add(cursor.event());
            }
        }
        return events;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    host->/var/log/x some text                        | host->/var/log/x                 | some text
                    (web-01) 192.0.2.10->/var/log/x a->b              | (web-01) 192.0.2.10->/var/log/x  | a->b
                    (db) any->/var/log/a->b.log a                     | (db) any->/var/log/a->b.log      | a
                    host->df -h ossec: output: 'df -h': x             | host->df -h                      | ossec: output: 'df -h': x
                    host->df -h ossec: output: 'df': x                | host->df                         | -h ossec: output: 'df': x
                    (w) a->syscheck->(w) a->syscheck File             | (w) a->syscheck->(w) a->syscheck | File
                    host->x                                           | host->x                          | ""
                    no arrow                                          | no                               | arrow
                    nothing                                           | nothing                          | ""
                    """)
    void theLocationEndsAtTheFirstBlankAfterItsArrow(String text, String location, String log) throws IOException {
        assertThat(read(write(DATE + text + "\n")))
                .containsExactly(new ArchivedEvent(
                        LocalDateTime.of(2016, 10, 17, 14, 0, 2), RawText.of(location), RawText.of(log)));
        assertThat(reports.lines()).isEmpty();
    }

    @Test
    void linesWithoutADateBelongToTheEventBefore() throws IOException {
        String content = DATE + "h->x one\n\n2016 Xxx 17 14:00:02 h\n\n" + DATE + "h->x two\n";
        List<ArchivedEvent> plain = read(write(content));
        assertThat(plain)
                .extracting(event -> event.log().lossless())
                .containsExactly("one\n\n2016 Xxx 17 14:00:02 h", "two");

        Path compressed = directory.resolve("archives.log.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
            out.write(content.getBytes(ISO_8859_1));
        }
        assertThat(read(compressed)).isEqualTo(plain);
    }

    @Test
    void whatDoesNotFitPrecedesTheFirstEventOrHasNoEndIsReported() throws IOException {
        Path file = write("rest\n" + DATE + "h->x " + "y".repeat(70_000) + "\nz\n" + DATE + "h->x is being written");
        assertThat(read(file))
                .singleElement()
                .satisfies(event ->
                        assertThat(event.log().length()).isEqualTo(ArchiveCursor.MAXIMUM_EVENT - "h->x ".length()));
        assertThat(reports.lineNumbers()).containsExactly(1L, 2L, 4L);
    }

    @Test
    void readingGoesOnAfterAPosition() throws IOException {
        String first = DATE + "h->x one\n";
        String second = DATE + "h->x two\nlines\n";
        Path file = write(first + second + DATE + "h->x th");
        FilePosition position;
        try (ArchiveCursor cursor = after(file, FilePosition.START)) {
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.reached().offset()).isEqualTo(first.length());
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.before().offset()).isEqualTo(first.length());
            assertThat(cursor.reached().offset()).isEqualTo(first.length() + second.length());
            assertThat(cursor.next()).isFalse();
            position = cursor.reached();
        }
        write(first + second + DATE + "h->x three\n");
        try (ArchiveCursor cursor = after(file, position)) {
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.event().log().lossless()).isEqualTo("three");
            assertThat(cursor.next()).isFalse();
            assertThat(cursor.reached().offset()).isEqualTo(Files.size(file));
        }
        write(first + second.replace("lines", "other") + DATE + "h->x three\n");
        assertThat(ArchiveCursor.openAfter(file, position, reports)).isEmpty();
        assertThat(reports.lines()).isEmpty();
    }

    private ArchiveCursor after(Path file, FilePosition position) throws IOException {
        return ArchiveCursor.openAfter(file, position, reports).orElseThrow();
    }
}
