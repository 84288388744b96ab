package io.github.ossec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.fixtures.FileState;
import io.github.ossec4j.fixtures.OssecHomeFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FindCommandTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    private static final String SHA1_OF_EVIL = "f4f7ce3cf4a6ef4dfae77d1f2a3c4d5e6f708192";

    @TempDir
    Path directory;

    private Path home = Path.of("");

    @BeforeEach
    void write() throws IOException {
        home = OssecHomeFixture.builder(NOW)
                .managerSyscheck(
                        files -> files.at(NOW.minus(Duration.ofDays(9))).baseline("/etc/passwd"))
                .agent(
                        "web-01",
                        agent -> agent.address("192.0.2.1")
                                .syscheck(files -> files.at(NOW.minus(Duration.ofDays(8)))
                                        .seen(
                                                "/bin/su",
                                                FileState.containing("su").mode(04755))
                                        .seen(
                                                "/tmp/open",
                                                FileState.containing("evil")
                                                        .mode(0666)
                                                        .owner("1000"))
                                        .after(Duration.ofDays(5))
                                        .seen("/etc/passwd", FileState.containing("a longer text than before"))
                                        .seen("/etc/gone", FileState.containing("evil"))
                                        .after(Duration.ofDays(1))
                                        .deleted("/etc/gone"))
                                .rootcheck(policy -> policy.scanned(NOW.minus(Duration.ofHours(1)))
                                        .outstanding("System Audit: A {CIS: 1.4 Debian Linux}. File: /a.")
                                        .outstanding("System Audit: B {PCI_DSS: 2.2.4}. File: /b.")
                                        .resolved("System Audit: C {PCI_DSS: 2.20}. File: /c.")))
                .agent(
                        "win-01",
                        agent -> agent.windows()
                                .registry(keys -> keys.seen("HKEY_USERS\\Run", FileState.registryKey("x"))))
                .agent("late", agent -> agent.lastKeepAlive(Duration.ofDays(3)))
                .agentless(
                        "ssh_integrity_check_linux",
                        "root@192.0.2.30",
                        device -> device.syscheck(files -> files.baseline("/etc/issue")))
                .writeTo(directory.resolve("home"))
                .root();
    }

    private Run run(String... words) {
        return Run.of(Stream.concat(
                        Stream.of("--home", home.toString(), "--now", Long.toString(NOW.getEpochSecond())),
                        Stream.of(words))
                .toArray(String[]::new));
    }

    /** The agents and paths of a search. */
    private List<String> found(String... words) {
        Run run =
                run(Stream.concat(Stream.of("find", "--csv"), Stream.of(words)).toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        List<String> rows = run.out()
                .lines()
                .skip(1)
                .map(row -> row.split(",", -1))
                .map(row -> row[3] + " " + row[5])
                .toList();
        assertThat(run.status()).isEqualTo(rows.isEmpty() ? 1 : 0);
        return rows;
    }

    @Test
    void conditionsAreThoseOfTheOptions() {
        assertThat(found("--path", "^/etc/passwd$")).hasSize(2).allMatch(row -> row.endsWith(" /etc/passwd"));
        assertThat(found("--mode", "set-uid")).containsExactly("web-01 /bin/su");
        assertThat(found("--mode", "4111")).containsExactly("web-01 /bin/su");
        assertThat(found("--mode", "world-writable", "--owner", "1000")).containsExactly("web-01 /tmp/open");
        assertThat(found("--size", "+20", "--size", "-30", "--agent", "web-01")).containsExactly("web-01 /etc/passwd");
        assertThat(found("--size", "4", "--since", "30d", "--until", "2023-11-06"))
                .containsExactly("web-01 /tmp/open");
        assertThat(found("--since", "6d", "--agent", "1")).containsExactly("web-01 /etc/passwd");
        assertThat(found("--path", "gone")).isEmpty();
        assertThat(found("--path", "gone", "--history")).hasSize(2);
        assertThat(found("--path", "HKEY_")).containsExactly("win-01 HKEY_USERS\\Run");
        assertThat(found("--path", "issue")).containsExactly("(ssh_integrity_check_linux) root@192.0.2.30 /etc/issue");
        assertThat(found("--agent", "000")).hasSize(1);
    }

    @Test
    void hashesOfOptionsAndOfAListAreAlternatives() throws IOException {
        String json = run("find", "--path", "/bin/su", "--jsonl").out();
        String md5 = json.replaceFirst("(?s).*\"md5\":\"(\\w+)\".*", "$1");
        String sha1 = json.replaceFirst("(?s).*\"sha1\":\"(\\w+)\".*", "$1");
        Path list = Files.writeString(directory.resolve("list"), "# list\n" + SHA1_OF_EVIL + "\n/etc/issue\n");

        assertThat(found("--sha1", sha1.toUpperCase(java.util.Locale.ROOT))).containsExactly("web-01 /bin/su");
        assertThat(found("--md5", md5)).containsExactly("web-01 /bin/su");
        assertThat(found("--md5", md5, "--indicators", list.toString())).hasSize(2);
        assertThat(Run.with()
                        .input(sha1)
                        .run("find", "--home", home.toString(), "--indicators", "-", "--jsonl")
                        .out())
                .contains("\"path\":\"/bin/su\"");
    }

    @Test
    void listWithoutAnyIndicatorIsRefused() throws IOException {
        Path list = Files.writeString(directory.resolve("list"), "# none\nabc\n");

        Run run = run("find", "--indicators", list.toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("has no hash or absolute path").contains("list:2");
    }

    @Test
    void severalHomesAreNamed() throws IOException {
        Path other = OssecHomeFixture.builder(NOW)
                .managerSyscheck(files -> files.baseline("/etc/passwd"))
                .writeTo(directory.resolve("other"))
                .root();
        Run run = run("--home", other.toString(), "find", "--path", "/etc/passwd");

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("HOME").contains(home.toString()).contains(other.toString());
        assertThat(run("--home", other.toString(), "agents").status()).isEqualTo(2);
    }

    @Test
    void databaseThatCannotBeReadIsReportedAfterWhatWasFound() throws IOException {
        Path database = home.resolve("queue/syscheck/(web-01) 192.0.2.1->syscheck");
        Files.delete(database);
        Files.createDirectory(database);

        Run run = run("find", "--path", "passwd");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.out()).contains("/etc/passwd");
        assertThat(run.err()).contains("1 database could not be read").contains("is a directory");
    }

    @Test
    void progressIsShownOnATerminalOnly() {
        String[] words = {"find", "--home", home.toString(), "--path", "passwd"};
        assertThat(Run.with().columns(100).run(words).err()).contains("Searching");
        assertThat(Run.of(words).err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--mode 0",
                "--mode 8",
                "--mode 10000",
                "--mode rwx",
                "--size x",
                "--size +",
                "--size 1T",
                "--size --1",
                "--sha1 abc",
                "--md5 " + SHA1_OF_EVIL,
                "--since tomorrow",
                "--since 1d --until 2d"
            })
    void invalidConditionsAreUsageErrors(String words) {
        Run run = run(("find " + words).split(" "));
        assertThat(run.status()).as(run.err()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void unknownAgentIsNotNothingFound() {
        assertThat(run("find", "--agent", "nobody").status()).isEqualTo(3);
        assertThat(run("find", "--indicators", directory.resolve("none").toString())
                        .status())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "files 001 --since 6d | /etc/passwd",
                "files 001 --until 6d --sort path | /bin/su /tmp/open",
                "files 001 --sort=-size --limit 1 | /etc/passwd",
                "files 001 --sort size | /bin/su /tmp/open /etc/passwd",
                "files 001 --limit 2 | /bin/su /tmp/open",
                "files 001 --limit 0 |",
                "changes 001 --until 1d | /etc/gone",
                "changes 001 --since 1d |",
                "changes 001 --file gone --since 3d | /etc/gone /etc/gone",
                "changes 001 --file gone --since 60h --sort at | /etc/gone",
            })
    void listsAreLimitedSortedAndShortened(String words, String paths) {
        Run run = run((words + " --csv").split(" "));
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out().lines().skip(1).map(row -> row.split(",", -1)[0]))
                .containsExactly(paths == null ? new String[0] : paths.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--status outstanding | A B",
                "--status resolved | C",
                "--pci 2.2 | B",
                "--pci any | B C",
                "--cis 1 | A",
                "--cis 1.4 --pci any |",
                "--since 2h --sort=-title | B A",
                "--limit 1 --sort lastSeen | C",
            })
    void findingsAreFiltered(String words, String titles) {
        Run run = run(("policy 001 --csv " + words).split(" "));
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out().lines().skip(1).map(row -> row.split(",", -1)[5]))
                .containsExactly(titles == null ? new String[0] : titles.split(" "));
    }

    @Test
    void agentsAreThoseThatReportedInTime() {
        assertThat(run("agents", "--since", "1h", "--csv").out())
                .contains("web-01")
                .doesNotContain("late", "000,");
        assertThat(run("agents", "--until", "1d", "--csv").out())
                .contains("late")
                .doesNotContain("web-01");
        assertThat(run("agents", "--sort", "-name", "--limit", "1", "--csv").out())
                .contains("win-01")
                .doesNotContain("web-01");
        Run unknown = run("agents", "--sort", "color");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).contains("'color' is not one of [address, id, name, status]");
    }
}
