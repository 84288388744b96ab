package io.github.ossec4j.io.syscheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.fuzz.Fuzzed;
import io.github.ossec4j.fuzz.Input;
import io.github.ossec4j.fuzz.Reports;
import io.github.ossec4j.io.MalformedLineHandler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The fast cursor reads what {@link PlainSyscheck} reads, whatever the bytes. */
class SyscheckCursorFuzzTest {
    static Stream<Arguments> seeds() throws IOException {
        return Input.golden("ossec-io", "syscheck", "input");
    }

    @MethodSource("seeds")
    @Fuzzed
    void read(byte[] content) throws IOException {
        List<PlainSyscheck.Line> plain = PlainSyscheck.read(content);
        var reports = new Reports();
        List<String> found = records(content, reports, SyscheckCursor::next);
        assertThat(found)
                .isEqualTo(plain.stream()
                        .filter(PlainSyscheck.Line::isRecord)
                        .map(PlainSyscheck.Line::text)
                        .toList());
        assertThat(reports.offsets())
                .isEqualTo(plain.stream()
                        .filter(PlainSyscheck.Line::isMalformed)
                        .map(PlainSyscheck.Line::offset)
                        .toList());
        assertThat(records(content, MalformedLineHandler.ignore(), SyscheckCursor::nextChange))
                .isEqualTo(found.stream()
                        .filter(record -> !record.startsWith("+++ "))
                        .toList());
        assertThat(records(Input.withLine(content, "no record"), MalformedLineHandler.ignore(), SyscheckCursor::next))
                .isEqualTo(found);
    }

    @FunctionalInterface
    private interface Walk {
        boolean next(SyscheckCursor cursor) throws IOException;
    }

    private static List<String> records(byte[] content, MalformedLineHandler malformed, Walk walk) throws IOException {
        var found = new ArrayList<String>();
        try (var cursor = SyscheckCursor.open(Input.file("syscheck", content), malformed)) {
            while (walk.next(cursor)) {
                found.add(record(cursor));
                assertThat(cursor.entry().path().isEmpty()).isFalse();
            }
        }
        return found;
    }

    private static String record(SyscheckCursor cursor) {
        String path = Input.text(cursor.buffer()).substring(cursor.pathStart(), cursor.pathEnd());
        String text = flags(cursor) + " " + cursor.epochSecond() + " " + path;
        return cursor.isDeletion()
                ? text + " deleted"
                : text + " " + cursor.fileSize() + " " + cursor.modeBits() + " " + cursor.ownerNumber() + " "
                        + cursor.groupNumber() + " " + hash(16, cursor::md5) + " " + hash(20, cursor::sha1) + " "
                        + hash(32, cursor::sha256);
    }

    private static String flags(SyscheckCursor cursor) {
        char mark = cursor.isSuperseded() ? '#' : '!';
        return switch (cursor.changes().toString()) {
            case "0" -> "+++";
            case "0 to 1" -> "#++";
            case "1" -> "!++";
            case "2" -> mark + "!+";
            case "3" -> mark + "!!";
            case "4 or more" -> mark + "!?";
            default -> throw new AssertionError(cursor.changes());
        };
    }

    @FunctionalInterface
    private interface Digest {
        boolean into(byte[] target, int offset);
    }

    private static String hash(int bytes, Digest digest) {
        var target = new byte[bytes];
        return digest.into(target, 0) ? HexFormat.of().formatHex(target) : "none";
    }
}
