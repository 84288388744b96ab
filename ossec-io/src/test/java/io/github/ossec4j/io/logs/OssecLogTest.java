package io.github.ossec4j.io.logs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.io.FilePosition;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.Reports;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.logs.LogLine;
import io.github.ossec4j.model.logs.LogLine.Level;
import io.github.ossec4j.model.logs.LogSummary;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OssecLogTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/logs/ossec-log");

    @TempDir
    Path directory;

    private final Reports reports = new Reports();

    @Test
    void everyShapeIsDecodedAsExpected() throws IOException {
        List<LogLine> lines = read(OssecLog.at(GOLDEN.resolve("input"), reports));

        assertThat(lines.stream().map(OssecLogTest::row))
                .containsExactlyElementsOf(Files.readAllLines(GOLDEN.resolve("expected.txt"), ISO_8859_1));
        assertThat(reports.lines()).isEmpty();
    }

    @Test
    void textIsThatOfTheFile() throws IOException {
        List<String> texts = List.of(
                "2016/10/17 14:00:01 ossec-remoted(0042): INFO: caf\u00e9  x",
                "0016/01/02 03:04:05 ERROR: no name",
                "2016/10/17 14:00:02 \nrest");
        Path file = log(String.join("\r\n", texts));

        assertThat(read(OssecLog.at(file, reports)).stream().map(line -> latin1(line.text())))
                .containsExactlyElementsOf(texts);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2016/02/30 14:00:00 x",
                "2016/10/17 24:00:00 x",
                "2016/10/17 14:00:00",
                "2016-10-17 14:00:00 x",
                "2016/10/17 14:00:0a x",
                "+016/10/17 14:00:00 x"
            })
    void lineWithoutADateBelongsToTheMessageBefore(String line) throws IOException {
        List<LogLine> lines = read(OssecLog.at(log("2016/10/17 14:00:00 a: b\n" + line + "\n"), reports));

        assertThat(lines)
                .singleElement()
                .satisfies(message -> assertThat(latin1(message.message())).isEqualTo("b\n" + line));
    }

    @Test
    void whatPrecedesTheFirstMessageIsReported() throws IOException {
        Path file = log("cut off\n\n2016/10/17 14:00:00 a: b\n");

        assertThat(read(OssecLog.at(file, reports))).hasSize(1);
        assertThat(reports.lines()).singleElement().satisfies(line -> {
            assertThat(line.lineNumber()).isEqualTo(1);
            assertThat(line.expected()).startsWith("a date");
        });
    }

    @Test
    void messageWithoutEndIsCutAndReported() throws IOException {
        Path file = directory.resolve("ossec.log");
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write("2016/10/17 14:00:00 a: b\n".getBytes(ISO_8859_1));
            byte[] line = ("x".repeat(999) + "\n").getBytes(ISO_8859_1);
            for (int i = 0; i < 200; i++) {
                out.write(line);
            }
            out.write("2016/10/17 14:00:01 a: ".getBytes(ISO_8859_1));
            out.write("y".repeat(OssecLogCursor.MAXIMUM_MESSAGE + 5).getBytes(ISO_8859_1));
            out.write("\n2016/10/17 14:00:02 a: c\n".getBytes(ISO_8859_1));
        }

        List<LogLine> lines = read(OssecLog.at(file, reports));

        assertThat(lines.stream().map(line -> line.message().length()))
                .containsExactly(65 * 1000 + 1, OssecLogCursor.MAXIMUM_MESSAGE, 1);
        assertThat(reports.lines()).hasSize(135 + 1);
    }

    @Test
    void lineBeingWrittenIsShownUnlessTheLogIsFollowed() throws IOException {
        Path file = log("2016/10/17 14:00:00 a: b\n2016/10/17 14:00:01 a: c");
        assertThat(read(OssecLog.at(file, reports))).hasSize(2);
        FilePosition position;
        try (OssecLogCursor cursor = after(file, FilePosition.START)) {
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.reached().offset()).isEqualTo(25);
            assertThat(cursor.next()).isFalse();
            position = cursor.reached();
            assertThat(position.offset()).isEqualTo(25);
        }
        log("2016/10/17 14:00:00 a: b\n2016/10/17 14:00:01 a: cd\nmore\n2016/10/17 14:00:02 a: e\n");
        try (OssecLogCursor cursor = after(file, position)) {
            assertThat(cursor.next()).isTrue();
            assertThat(latin1(cursor.line().message())).isEqualTo("cd\nmore");
            assertThat(cursor.before()).isEqualTo(position);
            assertThat(cursor.reached().offset()).isEqualTo(56);
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.next()).isFalse();
            assertThat(cursor.reached().offset()).isEqualTo(Files.size(file));
        }
        log("2016/10/17 14:00:09 a: b\n2016/10/17 14:00:09 a: x\n");
        assertThat(OssecLogCursor.openAfter(file, position, reports)).isEmpty();
        assertThat(reports.lines()).isEmpty();
    }

    private OssecLogCursor after(Path file, FilePosition position) throws IOException {
        return OssecLogCursor.openAfter(file, position, reports).orElseThrow();
    }

    @Test
    void lastMessagesAreTheSameWithPartsOfAnySize() throws IOException {
        var random = new Random(20161017);
        var content = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            content.append("2016/10/17 14:00:%02d %s%s%n"
                    .formatted(
                            i,
                            random.nextBoolean() ? "d" + random.nextInt(3) + ": " : "",
                            "m".repeat(random.nextInt(40))));
            content.append("more\n".repeat(random.nextInt(10) == 0 ? 20 : random.nextInt(2)));
        }
        OssecLog log = OssecLog.at(log(content.toString()), reports);
        List<LogLine> all = read(log);
        for (int most : new int[] {0, 1, 7, 60, 100}) {
            List<LogLine> expected = all.subList(Math.max(0, all.size() - most), all.size());
            List<LogLine> wanted =
                    all.stream().filter(line -> line.daemon().isPresent()).toList();
            List<LogLine> expectedWanted = wanted.subList(Math.max(0, wanted.size() - most), wanted.size());
            for (int part : new int[] {1, 2, 33, 100, 1 << 20}) {
                assertThat(log.last(most, line -> true, part))
                        .as(most + " in parts of " + part)
                        .isEqualTo(expected);
                assertThat(log.last(most, line -> line.daemon().isPresent(), part))
                        .isEqualTo(expectedWanted);
            }
        }
        assertThat(reports.lines()).isEmpty();
    }

    @Test
    void summaryCountsPerDaemon() throws IOException {
        assertThat(OssecLog.at(GOLDEN.resolve("input"), reports).summary())
                .startsWith(new LogSummary("ossec-testrule", 1, 0, 0), new LogSummary("ossec-analysisd", 6, 1, 0))
                .contains(new LogSummary("", 2, 0, 0), new LogSummary("ossec-agentd", 3, 0, 2));
    }

    private static String row(LogLine line) {
        return line.date().format(DateTimeFormatter.ISO_LOCAL_DATE_TIME) + "|"
                + line.daemon().orElse("-") + "|"
                + (line.code().isPresent() ? line.code().getAsInt() : "-") + "|"
                + line.level().map(Level::name).orElse("-") + "|"
                + latin1(line.message()).replace("\n", "\\n");
    }

    private static String latin1(RawText text) {
        return new String(text.bytes(), ISO_8859_1);
    }

    private static List<LogLine> read(OssecLog log) throws IOException {
        var lines = new ArrayList<LogLine>();
        try (RecordStream<LogLine> stream = log.lines()) {
            stream.forEach(lines::add);
        }
        return lines;
    }

    private Path log(String latin1) throws IOException {
        return Files.writeString(directory.resolve("ossec.log"), latin1, ISO_8859_1);
    }
}
