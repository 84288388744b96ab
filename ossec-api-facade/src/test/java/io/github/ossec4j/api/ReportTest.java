package io.github.ossec4j.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.ossec4j.api.Report.AgentSummary;
import io.github.ossec4j.api.Report.AlertDay;
import io.github.ossec4j.api.Report.AlertGroup;
import io.github.ossec4j.api.Report.EventHour;
import io.github.ossec4j.api.Report.ExposedFile;
import io.github.ossec4j.api.Report.FileDay;
import io.github.ossec4j.api.Report.OtherFinding;
import io.github.ossec4j.api.Report.Problem;
import io.github.ossec4j.api.Report.Requirement;
import io.github.ossec4j.fixtures.FileState;
import io.github.ossec4j.fixtures.OssecHomeFixture;
import io.github.ossec4j.fixtures.SyscheckHistory;
import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.model.AgentId;
import io.github.ossec4j.model.AgentStatus;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.rootcheck.ComplianceTag;
import io.github.ossec4j.model.stats.HourlyAverages;
import io.github.ossec4j.model.stats.HourlyTotals;
import io.github.ossec4j.model.syscheck.FileAttributes;
import io.github.ossec4j.model.syscheck.FileChange;
import io.github.ossec4j.model.syscheck.FileChange.Kind;
import io.github.ossec4j.model.syscheck.FileMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTest {
    @TempDir
    Path home;

    private OssecHomeFixture fixture() {
        return OssecHomeFixture.builder(Homes.NOW);
    }

    private Report report(OssecHomeFixture fixture) throws IOException {
        fixture.writeTo(home);
        return Homes.open(home).report().read();
    }

    private Report reportOf(Consumer<SyscheckHistory> files) throws IOException {
        return report(fixture().agent("web-01", agent -> agent.syscheck(files)));
    }

    private static Instant daysAgo(int days) {
        return Homes.NOW.minus(Duration.ofDays(days));
    }

    private static List<FileDay> busyDays(Report report) {
        return report.files().days().stream().filter(day -> day.changes() > 0).toList();
    }

    @Test
    void changesAreCountedByDayAndKind() throws IOException {
        Report report = reportOf(files -> files.at(daysAgo(60))
                .baseline("/etc/hosts", "/etc/motd", "/etc/group")
                .completed()
                .at(daysAgo(40))
                .changed("/etc/group")
                .at(daysAgo(5))
                .changed("/etc/hosts", 2)
                .deleted("/etc/motd")
                .baseline("/etc/new")
                .at(daysAgo(2))
                .restored("/etc/motd"));
        assertThat(report.files().days())
                .hasSize(30)
                .last()
                .extracting(FileDay::day)
                .isEqualTo(Homes.TODAY);
        assertThat(busyDays(report))
                .containsExactly(
                        new FileDay(Homes.TODAY.minusDays(5), 1, 2, 1), new FileDay(Homes.TODAY.minusDays(2), 1, 0, 0));
        assertThat(report.files().paths().top())
                .extracting(path -> path.path() + " " + path.changes() + " on " + path.agents())
                .containsExactly("/etc/hosts 2 on 1", "/etc/motd 2 on 1", "/etc/new 1 on 1");
        assertThat(report.agents()).extracting(AgentSummary::changes).containsExactly(0L, 5L);
    }

    @Test
    void filesOfTheFirstScanAreNotNew() throws IOException {
        Report report = reportOf(files -> files.at(daysAgo(3))
                .baseline("/etc/hosts")
                .seen("/usr/bin/sudo", FileState.containing("sudo").mode(04755))
                .after(Duration.ofHours(1))
                .completed()
                .after(Duration.ofHours(1))
                .baseline("/etc/later"));
        assertThat(report.files().changes()).isEqualTo(1);
        assertThat(report.files().exposed().top()).isEmpty();
    }

    @Test
    void nothingIsNewBeforeTheFirstScanIsComplete() throws IOException {
        Report report = reportOf(files ->
                files.at(daysAgo(3)).baseline("/etc/hosts").at(daysAgo(2)).changed("/etc/hosts", 3));
        assertThat(busyDays(report)).containsExactly(new FileDay(Homes.TODAY.minusDays(2), 0, 3, 0));
    }

    @Test
    void statesThatAreAcceptedSilentlyAreNoChanges() throws IOException {
        Report report = reportOf(files -> files.at(daysAgo(50))
                .baseline("/etc/hosts")
                .completed()
                .at(daysAgo(3))
                .accepted("/etc/hosts", FileState.containing("maintained")));
        assertThat(report.files().changes()).isZero();
    }

    /** Counts the same from the complete history of each file. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void countsAreThoseOfTheHistory(long seed) throws IOException {
        var random = new Random(seed);
        Report report = reportOf(files -> {
            var seen = new HashSet<String>();
            files.at(daysAgo(40)).autoIgnore(random.nextBoolean());
            for (int i = 0; i < 400; i++) {
                String path = "/etc/" + random.nextInt(25);
                if (i == 30) {
                    files.completed();
                }
                if (random.nextInt(5) == 0 && seen.contains(path)) {
                    files.deleted(path);
                } else {
                    files.seen(path, FileState.containing("" + random.nextInt(9)));
                    seen.add(path);
                }
                files.after(Duration.ofMinutes(random.nextInt(280)));
            }
        });
        Instant completed = Files.getLastModifiedTime(home.resolve("queue/syscheck/.(web-01) any->syscheck.cpt"))
                .toInstant();
        long[] expected = new long[3];
        try (RecordStream<FileChange> history =
                Homes.open(home).syscheck().history(AgentId.of(1), PathPattern.of(""))) {
            for (FileChange change : history) {
                Instant at = change.at().orElseThrow();
                boolean isOfFirstScan = change.kind() == Kind.ADDED && !at.isAfter(completed);
                if (at.isBefore(report.period().since())
                        || at.isAfter(report.period().until())
                        || isOfFirstScan) {
                    continue;
                }
                expected[change.kind() == Kind.DELETED ? 2 : change.kind() == Kind.MODIFIED ? 1 : 0]++;
            }
        }
        assertThat(List.of(
                        report.files().days().stream().mapToLong(FileDay::added).sum(),
                        report.files().days().stream()
                                .mapToLong(FileDay::modified)
                                .sum(),
                        report.files().days().stream()
                                .mapToLong(FileDay::deleted)
                                .sum()))
                .as("seed %d", seed)
                .containsExactly(expected[0], expected[1], expected[2]);
    }

    @Test
    void daysAreThoseOfTheZone() throws IOException {
        fixture()
                .agent(
                        "web-01",
                        agent -> agent.syscheck(files -> files.at(daysAgo(60))
                                .baseline("/etc/hosts")
                                .completed()
                                .at(Instant.parse(
                                        "2016-03-26T23:30:00Z")) // half past midnight; the clock changes at night
                                .changed("/etc/hosts")
                                .at(Instant.parse("2016-03-27T22:30:00Z"))
                                .changed("/etc/hosts")))
                .writeTo(home);
        Report report = Homes.builder(home)
                .zone(ZoneId.of("Europe/Berlin"))
                .open()
                .report()
                .read();
        assertThat(busyDays(report))
                .extracting(FileDay::day)
                .containsExactly(LocalDate.of(2016, 3, 27), LocalDate.of(2016, 3, 28));
        assertThat(report.period().zoneName()).isEqualTo("Europe/Berlin");
        assertThat(report.period().since()).isEqualTo(Instant.parse("2016-03-13T23:00:00Z"));
    }

    private static FileState link() {
        FileAttributes file = FileState.containing("link").attributes();
        return FileState.of(new FileAttributes(
                file.size(),
                Optional.of(new FileMode(0120777)),
                file.owner(),
                file.group(),
                file.md5(),
                file.sha1(),
                file.sha256(),
                file.wazuh()));
    }

    @Test
    void exposedFilesAreThoseThatBecameSoAndStillAre() throws IOException {
        FileState secret = FileState.containing("x");
        Report report = reportOf(files -> files.at(daysAgo(60))
                .seen("/bin/old", FileState.containing("x").mode(04755))
                .seen("/bin/more", FileState.containing("x").mode(04755))
                .seen("/bin/fewer", FileState.containing("x").mode(04755))
                .seen("/etc/link", FileState.containing("x").mode(0644))
                .seen("/etc/opened", FileState.containing("x").mode(0644))
                .seen("/etc/mended", FileState.containing("x").mode(0644))
                .seen("/etc/removed", FileState.containing("x").mode(0644))
                .seen("C:\\boot.ini", FileState.containing("x").mode(0644))
                .completed()
                .at(daysAgo(40))
                .seen("/etc/before", FileState.containing("x").mode(0666))
                .at(daysAgo(4))
                .seen("/bin/old", FileState.containing("y").mode(04755))
                .seen("/bin/more", FileState.containing("x").mode(04757))
                .seen("/bin/fewer", FileState.containing("x").mode(04757))
                .seen("/etc/link", link())
                .seen("/etc/opened", FileState.containing("x").mode(0646))
                .seen("/etc/mended", FileState.containing("x").mode(0666))
                .seen("/etc/removed", FileState.containing("x").mode(0666))
                .seen("C:\\boot.ini", FileState.containing("x").mode(0666))
                .at(daysAgo(3))
                .seen("/etc/mended", FileState.containing("x").mode(0644))
                .seen("/bin/fewer", FileState.containing("x").mode(04755))
                .deleted("/etc/removed")
                .seen("/tmp/group", secret.mode(02755)));
        assertThat(report.files().exposed().top())
                .extracting(
                        ExposedFile::name,
                        file -> file.path() + " " + file.mode().symbolic(),
                        ExposedFile::recorded)
                .containsExactly(
                        tuple("web-01", "/tmp/group rwxr-sr-x", daysAgo(3)),
                        tuple("web-01", "/bin/more rwsr-xrwx", daysAgo(4)),
                        tuple("web-01", "/etc/opened rw-r--rw-", daysAgo(4)));
        assertThat(report.files().exposed().more()).isZero();
    }

    @Test
    void theLatestOfManyExposedFilesAreKept() throws IOException {
        Report report = reportOf(files -> {
            files.at(daysAgo(60)).baseline("/etc/hosts").completed().at(daysAgo(9));
            for (int i = 0; i < 250; i++) {
                files.seen("/tmp/" + i, FileState.containing("x").mode(0666)).after(Duration.ofMinutes(1));
            }
        });
        assertThat(report.files().exposed().top())
                .hasSize(100)
                .first()
                .extracting(file -> file.path().display())
                .isEqualTo("/tmp/249");
        assertThat(report.files().exposed().size()).isEqualTo(250);
    }

    @Test
    void findingsAreCountedForEachRequirement() throws IOException {
        String twoTags = "System Audit: SSH - Root can log in {CIS: 6.2 RHEL7} {PCI_DSS: 2.2.4, 8.1}. File: /etc/ssh.";
        Report report = report(fixture()
                .agent(
                        "web-01",
                        agent -> agent.rootcheck(
                                policy -> policy.scanned(daysAgo(0).minusSeconds(9))
                                        .outstanding(twoTags)
                                        .outstanding("System Audit: SSH - Protocol 1 {PCI_DSS: 2.2.4}.")
                                        .outstanding("File '/tmp/x' is writable by anyone.")
                                        .resolved("System Audit: Mended {PCI_DSS: 1.1}.")))
                .agent(
                        "web-02",
                        agent -> agent.rootcheck(policy ->
                                policy.scanned(daysAgo(0).minusSeconds(9)).outstanding(twoTags))));
        assertThat(report.policy().outstanding()).isEqualTo(4);
        assertThat(report.policy().requirements().top())
                .containsExactly(
                        new Requirement(new ComplianceTag("PCI_DSS", "2.2.4"), "SSH - Protocol 1", 3, 2),
                        new Requirement(new ComplianceTag("CIS", "6.2 RHEL7"), "SSH - Root can log in", 2, 2),
                        new Requirement(new ComplianceTag("PCI_DSS", "8.1"), "SSH - Root can log in", 2, 2));
        assertThat(report.policy().others().top())
                .containsExactly(new OtherFinding("File '/tmp/x' is writable by anyone", 1, 1));
        assertThat(report.agents()).extracting(AgentSummary::outstanding).containsExactly(0L, 3L, 1L);
    }

    private static HourlyTotals hour(int hour, long alerts, long events) {
        return new HourlyTotals(hour, List.of(), alerts, events, 0, 0);
    }

    @Test
    void hoursAreAveragedOverTheDaysThatHaveThem() throws IOException {
        var usual = new ArrayList<>(Collections.nCopies(24, 0L));
        usual.set(7, 55L);
        // Now it is 09:05; the hour that goes on is left out, should the daemon have written it.
        Report report = report(fixture()
                .totals(Homes.TODAY.minusDays(1), List.of(hour(7, 10, 40), hour(9, 6, 30), hour(7, 2, 8)))
                .totals(Homes.TODAY, List.of(hour(7, 8, 52), hour(9, 100, 100)))
                .hourlyAverages(new HourlyAverages(usual, 12)));
        assertThat(report.events().hours().get(7)).isEqualTo(new EventHour(7, 50, 10, 55));
        assertThat(report.events().hours().get(9)).isEqualTo(new EventHour(9, 30, 6, 0));
        assertThat(report.events().days())
                .containsExactly(
                        new Report.EventDay(Homes.TODAY.minusDays(1), 78, 18), new Report.EventDay(Homes.TODAY, 52, 8));
        assertThat(report.events().alerts()).isEqualTo(26);
    }

    private static String alert(Instant time, String agent, int rule, int level, String source) {
        long second = time.getEpochSecond();
        return "** Alert " + second + ".1: - syslog,sshd,\n2016 Apr 01 00:00:00 (" + agent
                + ") 192.0.2.1->/var/log/auth.log\nRule: " + rule + " (level " + level + ") -> 'Rule " + rule + ".'\n"
                + "Src IP: " + source + "\nan event\n\n";
    }

    private void writeAlerts() throws IOException {
        fixture().agent("web-01").agent("web-02").writeTo(home);
        Path month = Files.createDirectories(home.resolve("logs/alerts/2016/Apr"));
        Files.writeString(
                month.resolve("ossec-alerts-11.log"),
                alert(daysAgo(1), "web-01", 5716, 5, "203.0.113.9")
                        + alert(daysAgo(1), "web-02", 5712, 10, "203.0.113.9"));
        Files.writeString(
                month.resolve("ossec-alerts-12.log"),
                alert(daysAgo(0), "web-01", 5716, 5, "203.0.113.7")
                        + alert(daysAgo(0).plusSeconds(1), "web-01", 5716, 5, "203.0.113.9"));
    }

    private static List<String> shown(Report.Ranking<AlertGroup> groups) {
        return groups.top().stream()
                .map(group -> group.name() + " " + group.description() + " " + group.alerts())
                .toList();
    }

    @Test
    void alertsAreCountedByDayLevelAndName() throws IOException {
        writeAlerts();
        Report report = Homes.open(home).report().read();
        assertThat(report.alerts().count()).isEqualTo(3);
        assertThat(report.alerts().days())
                .filteredOn(day -> day.count() > 0)
                .extracting(AlertDay::day, day -> day.between(5, 5), day -> day.between(7, 16))
                .containsExactly(tuple(Homes.TODAY.minusDays(1), 1L, 1L), tuple(Homes.TODAY, 1L, 0L));
        assertThat(shown(report.alerts().rules())).containsExactly("5716 Rule 5716. 2", "5712 Rule 5712. 1");
        assertThat(shown(report.alerts().agents())).containsExactly("web-01  2", "web-02  1");
        assertThat(shown(report.alerts().sources())).containsExactly("203.0.113.9  2", "203.0.113.7  1");
    }

    @Test
    void alertsOfSomeAgentsOnly() throws IOException {
        writeAlerts();
        Ossec ossec = Homes.open(home);
        Report report = ossec.report()
                .agents(List.of(ossec.snapshot().find(AgentId.of(2)).orElseThrow()))
                .read();
        assertThat(shown(report.alerts().agents())).containsExactly("web-02  1");
    }

    @Test
    void whatCannotBeReadIsListed() throws IOException {
        fixture()
                .agent("web-01", agent -> agent.address("192.0.2.1").syscheck(files -> files.baseline("/etc/hosts")))
                .agent("web-02", agent -> agent.address("192.0.2.2"))
                .writeTo(home);
        Path damaged = home.resolve("queue/syscheck/(web-01) 192.0.2.1->syscheck");
        Files.writeString(damaged, "nonsense\nmore of it\n", StandardOpenOption.APPEND);
        Path directory = Files.createDirectories(home.resolve("queue/rootcheck/(web-02) 192.0.2.2->rootcheck"));
        var reported = new ArrayList<MalformedLine>();
        Report report = Homes.builder(home)
                .onMalformedLine(reported::add)
                .open()
                .report()
                .read();
        assertThat(report.unread().top()).extracting(Problem::file).containsExactly(directory, damaged);
        assertThat(report.unread().top().get(0).message()).doesNotContain(home.toString());
        assertThat(report.unread().top().get(1))
                .isEqualTo(new Problem(
                        damaged, "line 2: " + reported.get(0).message().split(": ", 2)[1], 2));
        assertThat(reported).hasSize(2);
        assertThat(report.agents()).hasSize(3);
    }

    @Test
    void aStatusThatCannotBeReadIsUnknown() throws IOException {
        fixture().agent("web-01").writeTo(home);
        Path infos = home.resolve("queue/agent-info");
        try (var files = Files.list(infos)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(infos);
        Files.createSymbolicLink(infos, infos); // a file in its place would be no directory, hence "missing" on JDK 25
        Report report = Homes.open(home).report().read();
        assertThat(report.agents())
                .extracting(AgentSummary::status)
                .containsExactly(Optional.of(AgentStatus.ACTIVE), Optional.empty());
        assertThat(report.count(Optional.empty())).isEqualTo(1);
        assertThat(report.unread().size()).isEqualTo(1);
    }

    @Test
    void aHandlerThatThrowsEndsTheReport() throws IOException {
        fixture()
                .agent("web-01", agent -> agent.address("192.0.2.1").syscheck(files -> files.baseline("/etc/hosts")))
                .writeTo(home);
        Files.writeString(
                home.resolve("queue/syscheck/(web-01) 192.0.2.1->syscheck"), "x\n", StandardOpenOption.APPEND);
        Report.Builder report = Homes.builder(home)
                .onMalformedLine(MalformedLineHandler.failing())
                .open()
                .report();
        assertThatThrownBy(report::read).isInstanceOf(OssecFormatException.class);
    }

    @Test
    void agentsAreSortedBySilenceAndByChanges() throws IOException {
        Homes.full().writeTo(home);
        Report report = Homes.open(home).report().since(daysAgo(40)).read();
        assertThat(report.silentAgents()).extracting(AgentSummary::name).containsExactly("db-01", "new");
        assertThat(report.busiestAgents())
                .extracting(agent -> agent.name() + " " + agent.changes() + " " + agent.outstanding())
                .containsExactly("web-01 3 1", "manager 2 0");
    }

    @Test
    void someAgentsOnly() throws IOException {
        Homes.full().writeTo(home);
        Ossec ossec = Homes.open(home);
        Report report = ossec.report()
                .title("One")
                .agents(List.of(ossec.snapshot().find(AgentId.of(1)).orElseThrow()))
                .read();
        assertThat(report.title()).isEqualTo("One");
        assertThat(report.agents()).extracting(AgentSummary::name).containsExactly("web-01");
    }

    @Test
    void equalOnAnyExecutor() throws IOException {
        OssecHomeFixture fixture = Homes.full();
        for (int i = 0; i < 40; i++) {
            int number = i;
            fixture.agent(
                    "host-" + i,
                    agent -> agent.syscheck(files -> files.at(daysAgo(20))
                                    .baseline("/etc/hosts", "/etc/" + number)
                                    .completed()
                                    .after(Duration.ofDays(1 + number % 7))
                                    .changed("/etc/hosts", 2)
                                    .seen(
                                            "/tmp/" + number,
                                            FileState.containing("x").mode(0666)))
                            .rootcheck(policy ->
                                    policy.scanned(daysAgo(0)).outstanding("Number " + number % 5 + " {CIS: 1}.")));
        }
        fixture.writeTo(home);
        Report expected = Homes.open(home).report().read();
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            Executor busy = task -> {};
            for (Executor executor : List.of(pool, Runnable::run, busy)) {
                var read = new AtomicInteger();
                Report report = Homes.open(home)
                        .report()
                        .executor(executor)
                        .onAgentRead(read::incrementAndGet)
                        .read();
                assertThat(report).usingRecursiveComparison().isEqualTo(expected);
                assertThat(read).hasValue(expected.agents().size());
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void anEmptyHomeHasAReport() throws IOException {
        Report report = Homes.open(Homes.bare(home)).report().read();
        assertThat(report.agents()).extracting(AgentSummary::idText).containsExactly("000");
        assertThat(report.files().changes()).isZero();
        assertThat(report.events().days()).isEmpty();
        assertThat(report.unread().top()).isEmpty();
    }

    @Test
    void noPeriodStartsInTheFuture() throws IOException {
        Report.Builder report = Homes.open(Homes.bare(home)).report();
        assertThatThrownBy(() -> report.since(Homes.NOW.plusSeconds(1)).read())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPeriodMayStartLongAgo() throws IOException {
        fixture()
                .agent(
                        "web-01",
                        agent -> agent.syscheck(files -> files.at(Instant.ofEpochSecond(5))
                                .baseline("/a")
                                .completed()
                                .at(daysAgo(0))
                                .changed("/a")))
                .writeTo(home);
        Report report = Homes.open(home).report().since(Instant.EPOCH).read();
        assertThat(report.files().days()).hasSize((int) Homes.TODAY.toEpochDay() + 1);
        assertThat(report.files().changes()).isEqualTo(1);
        assertThat(report.period().day(Instant.EPOCH)).isEqualTo(LocalDate.ofInstant(Instant.EPOCH, ZoneOffset.UTC));
    }

    @Test
    void pathsOfAnyBytes() throws IOException {
        RawText latin = RawText.of("/etc/\u00e4".getBytes(StandardCharsets.ISO_8859_1));
        Report report = reportOf(files -> files.at(daysAgo(60))
                .seen(latin, FileState.containing("a"))
                .completed()
                .at(daysAgo(1))
                .seen(latin, FileState.containing("b")));
        assertThat(report.files().paths().top())
                .extracting(Report.ChangedPath::path)
                .containsExactly(latin);
    }
}
