package io.github.ossec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.fixtures.OssecHomeFixture;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.logs.DailyLog;
import io.github.ossec4j.model.AgentAddress;
import io.github.ossec4j.model.AgentId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(120)
class WatchCommandTest {
    private static final String RECORD = "+++1:33188:0:0:xxx:xxx !1700000000 ";

    private static final int SIGINT = 2;

    @TempDir
    Path directory;

    private final List<Process> started = new ArrayList<>();
    private OssecHome home = OssecHome.at(Path.of(""));
    private Path database = Path.of("");

    @BeforeEach
    void write() throws IOException {
        home = OssecHomeFixture.builder(Instant.now())
                .agent("web-01", agent -> agent.address("192.0.2.10"))
                .agent("db-01")
                .writeTo(directory.resolve("home"));
        database = home.syscheck("web-01", AgentAddress.of("192.0.2.10")).orElseThrow();
        append(RECORD + "/etc/first\n");
    }

    @AfterEach
    void leavesNothingBehind() {
        started.forEach(Process::destroyForcibly);
    }

    private void append(String text) throws IOException {
        Files.writeString(
                database, text, StandardCharsets.ISO_8859_1, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private String position() {
        return directory.resolve("position").toString();
    }

    private Run once(String... words) {
        return watch(Run.with(), words);
    }

    private String[] words(String... words) {
        var all = new ArrayList<>(List.of(
                "--home",
                home.root().toString(),
                "--zone",
                "UTC",
                "--manager-name",
                "ossec.example.org",
                "watch",
                "--once"));
        all.addAll(List.of(words));
        return all.toArray(String[]::new);
    }

    private Run watch(Run.Setup setup, String... words) {
        return setup.run(words(words));
    }

    @Test
    void aRunGoesOnWhereTheLastOneEnded() throws IOException {
        assertThat(once("--position", position())).isEqualTo(new Run(0, "", ""));
        append("#++1:33188:0:0:xxx:xxx !1700000001 /etc/new\n!++22:33152:0:0:xxx:xxx !1700000002 /etc/new\n");
        assertThat(once("--position", position()).out()).isEqualTo("""
                2023-11-14 22:13:21 001 web-01 added /etc/new
                2023-11-14 22:13:22 001 web-01 modified /etc/new (size 1 -> 22, mode rw-r--r-- -> rw-------)
                """);
        assertThat(once("--position", position())).isEqualTo(new Run(0, "", ""));
        Ossec.open(home).syscheck().clear(AgentId.of(1));
        assertThat(once("--position", position()).out()).endsWith(" 001 web-01 database syscheck was cleared\n");
        Ossec.open(home).agents().remove(AgentId.of(1));
        assertThat(once("--position", position()).out()).endsWith(" 001 was removed\n");
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("home", "position");
    }

    @Test
    void alertsAndLogsArePrinted() throws IOException {
        String[] words = {"--alerts", "--archives", "--logs", "--position", position()};
        assertThat(once(words)).isEqualTo(new Run(0, "", ""));
        append(RECORD + "/etc/other\n");
        appendTo(DailyLog.ALERTS, """
                ** Alert 1700000000.7: - a,b,
                2023 Nov 14 22:13:20 (web-01) 192.0.2.10->/x
                Rule: 5716 (level 5) -> 'SSHD'
                \u001b[31mtext
                more

                """);
        appendTo(DailyLog.ARCHIVES, "2023 Nov 14 22:13:21 fw-1->192.0.2.1 dropped\u001b[2J\n");
        Files.writeString(home.ossecLog(), "2023/11/14 22:13:22 ossec-remoted(1206): ERROR: failed\n");
        String jsonLines = once("--alerts", "--archives", "--logs", "--jsonl", "--since", "2023-11-14")
                .out();
        assertThat(once(words).out()).isEqualTo("""
                2023-11-14 22:13:20 001 web-01 alert level 5 rule 5716  SSHD  \\u001b[31mtext
                2023-11-14 22:13:21 000 fw-1 archived 192.0.2.1  dropped\\u001b[2J
                2023-11-14 22:13:22 000 ossec.example.org logged ossec-remoted: ERROR: failed
                """);
        assertThat(jsonLines.lines().map(new JsonMapper()::readTree))
                .extracting(json -> json.path("event").asString() + " "
                        + json.at("/alert/rule").asInt() + json.path("location").asString()
                        + json.path("daemon").asString())
                .containsExactly("alert 5716", "archived 0fw-1->192.0.2.1", "logged 0ossec-remoted");
        assertThat(once(words)).isEqualTo(new Run(0, "", ""));
        Files.writeString(home.ossecLog(), "2023/11/14 22:13:23 x: y\n");
        assertThat(once(words).out()).contains("log ossec-log was cleared\n", " logged x: y\n");
    }

    private void appendTo(DailyLog log, String text) throws IOException {
        Path file = log.file(home, LocalDate.now(ZoneOffset.UTC));
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void onlyTheOwnerReadsAPosition() throws IOException {
        once("--position", position());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(position()))))
                .isEqualTo("rw-------");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aLinkIsNotFollowed() throws IOException {
        Path other = Files.writeString(directory.resolve("other"), "something\n");
        Files.createSymbolicLink(Path.of(position()), other);
        Run run = once("--position", position());
        assertThat(run.status()).isEqualTo(ExitStatus.UNREADABLE);
        assertThat(run.err()).contains("is a symbolic link");
        assertThat(other).hasContent("something\n");
    }

    @Test
    void aFileThatIsNoPositionIsLeftAlone() throws IOException {
        for (String content : List.of("", "something else\n")) {
            Files.writeString(Path.of(position()), content);
            Run run = once("--position", position());
            assertThat(run.status()).isEqualTo(ExitStatus.ERROR_ANSWER);
            assertThat(run.err()).contains("expected the position of a watch");
            assertThat(Path.of(position())).hasContent(content);
        }
        assertThat(once("--position", directory.resolve("missing/position").toString())
                        .status())
                .isEqualTo(ExitStatus.UNREADABLE);
        assertThat(once("--position", position(), "--since", "7d").status()).isEqualTo(ExitStatus.USAGE);
        assertThat(once("nobody").status()).isEqualTo(ExitStatus.ERROR_ANSWER);
    }

    @Test
    void jsonLinesHaveWhatTheTypedEventsHave() throws IOException {
        Path policy = home.rootcheck("db-01", AgentAddress.ANY).orElseThrow();
        Files.writeString(
                policy, "!1700000000!1700000000 System Audit: Root can log in {PCI_DSS: 2.2.4}. File: /etc/sshd.\n");
        Files.writeString(
                home.syscheckRegistry("web-01", AgentAddress.of("192.0.2.10")).orElseThrow(),
                "+++0:0:0:0:xxx:xxx !1700000000 HKEY\n");
        append("#++1:33188:0:0:xxx:xxx !1700000001 /etc/new\n!++-1 !1700000002 /etc/new\n");
        var mapper = new JsonMapper();
        List<JsonNode> lines = once("--jsonl", "--since", "2023-11-14")
                .out()
                .lines()
                .map(mapper::readTree)
                .toList();

        assertThat(lines)
                .extracting(line -> line.get("event").asString())
                .containsExactlyInAnyOrder(
                        "file-changed", "file-changed", "file-changed", "registry-changed", "policy-found");
        JsonNode deleted = lines.stream()
                .filter(line -> line.path("kind").asString("").equals("deleted"))
                .findFirst()
                .orElseThrow();
        assertThat(deleted.toString())
                .isEqualTo(
                        "{\"event\":\"file-changed\",\"agent\":\"001\",\"name\":\"web-01\",\"at\":\"2023-11-14T22:13:22Z\","
                                + "\"path\":\"/etc/new\",\"kind\":\"deleted\",\"changed\":[],\"before\":{\"size\":1,\"mode\":\"644\","
                                + "\"owner\":\"0\",\"group\":\"0\",\"md5\":null,\"sha1\":null,\"sha256\":null},\"after\":null}");
        JsonNode finding = lines.stream()
                .filter(line -> line.get("event").asString().equals("policy-found"))
                .findFirst()
                .orElseThrow();
        assertThat(finding.get("title").asString()).isEqualTo("Root can log in");
        assertThat(finding.get("tags").get(0).get("standard").asString()).isEqualTo("PCI_DSS");
        assertThat(once("--jsonl", "--since", "2023-11-14", "--policy", "000").out())
                .isEmpty();
        assertThat(once("--jsonl", "--since", "2023-11-14", "--policy", "db-01")
                        .out()
                        .lines())
                .hasSize(1);
    }

    @Test
    void hostileNamesStayOnTheirLine() throws IOException {
        append(RECORD + "/tmp/\u001b[2J\rfake\n");
        Run run = once("--since", "2023-11-14", "--integrity");
        assertThat(run.out().lines()).hasSize(2);
        assertThat(run.out()).contains("/tmp/\\u001b[2J\\rfake").doesNotContain("\u001b");
    }

    @Test
    void aReaderThatWentAwayEndsItSilentlyAndADiskThatIsFullIsAnError() throws IOException {
        once("--position", position());
        append((RECORD + "/etc/new\n").repeat(5000));
        String before = Files.readString(Path.of(position()));

        Run gone = Run.with().runWithOutputOf(10, words("--position", position()));
        assertThat(gone.status()).isZero();
        assertThat(gone.err()).isEmpty();
        Run full = Run.with().runWithOutputOf(10, "No space left on device", words("--position", position()));
        assertThat(full.status()).isEqualTo(ExitStatus.UNREADABLE);
        assertThat(full.err()).contains("No space left on device");
        assertThat(Path.of(position())).hasContent(before);
        assertThat(once("--position", position()).out().lines()).hasSize(5000);
    }

    private Process start(String... words) throws IOException {
        var all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--home",
                home.root().toString(),
                "watch",
                "--position",
                position()));
        all.addAll(List.of(words));
        Process process = new ProcessBuilder(all)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        started.add(process);
        return process;
    }

    /** A build in the background of a shell ignores SIGINT, and so do the processes that it starts. */
    private static boolean isInterruptIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return true; // unknown
        }
        String ignored = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElseThrow()
                .substring("SigIgn:".length())
                .strip();
        return (Long.parseUnsignedLong(ignored, 16) & (1L << (SIGINT - 1))) != 0;
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aSignalEndsItAfterWhatWasWritten() throws Exception {
        once("--position", position());
        for (String signal : isInterruptIgnored() ? List.of("TERM") : List.of("TERM", "INT")) {
            append(RECORD + "/etc/" + signal + "\n");
            Process process = start("--jsonl");
            try (var reader = process.inputReader()) {
                assertThat(reader.readLine()).contains("/etc/" + signal);
                assertThat(new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                                .start()
                                .waitFor())
                        .isZero();
                assertThat(process.waitFor()).isZero();
                assertThat(reader.readLine()).isNull();
            }
            assertThat(once("--position", position()).out()).isEmpty();
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void whatAKilledProcessHadStoredDoesNotComeAgain() throws Exception {
        once("--position", position());
        append(RECORD + "/etc/1\n");
        Process process = start();
        String before = Files.readString(Path.of(position()));
        try (var reader = process.inputReader()) {
            assertThat(reader.readLine()).endsWith("/etc/1");
            append(RECORD + "/etc/2\n");
            assertThat(reader.readLine()).endsWith("/etc/2");
            while (Files.readString(Path.of(position())).equals(before)) {
                Thread.onSpinWait(); // stored after it was written
            }
        }
        process.toHandle().destroyForcibly();
        process.waitFor();
        append(RECORD + "/etc/3\n");
        assertThat(once("--position", position()).out()).endsWith("/etc/3\n").doesNotContain("/etc/1");
    }
}
