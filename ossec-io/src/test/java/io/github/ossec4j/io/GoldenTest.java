package io.github.ossec4j.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.ossec4j.io.keys.ClientKeysFile;
import io.github.ossec4j.io.keys.ClientKeysLine;
import io.github.ossec4j.io.rootcheck.RootcheckDatabase;
import io.github.ossec4j.io.stats.TotalsFile;
import io.github.ossec4j.io.syscheck.SyscheckCursor;
import io.github.ossec4j.io.syscheck.SyscheckDatabase;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.rootcheck.RootcheckEvent;
import io.github.ossec4j.model.stats.HourlyTotals;
import io.github.ossec4j.model.syscheck.FileAttributes;
import io.github.ossec4j.model.syscheck.SyscheckEntry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Walks {@code golden/<source>/<case>}: {@code input} must be read as {@code expected.txt} says, one line per record
 * and per reported line. The expectations were made from the description of the formats by another program than this.
 */
class GoldenTest {
    /** What findings are compared with where no scan has started. */
    private static final Instant NOW = Instant.ofEpochSecond(1_500_000_000);

    @TempDir
    Path directory;

    static Stream<Path> syscheck() throws IOException {
        return cases("syscheck");
    }

    static Stream<Path> rootcheck() throws IOException {
        return cases("rootcheck");
    }

    static Stream<Path> keys() throws IOException {
        return cases("keys");
    }

    static Stream<Path> stats() throws IOException {
        return cases("stats");
    }

    @ParameterizedTest
    @MethodSource
    void syscheck(Path golden) throws IOException {
        assertThat(readSyscheck(golden.resolve("input"))).isEqualTo(expected(golden));
    }

    @ParameterizedTest
    @MethodSource
    void rootcheck(Path golden) throws IOException {
        List<String> expected = expected(golden).stream()
                .filter(line -> !line.contains("_START ") && !line.contains("_END "))
                .map(line -> line.endsWith(" malformed") ? line : line.substring(line.indexOf(' ') + 1))
                .toList();

        assertThat(readRootcheck(golden.resolve("input"))).containsExactlyElementsOf(expected);
    }

    @ParameterizedTest
    @MethodSource("rootcheck")
    void lastScanMarksGiveTheScanTimes(Path golden) throws IOException {
        var expected = new java.util.HashMap<String, String>();
        for (String line : expected(golden)) {
            String[] words = line.split(" ", 4);
            if ((words[1].endsWith("_START") || words[1].endsWith("_END")) && !words[2].equals("-")) {
                expected.put(words[1], words[2]);
            }
        }

        var times = RootcheckDatabase.at(golden.resolve("input"), MalformedLineHandler.ignore())
                .scanTimes();

        assertThat(seconds(times.syscheckStart())).isEqualTo(expected.getOrDefault("SYSCHECK_START", "-"));
        assertThat(seconds(times.syscheckEnd())).isEqualTo(expected.getOrDefault("SYSCHECK_END", "-"));
        assertThat(seconds(times.rootcheckStart())).isEqualTo(expected.getOrDefault("ROOTCHECK_START", "-"));
        assertThat(seconds(times.rootcheckEnd())).isEqualTo(expected.getOrDefault("ROOTCHECK_END", "-"));
    }

    @ParameterizedTest
    @MethodSource
    void keys(Path golden) throws IOException {
        assertThat(readKeys(golden.resolve("input"))).isEqualTo(expected(golden));
    }

    @ParameterizedTest
    @MethodSource
    void stats(Path golden) throws IOException {
        List<String> expected = new ArrayList<>(expected(golden));

        assertThat(readStats(golden.resolve("input"))).containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void linesOfAKeyFileGiveBackItsBytes(Path golden) throws IOException {
        Path input = golden.resolve("input");
        ClientKeysFile file = ClientKeysFile.read(input, MalformedLineHandler.ignore());

        String joined = file.lines().stream()
                .map(line -> new String(line.raw().bytes(), ISO_8859_1))
                .collect(Collectors.joining("\n"));

        assertThat(joined + (file.endsWithLineFeed() && !file.lines().isEmpty() ? "\n" : ""))
                .isEqualTo(Files.readString(input, ISO_8859_1));
    }

    @Test
    void everyFileSystemGivesTheSameRecords() throws IOException {
        Path zip = directory.resolve("home.zip");
        try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix());
                FileSystem zipped =
                        FileSystems.newFileSystem(URI.create("jar:" + zip.toUri()), Map.of("create", "true"))) {
            for (Path copy : List.of(memory.getPath("/copy"), zipped.getPath("/copy"))) {
                for (Path golden : syscheck().toList()) {
                    assertThat(readSyscheck(copied(golden, copy))).isEqualTo(expected(golden));
                }
                for (Path golden : keys().toList()) {
                    assertThat(readKeys(copied(golden, copy))).isEqualTo(expected(golden));
                }
                for (Path golden : rootcheck().toList()) {
                    assertThat(readRootcheck(copied(golden, copy))).isEqualTo(readRootcheck(golden.resolve("input")));
                }
                for (Path golden : stats().toList()) {
                    assertThat(readStats(copied(golden, copy))).isEqualTo(readStats(golden.resolve("input")));
                }
            }
        }
    }

    private static Path copied(Path golden, Path copy) throws IOException {
        return Files.copy(golden.resolve("input"), copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private static Stream<Path> cases(String source) throws IOException {
        try (Stream<Path> found = Files.list(Path.of("src/test/resources/golden", source))) {
            List<Path> sorted = found.filter(Files::isDirectory).sorted().toList();
            assertThat(sorted).isNotEmpty();
            return sorted.stream();
        }
    }

    private static List<String> expected(Path golden) throws IOException {
        return Files.readAllLines(golden.resolve("expected.txt"), ISO_8859_1);
    }

    private static List<String> readSyscheck(Path file) throws IOException {
        var read = new ArrayList<String>();
        try (SyscheckCursor cursor = SyscheckCursor.open(file, line -> read.add(line.lineNumber() + " malformed"))) {
            while (cursor.next()) {
                read.add(cursor.lineNumber() + " " + text(cursor.entry()));
            }
        }
        assertThat(entries(file)).as("entries() of %s", file).isEqualTo(records(read));
        return read;
    }

    private static List<String> entries(Path file) throws IOException {
        SyscheckDatabase database = SyscheckDatabase.at(file, MalformedLineHandler.ignore());
        try (RecordStream<SyscheckEntry> entries = database.entries()) {
            return entries.stream().map(GoldenTest::text).toList();
        }
    }

    private static List<String> records(List<String> read) {
        return read.stream()
                .filter(line -> !line.endsWith(" malformed"))
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .toList();
    }

    private static String text(SyscheckEntry entry) {
        return entry.changes().toString().replace(' ', '-')
                + (entry.isSuperseded() ? " superseded " : " ")
                + seconds(entry.recorded())
                + " "
                + entry.attributes().map(GoldenTest::text).orElse("deleted")
                + " "
                + quoted(entry.path());
    }

    private static String text(FileAttributes attributes) {
        return attributes.size()
                + " "
                + attributes
                        .mode()
                        .map(mode -> Integer.toOctalString(mode.bits()))
                        .orElse("-")
                + " " + escaped(attributes.owner().getBytes(ISO_8859_1))
                + " " + escaped(attributes.group().getBytes(ISO_8859_1))
                + " " + attributes.md5().orElse("-")
                + " " + attributes.sha1().orElse("-")
                + " " + attributes.sha256().orElse("-")
                + attributes.wazuh().map(GoldenTest::text).orElse("");
    }

    private static String text(FileAttributes.WazuhAttributes wazuh) {
        return " [" + escaped(wazuh.ownerName().bytes()) + " "
                + escaped(wazuh.groupName().bytes()) + " " + seconds(wazuh.modified()) + " "
                + (wazuh.inode().isPresent() ? wazuh.inode().getAsLong() : "-") + "]";
    }

    private static List<String> readRootcheck(Path file) throws IOException {
        var read = new ArrayList<String>();
        RootcheckDatabase database = RootcheckDatabase.at(file, line -> read.add(line.lineNumber() + " malformed"));
        try (RecordStream<RootcheckEvent> events = database.events(NOW)) {
            for (RootcheckEvent event : events) {
                read.add(event.status() + " " + seconds(event.lastSeen()) + " " + seconds(event.firstSeen()) + " "
                        + quoted(event.text()));
            }
        }
        return read;
    }

    private static List<String> readKeys(Path file) throws IOException {
        var reports = new Reports();
        ClientKeysFile keys = ClientKeysFile.read(file, reports);
        var read = new ArrayList<String>();
        var malformed = new ArrayList<Long>();
        for (ClientKeysLine line : keys.lines()) {
            if (line instanceof ClientKeysLine.Active active) {
                read.add(line.lineNumber() + " active " + active.key().id() + " "
                        + quoted(RawText.fromLossless(active.key().name())) + " "
                        + quoted(RawText.fromLossless(active.key().address().text())) + " "
                        + quoted(RawText.fromLossless(active.key().secret())));
            } else if (line instanceof ClientKeysLine.Removed removed) {
                read.add(line.lineNumber() + " removed " + removed.id());
            } else if (line instanceof ClientKeysLine.Malformed || line instanceof ClientKeysLine.Damaged) {
                read.add(line.lineNumber() + " malformed");
                malformed.add(line.lineNumber());
            }
        }
        assertThat(reports.lineNumbers()).isEqualTo(malformed);
        return read;
    }

    private static List<String> readStats(Path file) throws IOException {
        var reports = new Reports();
        var read = new ArrayList<String>();
        for (HourlyTotals hour : TotalsFile.read(file, reports)) {
            String rules = hour.rules().stream()
                    .map(rule -> rule.rule() + "/" + rule.level() + "/" + rule.times())
                    .collect(Collectors.joining(", "));
            read.add(hour.hour() + " alerts=" + hour.alerts() + " events=" + hour.events() + " syscheck="
                    + hour.syscheck() + " firewall=" + hour.firewall() + " rules=[" + rules + "]");
        }
        reports.lineNumbers().forEach(number -> read.add(number + " malformed"));
        return read;
    }

    private static String seconds(Optional<Instant> time) {
        return time.map(Instant::getEpochSecond).map(String::valueOf).orElse("-");
    }

    private static String quoted(RawText text) {
        return '"' + escaped(text.bytes()) + '"';
    }

    private static String escaped(byte[] bytes) {
        var text = new StringBuilder();
        for (byte b : bytes) {
            if (b >= ' ' && b < 0x7F && b != '\\') {
                text.append((char) b);
            } else {
                text.append("\\x").append(Character.forDigit(b >> 4 & 0xF, 16)).append(Character.forDigit(b & 0xF, 16));
            }
        }
        return text.toString();
    }
}
