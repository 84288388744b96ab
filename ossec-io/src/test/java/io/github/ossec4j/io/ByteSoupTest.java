package io.github.ossec4j.io;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.io.keys.ClientKeysFile;
import io.github.ossec4j.io.queue.AgentInfoFile;
import io.github.ossec4j.io.queue.AgentlessDevices;
import io.github.ossec4j.io.queue.AgentsTimestampFile;
import io.github.ossec4j.io.queue.MaintenanceFile;
import io.github.ossec4j.io.queue.ReplayCounterFile;
import io.github.ossec4j.io.rootcheck.RootcheckCursor;
import io.github.ossec4j.io.rootcheck.RootcheckDatabase;
import io.github.ossec4j.io.run.PidFiles;
import io.github.ossec4j.io.run.ProcessListFile;
import io.github.ossec4j.io.stats.AveragesFiles;
import io.github.ossec4j.io.stats.TotalsFile;
import io.github.ossec4j.io.syscheck.SyscheckCursor;
import io.github.ossec4j.io.syscheck.SyscheckDatabase;
import io.github.ossec4j.io.zone.TimeZoneFile;
import io.github.ossec4j.model.AgentAddress;
import io.github.ossec4j.model.ClientKey;
import io.github.ossec4j.model.manager.Daemon;
import io.github.ossec4j.model.rootcheck.PolicyFinding;
import io.github.ossec4j.model.rootcheck.RootcheckEvent;
import io.github.ossec4j.model.stats.HourlyTotals;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any bytes are records, reported lines and skipped lines, and no line is lost or counted twice. */
class ByteSoupTest {
    private static final int ROUNDS = Boolean.getBoolean("ossec4j.thorough") ? 4_000 : 100;
    private static final String HASHES = "0123456789abcdef0123456789abcdef:0123456789abcdef0123456789abcdef01234567";
    private static final List<String> WORDS = List.of(
            "+++",
            "!++",
            "#++",
            "!!?",
            "!",
            "#",
            "-1",
            ":",
            " ",
            "1:33188:0:0:",
            HASHES,
            HASHES + ":xxx",
            " !1456214400 ",
            "/etc/passwd",
            "\0",
            "\r",
            "\n",
            "\n",
            "\n",
            "!1456214400!1456214400 ",
            "Starting rootcheck scan.",
            "001 web any key",
            "002 !gone any key",
            "999999999999999999",
            "18446744073709551616",
            "10-600-0-2",
            "10--2--20--5--0",
            "-",
            "--",
            "\u00e9",
            "\u00ff\u00fe",
            "Linux - OSSEC / ",
            "enabled_at=",
            "=",
            "0",
            "7",
            "2016-04-13 09:30:00",
            "DB_DAEMON=",
            "TZif2");

    @TempDir
    Path directory;

    @Test
    void everyLineIsARecordReportedOrSkipped() throws IOException {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        Path file = directory.resolve("soup");
        for (int round = 0; round < ROUNDS; round++) {
            byte[] soup = soup(random);
            Files.write(file, soup);
            String name = "seed " + seed + " round " + round;
            List<String> lines = lines(soup);
            checkSyscheck(file, lines, name);
            checkRootcheck(file, lines, name);
            checkKeys(file, lines, name);
            checkTotals(file, lines, name);
            checkEnrollments(file, lines, name);
        }
    }

    @Test
    void readersOfSmallFilesTakeAnyBytes() throws IOException {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        Path hours = Files.createDirectories(directory.resolve("hourly-average"));
        for (int round = 0; round < ROUNDS; round++) {
            Path file = directory.resolve("ossec-remoted-1.pid");
            byte[] soup = soup(random);
            Files.write(file, soup);
            Files.write(hours.resolve("5"), soup);
            try {
                AgentInfoFile.read(file);
                ReplayCounterFile.read(file);
                MaintenanceFile.read(file);
                ProcessListFile.read(file);
                TimeZoneFile.read(file);
                PidFiles.pids(directory, Daemon.REMOTED);
                AgentlessDevices.list(directory);
                AveragesFiles.readHourly(directory, MalformedLineHandler.ignore());
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + " round " + round, e);
            }
        }
    }

    private static void checkSyscheck(Path file, List<String> lines, String name) throws IOException {
        var reports = new Reports();
        long records = 0;
        try (SyscheckCursor cursor = SyscheckCursor.open(file, reports)) {
            while (cursor.next()) {
                assertThat(cursor.entry().path().isEmpty()).as(name).isFalse();
                records++;
            }
        }
        long skipped = lines.stream()
                .filter(line -> line.endsWith("\n")
                        && (line.equals("\n") || (line.matches("\0[\0#]*\n") && line.endsWith("\0\n"))))
                .count();
        assertThat(records + reports.lines().size() + skipped).as(name).isEqualTo(lines.size());

        var again = new Reports();
        try (var inventory = SyscheckDatabase.at(file, again).inventory()) {
            assertThat(inventory.stream().count()).as(name).isLessThanOrEqualTo(records);
        }
        assertThat(again.lineNumbers()).as(name).isEqualTo(reports.lineNumbers());
    }

    private static void checkRootcheck(Path file, List<String> lines, String name) throws IOException {
        var reports = new Reports();
        long records = 0;
        long marks = 0;
        try (RootcheckCursor cursor = RootcheckCursor.open(file, reports)) {
            while (cursor.next()) {
                marks += cursor.scanMark().isPresent() ? 1 : 0;
                records++;
            }
        }
        long skipped = lines.stream()
                .filter(line -> line.equals("\n") || (line.startsWith("#") && line.endsWith("\n")))
                .count();
        assertThat(records + reports.lines().size() + skipped).as(name).isEqualTo(lines.size());

        RootcheckDatabase database = RootcheckDatabase.at(file, MalformedLineHandler.ignore());
        try (RecordStream<RootcheckEvent> events = database.events(Instant.EPOCH)) {
            long found = 0;
            for (RootcheckEvent event : events) {
                assertThat(PolicyFinding.parse(event.text()).title()).isNotNull();
                found++;
            }
            assertThat(found + marks).as(name).isEqualTo(records);
        }
    }

    private static void checkKeys(Path file, List<String> lines, String name) throws IOException {
        ClientKeysFile keys = ClientKeysFile.read(file, MalformedLineHandler.ignore());
        assertThat(keys.lines()).as(name).hasSize(lines.size());
        for (ClientKey key : keys.keys()) {
            AgentAddress address = key.address();
            assertThat(address.kind()).as(name).isNotNull();
            assertThat(address.prefixLength()).as(name).isNotNull();
            assertThat(key.exported()).as(name).isNotEmpty();
        }
    }

    private static void checkTotals(Path file, List<String> lines, String name) throws IOException {
        var reports = new Reports();
        List<HourlyTotals> hours = TotalsFile.read(file, reports);
        long rules = hours.stream().mapToLong(hour -> hour.rules().size()).sum();
        long counted = hours.size() + rules + reports.lines().size();
        long skipped = lines.stream()
                .filter(line -> line.strip().isEmpty() && !line.contains("\0"))
                .count();
        // Rules without a closing line at the end of the file are read, but belong to no hour.
        long trailing = lines.stream()
                .filter(line -> line.matches("[0-9]{1,18}(-[0-9]{1,18}){3}\r?\n"))
                .count();
        assertThat(counted).as(name).isBetween(lines.size() - skipped - trailing, (long) lines.size());
    }

    private static void checkEnrollments(Path file, List<String> lines, String name) throws IOException {
        var reports = new Reports();
        int enrollments = AgentsTimestampFile.read(file, reports).size();
        assertThat(enrollments + reports.lines().size()).as(name).isEqualTo(lines.size());
    }

    private static byte[] soup(Random random) {
        var bytes = new ByteArrayOutputStream();
        for (int word = random.nextInt(60); word > 0; word--) {
            if (random.nextInt(8) == 0) {
                bytes.write(random.nextInt(256));
            } else {
                bytes.writeBytes(WORDS.get(random.nextInt(WORDS.size())).getBytes(ISO_8859_1));
            }
        }
        return bytes.toByteArray();
    }

    private static List<String> lines(byte[] soup) {
        String text = new String(soup, ISO_8859_1);
        return text.isEmpty()
                ? List.of()
                : List.of(text.split("(?<=\n)", -1)).stream()
                        .filter(line -> !line.isEmpty())
                        .toList();
    }
}
