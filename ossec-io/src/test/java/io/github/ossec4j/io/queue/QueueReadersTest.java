package io.github.ossec4j.io.queue;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ossec4j.io.Reports;
import io.github.ossec4j.io.queue.AgentlessDevices.AgentlessDevice;
import io.github.ossec4j.io.queue.AgentsTimestampFile.Enrollment;
import io.github.ossec4j.io.queue.ReplayCounterFile.ReplayCounter;
import io.github.ossec4j.model.AgentAddress;
import io.github.ossec4j.model.AgentId;
import io.github.ossec4j.model.AgentInfo;
import io.github.ossec4j.model.AgentInfo.Encryption;
import io.github.ossec4j.model.MaintenanceMode;
import io.github.ossec4j.model.RawText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueueReadersTest {
    private static final String MD5 = "0123456789abcdef0123456789abcdef";

    @TempDir
    Path directory;

    @Test
    void keepAliveOfAUnixAgentIsSystemVersionAndMd5() throws IOException {
        AgentInfo info =
                info("Linux web-01 3.13.0-83-generic #127-Ubuntu SMP x86_64 - OSSEC HIDS v2.8 / " + MD5 + "\n");

        assertThat(info.operatingSystem()).hasToString("Linux web-01 3.13.0-83-generic #127-Ubuntu SMP x86_64");
        assertThat(info.version()).contains("OSSEC HIDS v2.8");
        assertThat(info.sharedConfigurationMd5()).contains(MD5);
        assertThat(info.encryption()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"aes, AES", "blowfish, BLOWFISH"})
    void secondLineSinceFourTellsTheCipher(String cipher, Encryption encryption) throws IOException {
        assertThat(info("Linux - OSSEC HIDS v4.2.0\ncrypto_method:" + cipher + "\n")
                        .encryption())
                .contains(encryption);
        assertThat(info("Linux - OSSEC HIDS v4.2.0\r\ncrypto_method:" + cipher + "\r\n")
                        .encryption())
                .contains(encryption);
    }

    @Test
    void unknownCipherAndSharedFilesOfOldAgentsAreNoCipher() throws IOException {
        assertThat(info("Linux - v\ncrypto_method:rot13\naaaa merged.mg\n").encryption())
                .isEmpty();
    }

    @Test
    void firstSeparatorDivides() throws IOException {
        AgentInfo info = info("SunOS a - b 5.11 - OSSEC HIDS v2.8\n");

        assertThat(info.operatingSystem()).hasToString("SunOS a");
        assertThat(info.version()).contains("b 5.11 - OSSEC HIDS v2.8");
    }

    @Test
    void md5ThatIsNoneBelongsToTheVersion() throws IOException {
        assertThat(info("Linux - OSSEC HIDS v2.8 / aaaa\n").version()).contains("OSSEC HIDS v2.8 / aaaa");
    }

    @Test
    void lineWithoutSeparatorIsASystemWithoutVersion() throws IOException {
        AgentInfo info = info("HP-UX x B.11.31 -OSSEC");

        assertThat(info.operatingSystem()).hasToString("HP-UX x B.11.31 -OSSEC");
        assertThat(info.version()).isEmpty();
    }

    @Test
    void bytesOfTheKeepAliveAreKept() throws IOException {
        AgentInfo info = info("Linux caf\u00e9 - v\u00fc\r\n");

        assertThat(info.operatingSystem()).isEqualTo(RawText.of("Linux caf\u00e9".getBytes(ISO_8859_1)));
        assertThat(RawText.fromLossless(info.version().orElseThrow()))
                .isEqualTo(RawText.of("v\u00fc".getBytes(ISO_8859_1)));
    }

    @Test
    void keepAliveOfTenThousandBytesIsNotCut() throws IOException {
        assertThat(info("x".repeat(10_000) + " - v\n").operatingSystem().length())
                .isEqualTo(10_000);
    }

    @Test
    void emptyKeepAliveIsNone() throws IOException {
        assertThat(AgentInfoFile.read(file(""))).isEmpty();
    }

    @Test
    void missingFilesAreTold() {
        Path none = directory.resolve("none");

        assertThatThrownBy(() -> AgentInfoFile.read(none)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> AgentsTimestampFile.read(none, new Reports())).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> ReplayCounterFile.read(none)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> MaintenanceFile.read(none)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> AgentlessDevices.list(none)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void enrollmentsAreReadAndOtherLinesReported() throws IOException {
        var reports = new Reports();
        Path file = file("""
                001 web-01 192.0.2.10 2016-04-13 09:30:00
                1024 auth (null) 2016-02-29 00:00:00
                002 web-02 any 2015-02-29 09:30:00
                003 web-03 any 2016-04-13
                x web-03 any 2016-04-13 09:30:00

                004 web-04 any 2016-04-13 09:30:00""");

        assertThat(AgentsTimestampFile.read(file, reports))
                .containsExactly(
                        new Enrollment(
                                AgentId.of(1),
                                "web-01",
                                AgentAddress.of("192.0.2.10"),
                                LocalDateTime.of(2016, 4, 13, 9, 30)),
                        new Enrollment(
                                AgentId.of(1024),
                                "auth",
                                AgentAddress.of("(null)"),
                                LocalDateTime.of(2016, 2, 29, 0, 0)));
        assertThat(reports.lineNumbers()).containsExactly(3L, 4L, 5L, 6L, 7L);
    }

    @ParameterizedTest
    @CsvSource({"0:0:, 0, 0", "12:3456:, 12, 3456", "1:5:99:7:, 1, 5", "4294967295:9999:, 4294967295, 9999", "1:2, 1, 2"
    })
    void replayCounterIsTheFirstTwoNumbers(String content, long global, long local) throws IOException {
        assertThat(ReplayCounterFile.read(file(content))).contains(new ReplayCounter(global, local));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "::", "5", "5:", "a:1:", "1:b:", "-1:2:", "\n1:2:"})
    void fileWithoutReplayCounterHasNone(String content) throws IOException {
        assertThat(ReplayCounterFile.read(file(content))).isEmpty();
    }

    @Test
    void maintenanceMarkerTellsSinceWhenAndHowMany() throws IOException {
        Path file = file("#!maint\nenabled_at=1795200000\npending_end=1\nsilent_updates=12\n");

        assertThat(MaintenanceFile.read(file))
                .isEqualTo(new MaintenanceMode(Instant.ofEpochSecond(1_795_200_000), 12, true));
    }

    @Test
    void maintenanceMarkerWithoutLinesIsOnSinceItWasWritten() throws IOException {
        Path file = file("#!maint\n");
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_700_000_000)));

        assertThat(MaintenanceFile.read(file))
                .isEqualTo(new MaintenanceMode(Instant.ofEpochSecond(1_700_000_000), 0, false));
    }

    @Test
    void oddLinesOfAMaintenanceMarkerAreTolerated() throws IOException {
        Path file = file("enabled_at=abc\npending_end=yes\nother=1\nno equals\n=\n");

        assertThat(MaintenanceFile.read(file)).isEqualTo(new MaintenanceMode(Instant.EPOCH, 0, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807", "-9223372036854775808", "99999999999999999999"})
    void timeThatNoInstantCanHoldDoesNotBreakTheMaintenanceMarker(String time) throws IOException {
        assertThat(MaintenanceFile.read(file("enabled_at=" + time + "\n")).silentUpdates())
                .isZero();
    }

    @Test
    void agentlessDevicesAreSortedAndTellWhetherTheirOutputChanged() throws IOException {
        Instant run = Instant.ofEpochSecond(1_700_000_000);
        for (String name :
                new String[] {"(ssh_pixconfig_diff) b@two", "(ssh_integrity_check_bsd) a@one", ".hidden", "x"}) {
            Path file = Files.write(
                    directory.resolve(name), (name.contains("diff") ? "type: diff\n" : "").getBytes(ISO_8859_1));
            Files.setLastModifiedTime(file, FileTime.from(run));
        }

        assertThat(AgentlessDevices.list(directory))
                .containsExactly(
                        new AgentlessDevice("ssh_integrity_check_bsd", "a@one", run, false),
                        new AgentlessDevice("ssh_pixconfig_diff", "b@two", run, true));

        for (char host = 'z'; host >= 'c'; host--) { // so many that no file system sorts them by chance
            Files.createFile(directory.resolve("(check) " + host));
        }
        assertThat(AgentlessDevices.list(directory))
                .hasSize(26)
                .isSortedAccordingTo(Comparator.comparing(AgentlessDevice::type).thenComparing(AgentlessDevice::host));
    }

    private AgentInfo info(String content) throws IOException {
        Optional<AgentInfo> info = AgentInfoFile.read(file(content));
        return info.orElseThrow();
    }

    private Path file(String content) throws IOException {
        return Files.write(directory.resolve("file"), content.getBytes(ISO_8859_1));
    }
}
