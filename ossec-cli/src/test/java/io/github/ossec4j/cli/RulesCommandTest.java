package io.github.ossec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.fixtures.OssecHomeExtension;
import io.github.ossec4j.fixtures.OssecHomeFixture;
import io.github.ossec4j.fixtures.TestHome;
import io.github.ossec4j.io.OssecHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The commands {@code rules} and {@code decoders}; their screens are golden outputs. */
@ExtendWith(OssecHomeExtension.class)
class RulesCommandTest {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final Path CASES = Path.of("../ossec-api-facade/src/test/resources/golden/rules");

    static Stream<Path> cases() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            return files.filter(Files::isDirectory).sorted().toList().stream();
        }
    }

    /** Both objects together are what was recorded, member by member; where files cannot be read, the rest is more. */
    @ParameterizedTest
    @MethodSource("cases")
    void jsonIsAsRecorded(Path golden) throws IOException {
        ObjectNode printed = (ObjectNode) MAPPER.readTree(
                Run.of("--home", golden.toString(), "rules", "--json").out());
        printed.setAll((ObjectNode) MAPPER.readTree(
                Run.of("--home", golden.toString(), "decoders", "--json").out()));
        JsonNode expected = MAPPER.readTree(Files.readString(golden.resolve("expected.json")));

        if (expected.has("rules_error")) {
            assertThat(printed.path("rules_error").asString()).startsWith("rules/r.xml:");
            assertThat(printed.path("rule_files")).isEqualTo(expected.path("rule_files"));
        } else {
            assertThat(printed).isEqualTo(expected);
        }
    }

    static void damaged(OssecHomeFixture home) {
        home.configuration(
                        "<ossec_config><rules><include>a.xml</include><include>b.xml</include></rules></ossec_config>")
                .rules("a.xml", "<group name='g'>\n<rule id='7' level='3'><description>\u001b[31mred</rule></group>")
                .rules(
                        "b.xml",
                        "<group name='g'><rule id='8' level='3'><if_sid>7</if_sid>"
                                + "<description>\u001b[31mred</description></rule></group>");
    }

    @Test
    void damagedFileIsReportedAndTheRestIsShown(@TestHome("damaged") OssecHome home) {
        Run run = Run.of("--home", home.root().toString(), "rules");

        assertThat(run.status()).isZero();
        assertThat(run.err()).contains("a.xml:2: expected the end tag of the element that starts in line 2");
        assertThat(run.out()).contains("8", "\\u001b[31mred").doesNotContain("\u001b");
        assertThat(Run.of("--home", home.root().toString(), "rules", "8").out()).containsPattern("Parent 7 +unknown");
    }

    @ParameterizedTest
    @CsvSource({
        "--level 12, 100001",
        "--level 10+ --group web, 31151",
        "--level 6-6 --status enabled, 31103|5716",
        "--pci 10.6.1, 502",
        "--status disabled, 3300",
        "--file local_rules.xml, 5716|100001",
        "--file rules/postfix_rules.xml, 3300",
        "--search sessiON --level 3, 5501|5502",
        "--group nobody, ''",
    })
    void filtersCombine(String words, String expected) {
        Run run = Run.of(("--sample rules --csv " + words).split(" "));
        assertThat(run.out().lines().skip(1).map(line -> line.substring(0, line.indexOf(','))))
                .containsExactlyInAnyOrderElementsOf(Stream.of(expected.split("\\|"))
                        .filter(id -> !id.isEmpty())
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "5-", "-5", "+", "7-2", "5++", "99999"})
    void levelsAreChecked(String level) {
        Run run = Run.of("--sample", "rules", "--level", level);
        assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(run.err()).contains("is not a level");
    }

    @Test
    void unknownOnesAreErrors() {
        Run rule = Run.of("--sample", "rules", "77");
        assertThat(rule.status()).isEqualTo(ExitStatus.ERROR_ANSWER);
        assertThat(rule.err()).contains("no rule has the number 77");
        Run decoder = Run.of("--sample", "decoders", "nobody");
        assertThat(decoder.status()).isEqualTo(ExitStatus.ERROR_ANSWER);
        assertThat(decoder.err()).contains("no decoder has the name 'nobody'");
    }
}
