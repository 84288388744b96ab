package io.github.ossec4j.io.syscheck;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.Reports;
import io.github.ossec4j.io.text.Ascii;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.syscheck.FileMode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fast cursor reads what {@link PlainSyscheck} reads, of well-formed, damaged and random databases. */
class SyscheckCursorTest {
    private static final String MD5 = "0123456789abcdef0123456789abcdef";
    private static final String SHA1 = "89abcdef0123456789abcdef0123456789abcdef";
    private static final String SHA256 = MD5 + MD5;
    private static final List<String> FLAGS = List.of("+++", "+++", "+++", "#++", "!++", "!!+", "#!?", "!!!", "+!+");
    private static final List<String> OWNERS = List.of(
            "0",
            "0",
            "1000",
            "S-1-5-32-544",
            "4294967295",
            "1234567890123456",
            "12345678901234567",
            "123456789012345678",
            "1234567890123456789",
            "x".repeat(80));
    private static final int ROUNDS = 60;

    @TempDir
    Path directory;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @Test
    void everyRecordAndEveryDamageIsTheSame() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            Path file = database();
            List<PlainSyscheck.Line> plain = PlainSyscheck.read(Files.readAllBytes(file));
            var reports = new Reports();
            try (var cursor = SyscheckCursor.open(file, reports)) {
                assertThat(rest(cursor, SyscheckCursor::next))
                        .as("seed %d round %d", seed, round)
                        .containsExactlyElementsOf(records(plain));
            }
            assertThat(reports.lines().stream().map(MalformedLine::offset).toList())
                    .as("seed %d round %d", seed, round)
                    .containsExactlyElementsOf(plain.stream()
                            .filter(PlainSyscheck.Line::isMalformed)
                            .map(PlainSyscheck.Line::offset)
                            .toList());
            assertThat(reports.lineNumbers()).containsExactlyElementsOf(numbers(plain));
        }
    }

    @Test
    void walksOverSomeRecordsFindThoseThatAreWanted() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            Path file = database();
            List<PlainSyscheck.Line> plain = PlainSyscheck.read(Files.readAllBytes(file));
            try (var cursor = SyscheckCursor.open(file, MalformedLineHandler.ignore())) {
                assertThat(rest(cursor, SyscheckCursor::nextChange))
                        .as("seed %d round %d", seed, round)
                        .containsExactlyElementsOf(records(plain).stream()
                                .filter(text -> !text.contains(":+++ "))
                                .toList());
            }
            for (String path : List.of("/etc/hosts", "/etc/a file of a longer name", "/b", "\u00e9\u00ff\u00e9")) {
                RawText wanted = RawText.of(path.getBytes(ISO_8859_1));
                List<String> expected = records(
                        plain.stream().filter(line -> line.path().equals(path)).toList());
                try (var cursor = SyscheckCursor.open(file, MalformedLineHandler.ignore())) {
                    assertThat(rest(cursor, c -> c.nextOf(wanted)))
                            .as("seed %d round %d", seed, round)
                            .containsExactlyElementsOf(expected);
                }
                try (var cursor = SyscheckCursor.open(file, MalformedLineHandler.ignore())) {
                    PathFilter filter =
                            (bytes, from, to) -> RawText.of(bytes, from, to).equals(wanted);
                    assertThat(rest(cursor, c -> c.nextMatching(filter)))
                            .as("seed %d round %d", seed, round)
                            .containsExactlyElementsOf(expected);
                }
                try (var cursor = SyscheckCursor.open(file, MalformedLineHandler.ignore())) {
                    assertThat(rest(cursor, c -> c.nextMatching(searching(path))))
                            .as("seed %d round %d", seed, round)
                            .containsExactlyElementsOf(expected);
                }
            }
        }
    }

    /** Accepts this path only, and looks for it in many lines at once. */
    private static PathFilter searching(String path) {
        RawText wanted = RawText.of(path.getBytes(ISO_8859_1));
        return new PathFilter() {
            @Override
            public boolean accepts(byte[] bytes, int from, int to) {
                return RawText.of(bytes, from, to).equals(wanted);
            }

            @Override
            public boolean mayAcceptIn(byte[] bytes, int from, int to) {
                return new String(bytes, from, to - from, ISO_8859_1).contains(path);
            }
        };
    }

    @Test
    void mixedWalksCountEveryLine() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            Path file = database();
            List<PlainSyscheck.Line> plain = PlainSyscheck.read(Files.readAllBytes(file));
            try (var cursor = SyscheckCursor.open(file, MalformedLineHandler.ignore())) {
                RawText path = RawText.of("/etc/hosts");
                boolean more = true;
                while (more) {
                    more = switch (random.nextInt(4)) {
                        case 0 -> cursor.nextChange();
                        case 1 -> cursor.nextOf(path);
                        case 2 -> cursor.nextMatching(searching("/b"));
                        default -> cursor.next();
                    };
                    if (more) {
                        PlainSyscheck.Line line = plain.get((int) cursor.lineNumber() - 1);
                        assertThat(cursor.offset())
                                .as("seed %d round %d", seed, round)
                                .isEqualTo(line.offset());
                    }
                }
                assertThat(cursor.lineNumber()).isEqualTo(plain.size());
                assertThat(cursor.position()).isEqualTo(Files.size(file));
            }
        }
    }

    @Test
    void partsHaveEachRecordOnceBetweenThem() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            Path file = database();
            long size = Files.size(file);
            List<PlainSyscheck.Line> plain = PlainSyscheck.read(Files.readAllBytes(file));
            List<String> expected = records(plain);
            List<String> ofB = records(
                    plain.stream().filter(line -> line.path().equals("/b")).toList());
            var found = new ArrayList<String>();
            var foundOfB = new ArrayList<String>();
            long from = 0;
            while (from < size) {
                long to = from + 1 + random.nextInt((int) Math.max(1, size));
                if (to >= size) {
                    to = Long.MAX_VALUE;
                }
                try (var cursor = SyscheckCursor.open(file, from, to, MalformedLineHandler.ignore())) {
                    found.addAll(rest(cursor, SyscheckCursor::next));
                }
                try (var cursor = SyscheckCursor.open(file, from, to, MalformedLineHandler.ignore())) {
                    foundOfB.addAll(rest(cursor, c -> c.nextMatching(searching("/b"))));
                }
                from = to;
            }
            assertThat(found).as("seed %d round %d", seed, round).containsExactlyElementsOf(expected);
            assertThat(foundOfB).as("seed %d round %d", seed, round).containsExactlyElementsOf(ofB);
        }
    }

    @Test
    void partsThatMeetAtAnyByteHaveEachRecordOnce() throws IOException {
        String content = "+++1:33188:0:0:xxx:xxx !1456214400 /a\n\n+++1:33188:0:0:xxx:xxx !1456214401 /b\nhalf";
        Path file = Files.writeString(directory.resolve("small"), content);
        List<String> expected = records(PlainSyscheck.read(content.getBytes(ISO_8859_1)));
        for (int middle = 0; middle <= content.length() + 1; middle++) {
            var found = new ArrayList<String>();
            var reports = new Reports();
            try (var cursor = SyscheckCursor.open(file, 0, middle, reports)) {
                found.addAll(rest(cursor, SyscheckCursor::next));
            }
            try (var cursor = SyscheckCursor.open(file, middle, Long.MAX_VALUE, reports)) {
                found.addAll(rest(cursor, SyscheckCursor::next));
            }
            assertThat(found).as("middle %d", middle).containsExactlyElementsOf(expected);
            assertThat(reports.lines()).as("middle %d", middle).hasSize(1);
        }
    }

    @Test
    void rangesThatAreNoneAreRefused() {
        assertThatThrownBy(() -> SyscheckCursor.open(directory, 2, 1, MalformedLineHandler.ignore()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 to 1");
    }

    @Test
    void changesAreFoundWithoutALookAtOtherLines() throws IOException {
        Path file = Files.writeString(
                directory.resolve("syscheck"), "+damaged\n!damaged\n!++1:33188:0:0:xxx:xxx !1 /a\n+half");
        var reports = new Reports();
        try (var cursor = SyscheckCursor.open(file, reports)) {
            assertThat(cursor.nextChange()).isTrue();
            assertThat(cursor.lineNumber()).isEqualTo(3);
            assertThat(cursor.nextChange()).isFalse();
        }
        assertThat(reports.lineNumbers()).containsExactly(2L, 4L);
    }

    @Test
    void searchReportsNoLineThatCannotHoldWhatIsWanted() throws IOException {
        Path file = Files.writeString(
                directory.resolve("syscheck"),
                "damaged\n".repeat(50_000) + "damaged, and /b in it\n!++1:33188:0:0:xxx:xxx !1 /b\n"
                        + "damaged\n".repeat(50_000) + "half");
        var reports = new Reports();
        try (var cursor = SyscheckCursor.open(file, reports)) {
            assertThat(cursor.nextMatching(searching("/b"))).isTrue();
            assertThat(cursor.lineNumber()).isEqualTo(50_002);
            assertThat(cursor.nextMatching(searching("/b"))).isFalse();
            assertThat(cursor.lineNumber()).isEqualTo(100_003);
        }
        assertThat(reports.lineNumbers()).containsExactly(50_001L);
    }

    private static List<Long> numbers(List<PlainSyscheck.Line> lines) {
        var numbers = new ArrayList<Long>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isMalformed()) {
                numbers.add(i + 1L);
            }
        }
        return numbers;
    }

    private static List<String> records(List<PlainSyscheck.Line> lines) {
        return lines.stream()
                .filter(PlainSyscheck.Line::isRecord)
                .map(line -> line.offset() + ":" + line.text())
                .toList();
    }

    @FunctionalInterface
    private interface Walk {
        boolean next(SyscheckCursor cursor) throws IOException;
    }

    private List<String> rest(SyscheckCursor cursor, Walk walk) throws IOException {
        var found = new ArrayList<String>();
        while (walk.next(cursor)) {
            byte[] bytes = cursor.buffer();
            String text = cursor.offset() + ":" + flags(cursor) + " " + cursor.epochSecond() + " "
                    + Ascii.string(bytes, cursor.pathStart(), cursor.pathEnd());
            if (cursor.isDeletion()) {
                text += " deleted";
                assertThat(cursor.md5(new byte[0], 0)).isFalse();
            } else {
                text += " " + cursor.fileSize() + " " + cursor.modeBits() + " " + cursor.ownerNumber() + " "
                        + cursor.groupNumber() + " " + hex(16, cursor::md5) + " " + hex(20, cursor::sha1) + " "
                        + hex(32, cursor::sha256);
                var attributes = cursor.entry().attributes().orElseThrow();
                assertThat(attributes.mode().map(FileMode::bits).orElse(0)).isEqualTo(cursor.modeBits());
                assertThat(attributes.md5().isPresent()).isEqualTo(cursor.md5(new byte[16], 0));
                if (cursor.ownerNumber() >= 0) {
                    assertThat(Long.parseLong(attributes.owner())).isEqualTo(cursor.ownerNumber());
                }
            }
            found.add(text);
        }
        return found;
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
    private interface Hash {
        boolean write(byte[] target, int offset);
    }

    private static String hex(int length, Hash hash) {
        var bytes = new byte[length + 2];
        return hash.write(bytes, 1) ? HexFormat.of().formatHex(bytes, 1, length + 1) : "none";
    }

    /** Larger than the cursor's buffer now and then; most lines are records, many damaged in one byte, some are soup. */
    private Path database() throws IOException {
        var content = new ByteArrayOutputStream();
        int lines = random.nextInt(10) == 0 ? 2000 : random.nextInt(60);
        for (int i = 0; i < lines; i++) {
            byte[] line = line().getBytes(ISO_8859_1);
            if (random.nextInt(8) == 0 && line.length > 0) {
                int[] bytes = {' ', ':', '!', '0', 'g', 'F', '\n', '\t', 1, 0x80, 0xFF, '9', 'x'};
                line[random.nextInt(line.length)] = (byte) bytes[random.nextInt(bytes.length)];
            }
            if (random.nextInt(15) == 0) {
                content.writeBytes(one(List.of("\0", "\0\0\0", "\0##\0", "\0\0#", "\0#\0#"))
                        .getBytes(ISO_8859_1));
            }
            content.writeBytes(line);
            if (random.nextInt(30) != 0) {
                content.write('\n');
            }
        }
        return Files.write(directory.resolve("syscheck"), content.toByteArray());
    }

    private String line() {
        if (random.nextInt(20) == 0) {
            return List.of("", "+", "+++", "#++-1 !5 ", "!!!-1 !5 /b", "!++ !1456214400 /a", "nonsense", "!++-1 /old")
                    .get(random.nextInt(8));
        }
        String time = random.nextInt(6) == 0 ? number() : "145621" + (4400 + random.nextInt(3));
        return one(FLAGS)
                + (random.nextInt(12) == 0 ? "-1" : sum())
                + (random.nextInt(12) == 0 ? " " : " !" + time + " ")
                + one(List.of(
                        "/etc/hosts", "/etc/a file of a longer name", "/b", "\u00e9\u00ff\u00e9", "/" + number()));
    }

    private String sum() {
        return number() + ":" + one(List.of("33188", "33261", "644", "0", "689", number())) + ":" + one(OWNERS) + ":"
                + (random.nextInt(20) == 0 ? "staff" : one(OWNERS)) + ":"
                + one(List.of(MD5, MD5, "xxx", "ABCDEF" + MD5.substring(6)))
                + ":" + one(List.of(SHA1, SHA1, "xxx"))
                + one(List.of("", "", ":" + SHA256, ":xxx", ":root:root:1456214400:42", ":root:"));
    }

    private String number() {
        var text = new StringBuilder();
        int digits = 1 + random.nextInt(random.nextInt(4) == 0 ? 20 : 9);
        for (int i = 0; i < digits; i++) {
            text.append((char) ('0' + random.nextInt(10)));
        }
        return text.toString();
    }

    private String one(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }
}
