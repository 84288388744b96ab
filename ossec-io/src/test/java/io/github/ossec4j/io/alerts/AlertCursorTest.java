package io.github.ossec4j.io.alerts;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.io.FilePosition;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.Reports;
import io.github.ossec4j.io.alerts.PlainAlerts.Plain;
import io.github.ossec4j.io.text.ByteWindow;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.alerts.Alert;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class AlertCursorTest {
    private static final int ROUNDS = Boolean.getBoolean("ossec4j.thorough") ? 40_000 : 400;
    private static final int[] SIZES = {1, 2, 7, 64, 300, 1 << 17};

    private static final String FIRST = """
            ** Alert 1476712801.0: - syslog,sshd,
            2016 Oct 17 14:00:01 (web-01) 192.0.2.10->/var/log/auth.log
            Rule: 5716 (level 5) -> 'SSHD authentication failed.'
            Src IP: 198.51.100.7
            User: root
            Failed password for root from 198.51.100.7

            """;
    private static final String SECOND = "** Alert 1476712802." + FIRST.length() + ": mail  - ossec,syscheck,\n"
            + "2016 Oct 17 14:00:02 ossec-server->syscheck\n"
            + "Rule: 550 (level 7) -> 'Integrity checksum changed.'\n"
            + "Integrity checksum changed for: '/etc/hosts'\n"
            + "Size changed from '100' to '120'\n\n\n";

    @TempDir
    private Path directory;

    private Path file = Path.of("");
    private final Reports reports = new Reports();

    @BeforeEach
    void name() {
        file = directory.resolve("alerts.log");
    }

    private void write(String content) throws IOException {
        Files.writeString(file, content, ISO_8859_1);
    }

    private List<Alert> read() throws IOException {
        try (RecordStream<Alert> alerts = AlertLog.at(file, reports).alerts()) {
            return alerts.stream().toList();
        }
    }

    @Test
    void anyContentIsReadAsThePlainReaderDoesWhateverTheBuffer() throws IOException {
        long seed = new Random().nextLong();
        var soup = new AlertSoup(new Random(seed));
        for (int round = 0; round < ROUNDS; round++) {
            byte[] content = soup.next();
            List<Plain> expected = PlainAlerts.read(content);
            Files.write(file, content);
            int size = SIZES[round % SIZES.length];

            List<Plain> found = plain(size);

            assertThat(found)
                    .as("seed %d, round %d, buffer %d", seed, round, size)
                    .isEqualTo(expected);
        }
    }

    @Test
    void aCompressedFileIsReadLikeAPlainOne() throws IOException {
        write(FIRST + SECOND);
        List<Alert> expected = read();
        compress(Files.readAllBytes(file));

        assertThat(read()).isEqualTo(expected).hasSize(2);
        assertThat(reports.lines()).isEmpty();
    }

    @Test
    void whatATruncatedCompressedFileStillHasIsReadAndTheRestReported() throws IOException {
        compress(FIRST.repeat(2000).getBytes(ISO_8859_1));
        byte[] compressed = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(compressed, compressed.length - 9));

        assertThat(read()).hasSizeBetween(1000, 2000);

        assertThat(reports.lines()).isNotEmpty();
        assertThat(reports.lines().get(0).expected()).isEqualTo("the rest of a gzip file (it is truncated)");
        assertThat(reports.lines().get(0).lineNumber()).isGreaterThan(7000);
    }

    @Test
    void damageInACompressedFileIsReported() throws IOException {
        compress((FIRST + SECOND).getBytes(ISO_8859_1));
        byte[] compressed = Files.readAllBytes(file);
        compressed[compressed.length / 2] ^= 0x55;
        Files.write(file, compressed);

        read();

        assertThat(reports.lines()).isNotEmpty();
    }

    @Test
    void aCompressedFileOutOfProportionIsReadOnlyAtFirst() throws IOException {
        var bomb = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bomb)) {
            out.write(FIRST.getBytes(ISO_8859_1));
            var zeros = new byte[1 << 20];
            for (int i = 0; i < 40; i++) {
                out.write(zeros);
            }
        }
        Files.write(file, bomb.toByteArray());

        assertThat(read()).hasSize(1);

        assertThat(reports.lines().get(0).expected()).contains("200");
        assertThat(reports.lines().get(0).offset()).isBetween(14L << 20, 17L << 20);
    }

    @Test
    void anAlertWithoutEndIsReturnedInPartAndReported() throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write((FIRST.strip() + " ").getBytes(ISO_8859_1));
            byte[] more = "x * ** Alert 1\n\n".repeat(1 << 13).getBytes(ISO_8859_1);
            for (int i = 0; i < 100; i++) {
                out.write(more);
            }
            out.write(SECOND.getBytes(ISO_8859_1));
        }

        List<Alert> alerts = read();

        assertThat(alerts).hasSize(2);
        assertThat(alerts.get(0).place().length()).isGreaterThan(100 << 17);
        assertThat(alerts.get(0).log().stream().mapToInt(RawText::length).sum()).isLessThan(AlertCursor.MAXIMUM_ALERT);
        assertThat(alerts.get(1).message().toString()).startsWith("Integrity checksum changed");
        assertThat(alerts.get(1).place().offset()).isEqualTo(Files.size(file) - SECOND.length());
        assertThat(reports.lineNumbers()).containsExactly(1L);
    }

    @Test
    void aLineWithoutEndIsNotHeldInMemory() throws IOException {
        try (var channel = Files.newByteChannel(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.position(300 << 20); // more than the memory of tests
            channel.write(ByteBuffer.wrap(("\n\n" + FIRST).getBytes(ISO_8859_1)));
        }

        assertThat(read()).hasSize(1);

        assertThat(reports.lines()).hasSize(1);
    }

    @Test
    void textBeforeTheFirstAlertAndAnEndThatIsMissingAreReported() throws IOException {
        write("\nsomething\n\n" + FIRST + SECOND.strip() + "\n");

        List<Alert> alerts = read();

        assertThat(alerts).hasSize(2);
        assertThat(alerts.get(1).place().isComplete()).isFalse();
        assertThat(reports.lineNumbers()).containsExactly(2L, 11L);
        assertThat(reports.lines().get(1).offset())
                .isEqualTo(alerts.get(1).place().offset());
    }

    @Test
    void aFileInAFormatOfItsOwnHasNoAlerts() throws IOException {
        write("2016 Oct 17 custom line\nanother\n");

        assertThat(read()).isEmpty();
        assertThat(reports.lineNumbers()).containsExactly(1L);
    }

    @Test
    void anEmptyFileHasNoAlerts() throws IOException {
        write("");
        assertThat(read()).isEmpty();
        write("\n\n");
        assertThat(read()).isEmpty();
        assertThat(reports.lines()).isEmpty();
    }

    /** As a daemon leaves it that is interrupted, and as a follower meets it. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aFileThatStartsWithEmptyLinesAndEndsAnywhereIsReadToItsEnd() throws IOException {
        String whole = "\n\n" + FIRST;
        for (int length = 0; length < whole.length(); length++) {
            write(whole.substring(0, length));
            assertThat(plain(1 << 17)).isEqualTo(PlainAlerts.read(Files.readAllBytes(file)));
            try (AlertCursor cursor = after(FilePosition.START)) {
                assertThat(cursor.next()).isFalse();
            }
        }
    }

    @Test
    void aForgedAlertIsShownAsDisplacedOneWithACountIsNot() throws IOException {
        String forged =
                "** Alert 1476712801.17: - syslog,\n2016 Oct 17 14:00:01 bank->/x\nRule: 5 (level 3) -> 'x'\nlog\n\n";
        write(FIRST + SECOND.replace("." + FIRST.length(), ".1") + forged);
        assertThat(read()).extracting(alert -> alert.place().isDisplaced()).containsExactly(false, true, true);

        write((FIRST + SECOND).replaceAll("(?m)^(.. Alert [0-9]+)\\.[0-9]+", "$1.7"));
        assertThat(read()).extracting(alert -> alert.place().isDisplaced()).containsExactly(false, false);
    }

    @Test
    void theFirstAlertAfterTheFileWasEmptiedIsDisplaced() throws IOException {
        write(FIRST.replace(".0:", ".274:") + SECOND.replace(FIRST.length() + ":", FIRST.length() + 2 + ":"));
        assertThat(read()).extracting(alert -> alert.place().isDisplaced()).containsExactly(true, false);
    }

    @Test
    void aFollowerWaitsForAnAlertToBeComplete() throws IOException {
        String partial = SECOND.substring(0, SECOND.length() - 20);
        write(FIRST + partial);
        FilePosition position;
        try (AlertCursor cursor = after(FilePosition.START)) {
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.next()).isFalse();
            position = cursor.reached();
        }
        assertThat(position.offset()).isEqualTo(FIRST.length());
        write(FIRST + SECOND);
        try (AlertCursor cursor = after(position)) {
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.alert().rule().id()).isEqualTo(550);
            assertThat(cursor.before()).isEqualTo(position);
            assertThat(cursor.next()).isFalse();
            assertThat(cursor.reached().offset()).isEqualTo(Files.size(file));
        }
        assertThat(reports.lines()).isEmpty();
    }

    private AlertCursor after(FilePosition position) throws IOException {
        return AlertCursor.openAfter(file, position, reports).orElseThrow();
    }

    @Test
    void aFollowerIsNotDisturbedByALineFeedThatComesLate() throws IOException {
        write(FIRST + SECOND.substring(0, SECOND.length() - 1));
        FilePosition end = ByteWindow.end(file);
        write(FIRST + SECOND);
        try (AlertCursor cursor = after(end)) {
            assertThat(cursor.next()).isFalse();
        }
        assertThat(reports.lines()).isEmpty();
    }

    @Test
    void aLogThatWasEmptiedAndFilledIsNotTakenForTheOldOne() throws IOException {
        write(FIRST + SECOND);
        FilePosition end = ByteWindow.end(file);
        write(FIRST.replace("198.51.100.7", "198.51.100.8") + SECOND + FIRST);
        assertThat(AlertCursor.openAfter(file, end, reports)).isEmpty();
        write(FIRST);
        assertThat(AlertCursor.openAfter(file, end, reports)).isEmpty();
    }

    /** Whatever the content, in pieces of any size and through gzip: the same alerts as at once, and the same position. */
    @Test
    void readingOnFindsWhatReadingAtOnceFinds() throws IOException {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var soup = new AlertSoup(random);
        for (int round = 0; round < ROUNDS / 4; round++) {
            byte[] content = (new String(soup.next(), ISO_8859_1) + FIRST + "x\n\n" + SECOND).getBytes(ISO_8859_1);
            String about = "seed " + seed + ", round " + round;
            Files.write(file, content);
            List<Plain> expected = plain(1 << 17);
            var found = new ArrayList<Plain>();
            FilePosition position = FilePosition.START;
            int length = 0;
            while (length < content.length) {
                length = Math.min(content.length, length + random.nextInt(content.length) + 1);
                byte[] part = Arrays.copyOf(content, length);
                if (random.nextInt(4) == 0) {
                    compress(part);
                } else {
                    Files.write(file, part);
                }
                try (AlertCursor cursor = AlertCursor.openAfter(
                                file, position, SIZES[round % SIZES.length], MalformedLineHandler.ignore())
                        .orElseThrow()) {
                    while (cursor.next()) {
                        found.add(PlainAlerts.of(cursor.alert()));
                        assertThat(cursor.reached().offset()).as(about).isEqualTo(cursor.offset() + cursor.length());
                    }
                    assertThat(cursor.reached().offset()).as(about).isBetween(position.offset(), (long) length);
                    position = cursor.reached();
                }
            }
            assertThat(ids(found)).as(about).isEqualTo(ids(expected));
        }
    }

    @Test
    void aLogWithoutAnyAlertIsReadAndReportedOnce() throws IOException {
        write("2016 Oct 17 custom line\n".repeat(100));
        FilePosition position;
        try (AlertCursor cursor = after(FilePosition.START)) {
            assertThat(cursor.next()).isFalse();
            position = cursor.reached();
        }
        assertThat(position.offset()).isEqualTo(Files.size(file));
        write("2016 Oct 17 custom line\n".repeat(200) + "\n" + FIRST);
        try (AlertCursor cursor = after(position)) {
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.next()).isFalse();
        }
        assertThat(reports.lineNumbers()).containsExactly(1L);
    }

    @Test
    void aFileThatIsEmptiedWhileItIsReadEndsAndIsReported() throws IOException {
        write(FIRST.repeat(4000));
        try (AlertCursor cursor = AlertCursor.open(file, reports)) {
            assertThat(cursor.next()).isTrue();
            write(SECOND.repeat(5000));
            long count = 1;
            while (cursor.next()) {
                assertThat(cursor.ruleId()).isEqualTo(5716);
                count++;
            }
            assertThat(count).isLessThan(4000);
        }
        assertThat(reports.lines().get(0).expected()).contains("emptied while it was being read");
    }

    @Test
    void filtersAcceptTheSameAlertsOfACursorAsAmongValues() throws IOException {
        write(FIRST + SECOND);
        List<Alert> all = read();
        for (AlertFilter filter : List.of(
                AlertFilter.builder().levels(6, 16).build(),
                AlertFilter.builder().rules(Set.of(5716)).build(),
                AlertFilter.builder().agent("web-01").build(),
                AlertFilter.builder().group("sshd").build(),
                AlertFilter.builder().sourceAddress("198.51.100.7").build(),
                AlertFilter.builder().text("FAILED pass").build(),
                AlertFilter.builder().from(all.get(1).time()).build(),
                AlertFilter.builder().until(all.get(1).time()).build(),
                AlertFilter.builder().agent("ossec-server").build())) {
            try (RecordStream<Alert> alerts =
                    AlertLog.at(file, MalformedLineHandler.failing()).alerts(filter)) {
                assertThat(alerts.stream())
                        .hasSize(1)
                        .containsExactlyElementsOf(
                                all.stream().filter(filter::accepts).toList());
            }
        }
    }

    @Test
    void aSourceAddressIsFoundInAnyContentWhereAValueHasIt() throws IOException {
        long seed = new Random().nextLong();
        var soup = new AlertSoup(new Random(seed));
        AlertFilter filter = AlertFilter.builder().sourceAddress("198.51.100.7").build();
        for (int round = 0; round < ROUNDS; round++) {
            Files.write(file, soup.next());
            List<Alert> expected = read().stream().filter(filter::accepts).toList();
            try (RecordStream<Alert> alerts =
                    AlertLog.at(file, MalformedLineHandler.ignore()).alerts(filter)) {
                assertThat(alerts.stream()).as("seed %d, round %d", seed, round).containsExactlyElementsOf(expected);
            }
        }
    }

    @Test
    void onlyLettersOfAsciiAreFoundInAnyCase() throws IOException {
        Files.writeString(file, FIRST + SECOND.replace("/etc/hosts", "/home/M\u00dcLLER"));
        for (String text : List.of("M\u00dcLLER", "m\u00dcller", "m\u00fcller")) {
            try (RecordStream<Alert> alerts = AlertLog.at(file, MalformedLineHandler.failing())
                    .alerts(AlertFilter.builder().text(text).build())) {
                assertThat(alerts.stream()).as(text).hasSize(text.contains("\u00dc") ? 1 : 0);
            }
        }
    }

    private static List<String> ids(List<Plain> alerts) {
        return alerts.stream().map(Plain::id).toList();
    }

    private void compress(byte[] content) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(content);
        }
    }

    private List<Plain> plain(int size) throws IOException {
        var found = new ArrayList<Plain>();
        try (AlertCursor cursor = AlertCursor.open(file, size, MalformedLineHandler.ignore())) {
            while (cursor.next()) {
                found.add(PlainAlerts.of(cursor.alert()));
            }
        }
        return found;
    }
}
