package io.github.ossec4j.io.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.fuzz.Fuzzed;
import io.github.ossec4j.fuzz.Input;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.model.logs.LogLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes are messages: printed and read again they are equal, and the last ones are the end of all. */
class OssecLogFuzzTest {
    static Stream<Arguments> read() throws IOException {
        return Stream.concat(
                Input.golden("ossec-io", "logs", "input"),
                Input.texts(
                        "",
                        "x",
                        "2016/10/17 14:00:00 a(0001): ERROR: b",
                        "2016/10/17 14:00:00 \r\n\r\n2016/10/17 14:00:01 ERROR: : x\n\n\ny\n"));
    }

    @MethodSource
    @Fuzzed
    void read(byte[] content) throws IOException {
        List<LogLine> lines = all(content);
        var printed = new ByteArrayOutputStream();
        for (LogLine line : lines) {
            // A carriage return at the end of each line, which is removed: there may be others before it.
            for (byte each : line.text().bytes()) {
                if (each == '\n') {
                    printed.write('\r');
                }
                printed.write(each);
            }
            printed.writeBytes(new byte[] {'\r', '\n'});
        }
        OssecLog log = OssecLog.at(Input.file("ossec.log", content), MalformedLineHandler.ignore());
        assertThat(log.last(3, line -> true, 7)).isEqualTo(lines.subList(Math.max(0, lines.size() - 3), lines.size()));
        assertThat(all(printed.toByteArray())).isEqualTo(lines);
    }

    private static List<LogLine> all(byte[] content) throws IOException {
        OssecLog log = OssecLog.at(Input.file("ossec.log", content), MalformedLineHandler.ignore());
        try (RecordStream<LogLine> lines = log.lines()) {
            return lines.stream().toList();
        }
    }
}
