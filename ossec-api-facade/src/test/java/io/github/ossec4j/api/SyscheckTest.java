package io.github.ossec4j.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.model.AgentId;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.syscheck.FileChange;
import io.github.ossec4j.model.syscheck.FileChange.Aspect;
import io.github.ossec4j.model.syscheck.FileChange.Kind;
import io.github.ossec4j.model.syscheck.RegistryEntry;
import io.github.ossec4j.model.syscheck.SyscheckEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyscheckTest {
    private static final AgentId WEB = AgentId.of(1);
    private static final Instant BEGIN = Homes.NOW.minus(Duration.ofDays(30));

    @TempDir
    Path directory;

    private Ossec ossec;

    @BeforeEach
    void open() throws IOException {
        ossec = Homes.open(Homes.full().writeTo(directory).root());
    }

    private static <T> List<T> all(RecordStream<T> records) {
        try (records) {
            return records.stream().toList();
        }
    }

    @Test
    void changedFilesAreThoseOfTheEndpointOnceEach() {
        assertThat(all(ossec.syscheck().changedFiles(WEB)).stream()
                        .map(entry -> entry.path().display()))
                .containsExactlyInAnyOrderElementsOf(new HashSet<>(Homes.texts(
                        Homes.get(ossec, "/syscheck/001/files/changed").get("data"), "file")))
                .contains("/etc/hosts", "/etc/motd")
                .doesNotContain("/etc/passwd");
    }

    @Test
    void changedFilesOfTheManagerAreThoseOfTheEndpointOnceEach() {
        assertThat(all(ossec.syscheck().changedFiles(AgentId.MANAGER)).stream()
                        .map(entry -> entry.path().display()))
                .containsExactlyInAnyOrderElementsOf(new HashSet<>(Homes.texts(
                        Homes.get(ossec, "/syscheck/000/files/changed").get("data"), "file")));
    }

    @Test
    void theHistoryByPatternIsThatOfTheEndpoint() {
        List<FileChange> history = all(ossec.syscheck().history(WEB, PathPattern.of("motd")));

        assertThat(history).extracting(FileChange::kind).containsExactly(Kind.ADDED, Kind.DELETED, Kind.RESTORED);
        assertThat(history)
                .extracting(change -> change.at().orElseThrow())
                .containsExactly(BEGIN, BEGIN.plus(Duration.ofHours(2)), BEGIN.plus(Duration.ofHours(3)));
        assertThat(Homes.get(ossec, "/syscheck/001/files/changed?filename=motd")
                        .get("data")
                        .valueStream()
                        .map(element -> element.get("attrs").get("event").asString()))
                .containsExactly("added", "deleted", "restored");
    }

    @Test
    void theHistoryOfOneFileNeedsItsExactPath() {
        assertThat(all(ossec.syscheck().history(WEB, RawText.of("/etc/hosts")))).hasSize(2);
        assertThat(all(ossec.syscheck().history(WEB, RawText.of("/etc/host")))).isEmpty();
        assertThat(all(ossec.syscheck().history(WEB, RawText.of("hosts")))).isEmpty();
    }

    @Test
    void aChangeTellsWhatDiffers() {
        FileChange change =
                all(ossec.syscheck().history(WEB, RawText.of("/etc/hosts"))).get(1);

        assertThat(change.kind()).isEqualTo(Kind.MODIFIED);
        assertThat(change.before()).isPresent();
        assertThat(change.after().orElseThrow().size()).isEqualTo(1);
        assertThat(change.after().orElseThrow().mode().orElseThrow().symbolic()).isEqualTo("rw-------");
        assertThat(change.changed())
                .contains(Aspect.SIZE, Aspect.MODE, Aspect.MD5, Aspect.SHA1)
                .doesNotContain(Aspect.OWNER, Aspect.GROUP, Aspect.SHA256);
    }

    @Test
    void theFirstStateHasNothingThatDiffers() {
        FileChange change =
                all(ossec.syscheck().history(WEB, RawText.of("/etc/hosts"))).get(0);

        assertThat(change.changed()).isEmpty();
        assertThat(change.before()).isEmpty();
    }

    @Test
    void filesAreAllThatAreThereWithTheirLastState() {
        List<SyscheckEntry> files = all(ossec.syscheck().files(WEB));

        assertThat(files)
                .extracting(entry -> entry.path().display())
                .containsExactlyInAnyOrder("/etc/hosts", "/etc/passwd", "/etc/motd");
        assertThat(files.stream()
                        .filter(entry -> entry.path().equals(RawText.of("/etc/hosts")))
                        .map(entry -> entry.attributes().orElseThrow().size()))
                .containsExactly(1L);
    }

    @Test
    void registryKeysAreThoseOfAWindowsAgentOnly() {
        assertThat(all(ossec.syscheck().registry(AgentId.of(5))))
                .extracting(RegistryEntry::key)
                .containsExactly(RawText.of("HKEY_LOCAL_MACHINE\\Software\\Classes\\batfile"));
        assertThat(all(ossec.syscheck().registry(WEB))).isEmpty();
        assertThat(all(ossec.syscheck().registry(AgentId.MANAGER))).isEmpty();
    }

    @Test
    void agentlessDevicesHaveFilesToo() {
        assertThat(all(ossec.syscheck().agentlessFiles("ssh_integrity_check_linux", "root@192.0.2.30")))
                .extracting(entry -> entry.path().display())
                .containsExactly("/etc/issue");
        assertThat(all(ossec.syscheck().agentlessFiles("../..", "x"))).isEmpty();
    }

    @Test
    void theLastScanIsThatOfTheEndpoint() {
        assertThat(ossec.syscheck().lastScan(WEB).syscheckStart()).contains(Homes.NOW.minus(Duration.ofHours(5)));
        assertThat(Homes.get(ossec, "/syscheck/001/last_scan")
                        .get("data")
                        .get("syscheckTime")
                        .asString())
                .isEqualTo("Tue Apr 12 04:05:03 2016");
    }

    @Test
    void anAgentWithoutDatabaseHasNoRecords() {
        AgentId unscanned = AgentId.of(3);

        assertThat(all(ossec.syscheck().changedFiles(unscanned))).isEmpty();
        assertThat(all(ossec.syscheck().files(unscanned))).isEmpty();
        assertThat(all(ossec.syscheck().registry(unscanned))).isEmpty();
        assertThat(all(ossec.syscheck().history(unscanned, PathPattern.of("")))).isEmpty();
        assertThat(ossec.syscheck().lastScan(unscanned).syscheckStart()).isEmpty();
    }

    @Test
    void damagedLinesAreReportedAndTheOthersRead() throws IOException {
        Path database = directory.resolve("queue/syscheck/syscheck");
        Files.writeString(database, "garbage\n" + Files.readString(database) + "torn");
        var reports = new java.util.ArrayList<String>();
        Ossec reporting = Homes.builder(directory)
                .onMalformedLine(line -> reports.add(line.message()))
                .open();

        assertThat(all(reporting.syscheck().files(AgentId.MANAGER))).hasSize(1);
        assertThat(reports)
                .hasSize(2)
                .allMatch(report -> report.startsWith(database + ":"))
                .noneMatch(report -> report.contains("garbage") || report.contains("torn"));
    }
}
