package io.github.ossec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.fixtures.SampleHome;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.logs.DailyLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogsCommandTest {
    private static final Instant NOW = Instant.parse("2021-02-03T12:00:00Z");
    private static final LocalDate YESTERDAY = LocalDate.of(2021, 2, 2);

    private static final String LOG = """
            2021/02/03 09:00:00 ossec-analysisd: INFO: Started (pid: 4711).
            2021/02/03 10:00:01 ossec-analysisd(1226): ERROR: Error reading XML file.
            2021/02/03 11:00:02 ossec-agentd: WARN: Process locked.
            2021/02/03 11:30:00 no \u001b[31mname
            """;

    @TempDir
    private Path directory;

    private OssecHome home = OssecHome.at(Path.of(""));

    @BeforeEach
    void write() throws IOException {
        home = SampleHome.writeTo(directory, NOW);
        Files.writeString(home.ossecLog(), LOG, StandardCharsets.ISO_8859_1);
    }

    private Run run(String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--home", directory.toString(), "--now", Long.toString(NOW.getEpochSecond())));
        return Run.of(all.toArray(String[]::new));
    }

    @Test
    void messagesAreListed() {
        Run run = run("logs");

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("2021-02-03 09:00:00", "1226", "error", "no \\u001b[31mname");
        assertThat(run("logs", "--jsonl").out())
                .startsWith(
                        "{\"date\":\"2021-02-03T09:00:00\",\"daemon\":\"ossec-analysisd\",\"code\":null,\"level\":\"info\",");
    }

    @Test
    void optionsLimitTheMessages() {
        assertThat(run("logs", "--jsonl", "--level", "error").out().lines()).hasSize(1);
        assertThat(run("logs", "--jsonl", "--daemon", "ossec-agentd").out().lines())
                .hasSize(1);
        assertThat(run("logs", "--jsonl", "--since", "2021-02-03T10:30").out().lines())
                .hasSize(2);
        assertThat(run("logs", "--jsonl", "--limit", "3", "--until", "2021-02-03T11:15")
                        .out()
                        .lines())
                .hasSize(3);
        assertThat(run("logs", "--summary", "--csv").out()).contains("ossec-analysisd,2,1,0", "ossec-agentd,1,0,1");
        assertThat(run("logs", "--summary", "--limit", "3").status()).isEqualTo(2);
    }

    @Test
    void sumsOfTheSampleAreIntactUntilALogIsChanged() throws IOException {
        Run intact = run("logs", "verify");
        assertThat(intact.status()).isZero();
        assertThat(intact.out()).contains("start", "6 sums: intact");

        Files.writeString(DailyLog.ALERTS.file(home, YESTERDAY), "changed\n");

        Run broken = run("logs", "verify");
        assertThat(broken.status()).isEqualTo(1);
        assertThat(broken.out()).contains("2021-02-02", "changed", "6 sums, 1 broken");
        assertThat(run("logs", "verify", "--until", "2021-02-01").status()).isZero();
        assertThat(run("logs", "verify", "--json").out()).contains("\"content\":\"changed\"", "\"intact\":false");
    }

    @Test
    void theSampleHasAWeekOfAlerts() {
        assertThat(run("alerts", "--csv", "--since", "7d").out().lines().count())
                .isBetween(1300L, 1700L);
        assertThat(run("alerts", "--csv").out().lines().count()).isBetween(100L, 140L);
        Run one = run("alerts", "--agent", "1", "--jsonl");
        assertThat(one.out().lines()).isNotEmpty().allMatch(line -> line.contains("(web-01.example.org) 192.0.2.11"));
        assertThat(run("alerts", "top", "rules").out()).contains("SSHD authentication failed.");
    }

    @Test
    void alertsAreFollowedUntilTheOutputHasNoReader() {
        String[] follow = {
            "alerts",
            "--follow",
            "--since",
            "2021-02-03",
            "--home",
            directory.toString(),
            "--now",
            "" + NOW.getEpochSecond()
        };

        assertThat(Run.with().runWithOutputOf(5_000, follow).status()).isZero();
        assertThat(run("alerts", "--follow", "--json").status()).isEqualTo(2);
        assertThat(run("alerts", "--follow", "--limit", "3").status()).isEqualTo(2);
    }

    @Test
    void otherLogsAreListed() throws IOException {
        Path home = Files.createDirectories(directory.resolve("other/queue/ossec"))
                .resolve("../..")
                .normalize();
        write(home.resolve("logs/archives/2021/Feb/ossec-archive-02.log"), "2021 Feb 02 09:00:00 h->/x old\n");
        write(home.resolve("logs/archives/2021/Feb/ossec-archive-03.log"), """
                2021 Feb 03 01:00:00 (web-01) any->/var/log/x some\u001b[31m text
                2021 Feb 03 02:00:00 fw->192.0.2.1 b
                """);
        write(home.resolve("logs/firewall/2021/Feb/ossec-firewall-03.log"), """
                2021 Feb 03 01:00:00 fw->192.0.2.1 DROP tcp 10.0.0.1:100->10.0.0.2:22
                2021 Feb 03 01:00:00 fw->192.0.2.1 ALLOW udp 10.0.0.1:100->10.0.0.2:53
                nonsense
                """);
        write(home.resolve("logs/active-responses.log"), "today /x/y.sh add - 192.0.2.1 1.2 5720\nfailed\n");

        assertThat(other(home, "logs", "archives", "--csv").out().lines())
                .containsExactly(
                        "date,origin,source,log",
                        "2021-02-03T01:00:00,web-01,/var/log/x,some\u001b[31m text",
                        "2021-02-03T02:00:00,fw,192.0.2.1,b");
        assertThat(other(home, "logs", "archives", "--since", "2021-02-02", "--limit", "2", "--agent", "fw", "--jsonl")
                        .out())
                .isEqualTo(
                        "{\"date\":\"2021-02-03T02:00:00\",\"origin\":\"fw\",\"source\":\"192.0.2.1\",\"log\":\"b\"}\n");
        assertThat(other(home, "logs", "archives", "--until", "2021-02-02").out())
                .contains("old")
                .doesNotContain("web");
        Run firewall = other(home, "logs", "firewall", "--action", "drop");
        assertThat(firewall.out()).contains("drop", "10.0.0.2").doesNotContain("allow");
        assertThat(firewall.err()).contains("1 malformed line");
        assertThat(other(home, "logs", "responses", "--csv").out().lines())
                .containsExactly(
                        "text,date,script,action,user,address,alert,rule",
                        "today /x/y.sh add - 192.0.2.1 1.2 5720,today,/x/y.sh,add,,192.0.2.1,1.2,5720",
                        "failed,,,,,,,");
        assertThat(other(home, "logs", "archives", "--limit", "-1").status()).isEqualTo(2);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }

    private static Run other(Path home, String... words) {
        var all = new ArrayList<>(
                List.of("--home", home.toString(), "--zone", "UTC", "--now", Long.toString(NOW.getEpochSecond())));
        all.addAll(List.of(words));
        return Run.of(all.toArray(String[]::new));
    }

    @Test
    void aHomeWithoutLogsHasNothingToVerify() throws IOException {
        Path empty =
                Files.createDirectories(directory.resolve("empty/queue/ossec")).resolve("../..");

        Run run = Run.of("logs", "verify", "--home", empty.normalize().toString());

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("nothing to verify");
    }
}
