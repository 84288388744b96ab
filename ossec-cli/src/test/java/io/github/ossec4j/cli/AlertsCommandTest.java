package io.github.ossec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AlertsCommandTest {
    private static final Path RECORDED = Path.of("../ossec-api-facade/src/test/resources/golden/alerts.zip");
    private static final JsonMapper MAPPER = new JsonMapper();

    private static final String LOG = """
            ** Alert 1476712801.0: - syslog,sshd,
            2016 Oct 17 14:00:01 (web-01) 192.0.2.10->/var/log/auth.log
            Rule: 5716 (level 12) -> 'SSHD authentication failed.'
            Src IP: 198.51.100.7
            User: root
            Failed \u001b[31mpassword\u00e9

            ** Alert 1476712802.2: mail  - ossec,syscheck,
            2016 Oct 17 14:00:02 ossec-server->syscheck
            Rule: 550 (level 7) -> 'Integrity checksum changed.'
            Integrity checksum changed for: '/etc/hosts'
            Size changed from '100' to '120'


            """;

    @TempDir
    private Path directory;

    private String file = "";

    @BeforeEach
    void write() throws IOException {
        Path path = directory.resolve("alerts.log");
        Files.writeString(path, LOG, StandardCharsets.ISO_8859_1);
        file = path.toString();
    }

    private static Run run(String... words) {
        return Run.with().environment(Map.of("OSSEC_HOME", "/nowhere")).run(words);
    }

    @Test
    void everyRecordedFileIsPrintedWithTheKeysAndValuesExpected() throws IOException {
        Map<String, byte[]> files = recorded();
        int count = 0;
        for (String name : files.keySet()) {
            if (!name.endsWith("expected.json")) {
                continue;
            }
            String log = name.endsWith("/expected.json")
                    ? name.replace("expected.json", "alerts.log")
                    : name.replace(".expected.json", "");
            Path path = Files.write(directory.resolve("recorded"), files.get(log));

            Run run = run("alerts", "--file", path.toString(), "--jsonl", "--raw");

            assertThat(run.status()).isZero();
            List<JsonNode> printed = run.out()
                    .lines()
                    .filter(line -> !line.isBlank())
                    .<JsonNode>map(MAPPER::readTree)
                    .toList();
            JsonNode expected = MAPPER.readTree(new String(files.get(name), StandardCharsets.UTF_8));
            assertThat(printed)
                    .as(name)
                    .isEqualTo(
                            List.copyOf(new ArrayList<>(expected.valueStream().toList())));
            count++;
        }
        assertThat(count).isGreaterThan(100);
    }

    private static Map<String, byte[]> recorded() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(RECORDED))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }

    @Test
    void alertsOfAFileAreListedWithoutAHome() {
        Run run = run("alerts", "--file", file);

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("2016-10-17 14:00:01", "5716", "web-01", "\\u001b[31m")
                .doesNotContain("\u001b");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void levelsAreColoredOnATerminal() {
        Run run = Run.with()
                .columns(120)
                .environment(Map.of("OSSEC_HOME", "/nowhere"))
                .run("alerts", "--file", file);

        assertThat(run.out()).contains("\u001b[31m12", "\u001b[33m7");
    }

    @Test
    void filtersLimitTheAlerts() {
        for (String[] filter : new String[][] {
            {"--level", "8+"},
            {"--level", "10-13"},
            {"--rule", "1,5716"},
            {"--agent", "web-01"},
            {"--group", "sshd"},
            {"--srcip", "198.51.100.7"},
            {"--search", "FAILED"},
            {"--until", "2016-10-17T14:00:01Z"}
        }) {
            Run run = run("alerts", "--file", file, "--jsonl", filter[0], filter[1]);
            assertThat(run.out().lines()).as(filter[0]).hasSize(1).allMatch(line -> line.contains("\"rule\":5716"));
        }
        assertThat(run("alerts", "--file", file, "--csv", "--limit", "1").out().lines())
                .hasSize(2)
                .anyMatch(line -> line.contains(",550,"));
        assertThat(run("alerts", "--file", file, "--level", "x").status()).isEqualTo(2);
    }

    @Test
    void whatMostAlertsHaveInCommonIsCounted() {
        assertThat(run("alerts", "top", "rules", "--file", file).out()).contains("SSHD authentication failed.");
        assertThat(run("alerts", "top", "agents", "--file", file, "--jsonl").out())
                .startsWith(
                        "{\"name\":\"ossec-server\",\"alerts\":1,\"highestLevel\":7,\"last\":\"2016-10-17T14:00:02Z\"");
        assertThat(run("alerts", "top", "sources", "--file", file, "--csv").out())
                .contains("198.51.100.7,1,12");
        assertThat(run("alerts", "top", "users", "--file", file).out()).contains("root");
        assertThat(run("alerts", "top", "files", "--file", file).out()).contains("/etc/hosts");
        assertThat(run("alerts", "top", "nothing", "--file", file).status()).isEqualTo(2);
        Run colored = Run.with()
                .columns(120)
                .environment(Map.of("OSSEC_HOME", "/nowhere"))
                .run("alerts", "top", "rules", "--file", file);
        assertThat(colored.out()).contains("#####");
    }

    @Test
    void aFileThatIsMissingIsAnError() {
        Run run = run("alerts", "--file", directory.resolve("none").toString());

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("none");
    }
}
