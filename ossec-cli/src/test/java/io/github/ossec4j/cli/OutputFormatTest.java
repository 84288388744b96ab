package io.github.ossec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.fixtures.FileState;
import io.github.ossec4j.fixtures.OssecHomeExtension;
import io.github.ossec4j.fixtures.OssecHomeFixture;
import io.github.ossec4j.fixtures.TestHome;
import io.github.ossec4j.io.OssecHome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lists as JSON, JSON Lines and CSV. */
@ExtendWith(OssecHomeExtension.class)
class OutputFormatTest {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    static void oddNames(OssecHomeFixture home) {
        home.agent(
                "web-01",
                agent -> agent.syscheck(files -> files.seen("/srv/a,\"b\"", FileState.containing("a"))
                        .seen("=cmd|' /C calc'!A0", FileState.containing("b"))));
    }

    private static Run sample(String line, String... more) {
        return Run.of(
                Stream.of(Stream.of("--sample", "--now", "1700000000"), Stream.of(line.split(" ")), Stream.of(more))
                        .flatMap(words -> words)
                        .toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agents",
                "files 001",
                "changes 001",
                "changes 001 --file ^/etc/",
                "policy 001",
                "stats",
                "stats --hourly",
                "stats --weekly"
            })
    void listsComeInFourFormats(String line) {
        JsonNode array = MAPPER.readTree(sample(line, "--json").out());
        assertThat(array.isArray()).isTrue();
        assertThat(array.size()).isPositive();

        List<JsonNode> lines =
                sample(line, "--jsonl").out().lines().map(MAPPER::readTree).toList();
        assertThat(lines).containsExactlyElementsOf(array);

        Run csv = sample(line, "--csv");
        assertThat(csv.out()).endsWith("\r\n");
        String[] rows = csv.out().split("\r\n", -1);
        assertThat(rows).hasSize(array.size() + 2);
        int columns = rows[0].split(",", -1).length;
        assertThat(rows[1].split(",", -1)).hasSizeGreaterThanOrEqualTo(columns);
        assertThat(array.get(0).propertyNames()).contains(rows[0].substring(0, rows[0].indexOf(',')));

        assertThat(sample(line).out()).doesNotStartWith("[").doesNotContain("\r");
    }

    @Test
    void onlyOneFormatCanBeChosen() {
        Run run = sample("agents", "--json", "--csv");
        assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(run.err()).contains("--json", "--csv", "mutually exclusive");
    }

    @Test
    void csvQuotesWhatNeedsItAndDisarmsFormulas(@TestHome("oddNames") OssecHome home) {
        assertThat(Run.of("--home", home.root().toString(), "files", "web-01", "--csv")
                        .out())
                .contains("\r\n\"/srv/a,\"\"b\"\"\",", "\r\n'=cmd|' /C calc'!A0,");
    }

    @Test
    void csvLeavesNumbersAndTimesAlone() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var csv = new Csv(out, List.of("a", "b", "c", "d"))) {
            csv.row(-1, Optional.empty(), Optional.of("-x"), "two\nlines");
        }
        assertThat(out.toString(Terminal.CHARSET)).isEqualTo("a,b,c,d\r\n-1,,'-x,\"two\nlines\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agent 001",
                "agent key 001",
                "agent add new-01",
                "agent remove 001 --yes",
                "agent tidy",
                "scan clear 001 --yes",
                "scan clear --all --yes",
                "scan run 000",
                "manager status",
                "manager test",
                "config",
                "rules",
                "decoders"
            })
    void everyOtherAnswerComesAsJson(String line) {
        Run run = sample(line, "--json");
        assertThat(run.err()).isEmpty();
        assertThat(MAPPER.readTree(run.out()).isContainer()).isTrue();
    }

    @Test
    void agentsHaveOneShape() {
        JsonNode listed = MAPPER.readTree(sample("agents", "--json").out()).get(1);
        assertThat(listed.get("id").asString()).isEqualTo("001");
        for (String line : List.of("agent remove 001 --yes", "scan clear 001 --yes")) {
            assertThat(MAPPER.readTree(sample(line, "--json").out())).as(line).containsExactly(listed);
        }
        assertThat(MAPPER.readTree(sample("agent add x-1", "--json").out())
                        .get(0)
                        .propertyNames())
                .isEqualTo(listed.propertyNames());
    }
}
