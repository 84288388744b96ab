package io.github.ossec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.fixtures.FileState;
import io.github.ossec4j.fixtures.OssecHomeExtension;
import io.github.ossec4j.fixtures.OssecHomeFixture;
import io.github.ossec4j.fixtures.TestHome;
import io.github.ossec4j.io.OssecHome;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables and help on terminals of several widths. */
@ExtendWith(OssecHomeExtension.class)
class TerminalWidthTest {
    private static final String DEEP = "/srv/" + "deeply/nested/".repeat(12) + "file.conf";

    static void deepPath(OssecHomeFixture home) {
        home.agent("web-01", agent -> agent.syscheck(files -> files.seen(DEEP, FileState.containing("a"))));
    }

    static void inBerlin(OssecHomeFixture home) {
        home.zone(ZoneId.of("Europe/Berlin"));
    }

    private static Run sample(int columns, String line) {
        return Run.with()
                .columns(columns)
                .run(Stream.concat(
                                Stream.of("--sample", "--now", "1700000000", "--zone", "UTC", "--color", "never"),
                                Stream.of(line.split(" ")))
                        .toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "agents",
                "agent 001",
                "files 001",
                "changes 001",
                "changes 003 --file /etc/",
                "policy 001",
                "stats",
                "stats --hourly",
                "stats --weekly",
                "manager status",
                "changes --help"
            })
    void noLineIsLongerThanTheTerminalIsWide(String line) {
        for (int columns : List.of(60, 80, 120)) {
            assertThat(sample(columns, line).out().lines())
                    .as(line + " at " + columns)
                    .isNotEmpty()
                    .allSatisfy(shown -> assertThat(DisplayText.width(shown)).isLessThanOrEqualTo(columns));
        }
    }

    @Test
    void longPathsLoseTheirMiddleOnATerminalOnly(@TestHome("deepPath") OssecHome home) {
        String[] words = {"--home", home.root().toString(), "files", "001"};
        assertThat(Run.with().columns(120).run(words).out())
                .containsPattern("/srv/deeply/nested/d\\S*…\\S*/nested/file\\.conf\n")
                .doesNotContain(DEEP);
        assertThat(Run.of(words).out()).contains(DEEP);
        assertThat(Run.with().columns(1000).run(words).out()).contains(DEEP);
    }

    @Test
    void columnsOfTheEnvironmentDecide(@TestHome("deepPath") OssecHome home) {
        String[] words = {"--home", home.root().toString(), "files", "001"};
        assertThat(Run.with()
                        .columns(80)
                        .environment(Map.of("COLUMNS", "500"))
                        .run(words)
                        .out())
                .contains(DEEP);
        assertThat(Run.with()
                        .columns(80)
                        .environment(Map.of("COLUMNS", "wide"))
                        .run(words)
                        .out())
                .doesNotContain(DEEP);
    }

    @Test
    void pathsWithoutRoomAreOnLinesOfTheirOwn() {
        assertThat(sample(80, "changes 001").out())
                .startsWith("RECORDED (UTC)       STATE       MODE       OWNER  GROUP  SIZE\n  PATH\n")
                .contains("704\n  /etc/apache2/apache2.conf\n");
    }

    @Test
    void sentencesAreWrappedBetweenWords() {
        assertThat(DisplayText.wrapped("File 'x' is owned by root and has written permissions", 20))
                .containsExactly("File 'x' is owned by", "root and has written", "permissions");
        assertThat(DisplayText.shortened("/etc/übersicht/日本語/config.yml", 20)).isEqualTo("/etc/ü…語/config.yml");
        assertThat(DisplayText.shortened("/etc/hosts", 10)).isEqualTo("/etc/hosts");
    }

    @Test
    void statisticsHaveBarsOnATerminal() {
        assertThat(sample(110, "stats").out()).containsPattern("14:00 +1936 +734 +80 +104  #{50}\n");
        assertThat(sample(80, "stats --hourly").out()).containsPattern(" {2}#{26}\n");
        assertThat(Run.of("--sample", "stats").out()).doesNotContain("#");
    }

    @Test
    void timesShowTheirZone(@TestHome("inBerlin") OssecHome home) {
        assertThat(Run.of("--sample", "policy", "001", "--zone", "Europe/Berlin")
                        .out())
                .contains("LAST SEEN (Europe/Berlin)");
        assertThat(Run.of("--sample", "files", "001", "--zone", "+02:00").out()).contains("RECORDED (UTC+02:00)");
        assertThat(Run.of("--home", home.root().toString(), "files", "000", "--now", "1700000000")
                        .out())
                .contains("RECORDED (UTC+01:00/+02:00)");
    }

    @Test
    void helpWithoutATerminalHasEightyColumns() {
        assertThat(Run.of("agents", "--help").out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        assertThat(sample(120, "agents --help").out().lines())
                .anySatisfy(line -> assertThat(line.length()).isGreaterThan(100));
    }
}
