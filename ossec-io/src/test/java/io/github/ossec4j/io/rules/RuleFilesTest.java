package io.github.ossec4j.io.rules;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.NamedPipe;
import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.Reports;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.rules.Decoder;
import io.github.ossec4j.model.rules.DecoderFilter;
import io.github.ossec4j.model.rules.DecoderSet;
import io.github.ossec4j.model.rules.Rule;
import io.github.ossec4j.model.rules.RuleFilter;
import io.github.ossec4j.model.rules.RuleSet;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the recorded homes, which the facade tests, do not show. */
class RuleFilesTest {
    private static final String RULE = "<rule id='1' level='3'><description>A</description></rule>";

    @TempDir
    Path directory;

    private final Reports reports = new Reports();

    @Test
    void directoriesAreReadInTheOrderOfBytesAndWithoutWhatIsListedAlready() throws IOException {
        include("<rule_dir pattern='^\\d+_\\w*.xml$|^x'>rules/d</rule_dir><include>rules/d/2_b.xml</include>"
                + "<rule_dir>/rules/d/</rule_dir>");
        for (String name : new String[] {"2_b.xml", "10_a.xml", "X", "other.xml", "no.txt", "sub/3_c.xml"}) {
            write("rules/d/" + name, "<group name='g'>" + RULE + "</group>");
        }

        RuleSet read = read();

        assertThat(read.files())
                .containsExactly(
                        "rules/d/10_a.xml", "rules/d/2_b.xml", "rules/d/X", "rules/d/2_b.xml", "rules/d/other.xml");
        assertThat(read.disabledFiles()).containsExactly("rules/d/sub/3_c.xml");
        assertThat(read.disabledRules()).extracting(Rule::status).containsExactly(Rule.Status.DISABLED);
    }

    @ParameterizedTest
    @CsvSource({
        ".xml$, a.XML, true",
        ".xml$, axml, false",
        ".xml$, a.xml.bak, false",
        "^a|b$, cb, true",
        "^a|b$, ca, false",
        "\\., x, true",
        "\\d+_, 12_, true",
        "\\d+_, x_, false",
        "\\s, a b, true",
        "a(b)[c]*, xa(b)[c]*y, true",
        "a*, a, false",
        "'', anything, true",
        "a\\, a\\, true",
    })
    void patternsHaveTheSyntaxOfOssec(String pattern, String name, boolean isMatch) {
        assertThat(FileNamePattern.of(pattern).matches(name)).isEqualTo(isMatch);
    }

    @ParameterizedTest
    @CsvSource({
        "$A, $A",
        "-$A, -x",
        "<$a.$A|$a >, <x.x|x >",
        "$A$A, xx",
        "$A$, x$",
        "$$A, $x",
        "$a), ",
        "a$., a$.",
        "-$B, ",
        "$, $",
        "$c, $c",
        "\u00e9$c, ",
    })
    void variablesAreReplaced(String text, String expected) {
        var variables = new Variables();
        assertThat(variables.applied(text)).contains(text);
        variables.define("a", "x");

        assertThat(variables.applied(text).orElse(null)).isEqualTo(expected);
    }

    @Test
    void variablesAreThoseBeforeInTheSameFile() throws IOException {
        include("<include>a.xml</include><include>b.xml</include>");
        write(
                "rules/a.xml",
                "<group name='$GRP'>" + RULE + "</group><VAR Name='Grp'>all,</VAR><var name='hh'>$GRP more</var>"
                        + "<group name='$GRP'><rule id='2' level='3'><if_sid>1</if_sid><description>$Hh</description>"
                        + "<match a='$HH'>$none</match></rule></group>");
        write("rules/b.xml", "<group name='$GRP'><rule id='3' level='3'></rule></group>");

        RuleSet read = read();

        assertThat(read.rules()).extracting(Rule::groupText).containsExactly("$GRP", "all,", "$GRP");
        assertThat(read.rules().get(1).description()).isEqualTo("all, more");
        assertThat(read.rules().get(1).details("match")).containsExactly("$none");
        assertThat(read.rules().get(1).details().get(1).attributes()).containsEntry("a", "all, more");
        assertThat(read.errors()).containsExactly("rules/a.xml:1: expected a variable that is defined before");
    }

    @Test
    void mistakesAreReportedWithTheirLinesAndTheRestIsRead() throws Exception {
        include("<include>missing.xml</include><include>../../etc/x.xml</include><include>a.xml</include>"
                + "<rule_dir>nowhere</rule_dir><include>pipe.xml</include>");
        NamedPipe.at(directory.resolve("rules/pipe.xml"));
        write("rules/a.xml", """
                <group name="g">
                <rule level="3"></rule>
                <rule id="x" level="3"></rule>
                <rule id="2"></rule>
                <rule id="3" level="-1"></rule>
                <rule id="4" level="3" overwrite="maybe"></rule>
                <other></other>
                </group>
                <decoder name="x"></decoder>
                """);

        RuleSet read = read();

        assertThat(read.rules()).extracting(Rule::id).containsExactly(4);
        assertThat(read.errors())
                .containsExactly(
                        "etc/ossec.conf:1: expected a file of the home",
                        "etc/ossec.conf:1: expected a directory",
                        "rules/missing.xml: expected a file that can be read: there is none",
                        "rules/a.xml:9: expected only <group> and <var> outside of groups",
                        "rules/pipe.xml: expected a file that can be read: it is a named pipe, not a regular file");
        assertThat(reports.lines().stream()
                        .filter(line -> line.file().endsWith("a.xml"))
                        .map(MalformedLine::lineNumber))
                .containsExactly(2L, 3L, 4L, 5L, 6L, 7L, 9L);
    }

    @Test
    void detailsAreParsed() throws IOException {
        include("<include>a.xml</include>");
        write("rules/a.xml", """
                <group name="g,"><rule id="5" level="10" frequency="8" timeframe="120">
                <if_matched_sid>1, 2</if_matched_sid><if_sid>3 4</if_sid><if_group>web</if_group>
                <options>alert_by_email,no_ar</options><options>no_log</options>
                <field name="dir">in</field><same_source_ip /></rule></group>
                """);

        Rule rule = read().rules().get(0);

        assertThat(rule.frequency()).hasValue(8);
        assertThat(rule.timeframe()).contains(Duration.ofMinutes(2));
        assertThat(rule.options()).containsExactly("alert_by_email", "no_ar", "no_log");
        assertThat(rule.parents())
                .containsExactly(
                        new Rule.Parent("if_matched_sid", "1"),
                        new Rule.Parent("if_matched_sid", "2"),
                        new Rule.Parent("if_sid", "3"),
                        new Rule.Parent("if_sid", "4"),
                        new Rule.Parent("if_group", "web"));
        assertThat(rule.parents().get(0).ruleId()).hasValue(1);
        assertThat(rule.parents().get(4).ruleId()).isEqualTo(OptionalInt.empty());
        assertThat(rule.details("field:dir")).containsExactly("in");
        assertThat(rule.details("same_source_ip")).containsExactly("");
    }

    @Test
    void overwrittenTwiceStandsInTheFirstPlace() throws IOException {
        include("<include>a.xml</include><include>b.xml</include><include>c.xml</include>");
        String overwriting = "<group name='%s'><rule id='1' level='%d' overwrite='yes'>%s</rule></group>";
        write(
                "rules/a.xml",
                "<group name='a'><rule id='1' level='1'><category>ids</category><match>m</match></rule>"
                        + "<rule id='2' level='1'></rule></group>");
        write("rules/b.xml", overwriting.formatted("b", 2, "<if_level>9</if_level><regex>r</regex>"));
        write("rules/c.xml", overwriting.formatted("c", 3, ""));

        RuleSet read = read();

        assertThat(read.rules()).extracting(Rule::id).containsExactly(1, 2);
        Rule rule = read.rules().get(0);
        assertThat(rule.level()).isEqualTo(3);
        assertThat(rule.groupText()).isEqualTo("c");
        assertThat(rule.overwrites()).contains("rules/b.xml");
        assertThat(rule.details()).extracting("name").containsExactly("category");
        assertThat(reports.lines()).isEmpty();
    }

    @Test
    void anyBytesAreKept() throws IOException {
        include("<include>caf\u00e9.xml</include>");
        Path file = OssecHome.at(directory)
                .file(RawText.of("rules/caf\u00e9.xml".getBytes(ISO_8859_1)).lossless())
                .orElseThrow();
        Files.writeString(file, "<group name='\u00e9'>" + RULE + "</group>", ISO_8859_1);

        RuleSet read = read();

        assertThat(read.disabledFiles()).isEmpty();
        assertThat(RawText.fromLossless(read.files().get(0)).bytes())
                .isEqualTo("rules/caf\u00e9.xml".getBytes(ISO_8859_1));
        assertThat(RawText.fromLossless(read.rules().get(0).groups().get(0)).bytes())
                .isEqualTo("\u00e9".getBytes(ISO_8859_1));
        assertThat(reports.lines()).isEmpty();
    }

    @Test
    void homeWithoutConfigurationHasDisabledRulesAndTheUsualDecoders() throws IOException {
        write("rules/a.xml", "<group name='g'>" + RULE + "</group>");
        write("etc/decoder.xml", "<decoder name='d'></decoder>");

        assertThat(read().disabledRules()).hasSize(1);
        assertThat(decoders().files()).containsExactly("etc/decoder.xml");
        assertThat(decoders().decoders()).extracting(Decoder::name).containsExactly("d");
    }

    @Test
    void configurationThatCannotBeReadIsAnError() throws IOException {
        write("etc/ossec.conf", "<ossec_config><rules>");

        assertThatThrownBy(this::read).isInstanceOf(OssecFormatException.class);
    }

    @Test
    void oldAndNewSectionsCount() throws IOException {
        write(
                "etc/ossec.conf",
                "<ossec_config><ruleset><rule>a.xml</rule></ruleset></ossec_config>"
                        + "<ossec_config><rules><include>b.xml</include></rules></ossec_config>");
        write("rules/a.xml", "");
        write("rules/b.xml", "");

        assertThat(read().files()).containsExactly("rules/a.xml", "rules/b.xml");
    }

    @Test
    void decodersHaveDetailsAndMistakes() throws IOException {
        include("<decoder>etc/d.xml</decoder>");
        write("etc/d.xml", """
                <decoder name="p"><prematch>x</prematch></decoder>
                <Decoder Name="c" status="on"><parent>p</parent><Regex Offset="after_parent">(a)</Regex>
                <order>user, srcip</order></Decoder>
                <decoder name="c"><parent>p</parent><regex>b</regex></decoder>
                <decoder name="c"><parent>q</parent><prematch>b</prematch></decoder>
                <group name="g"></group>
                """);

        DecoderSet read = decoders();

        assertThat(read.decoders()).extracting(Decoder::position).containsExactly(0, 1, 2, 3);
        Decoder child = read.decoders().get(1);
        assertThat(child.parent()).contains("p");
        assertThat(child.order()).containsExactly("user", "srcip");
        assertThat(child.details()).extracting("name").containsExactly("status", "parent", "regex", "order");
        assertThat(child.details().get(2).attributes()).containsEntry("offset", "after_parent");
        assertThat(reports.lineNumbers()).containsExactly(2L, 5L, 5L, 6L);
        assertThat(read.errors())
                .containsExactly("etc/d.xml:6: expected only <decoder> with the attribute name, and <var>");
        assertThat(read.decoders().stream().filter(DecoderFilter.all().hasParent(false)))
                .hasSize(1);
        assertThat(read.decoders().stream().filter(DecoderFilter.all().name("c").text("AFTER")))
                .isEmpty();
        assertThat(read.decoders().stream()
                        .filter(DecoderFilter.all().file("d.xml").text("SRCIP")))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.xml", "rules/a.xml"})
    void filtersCombine(String file) throws IOException {
        include("<include>a.xml</include>");
        write(
                "rules/a.xml",
                "<group name='web,'><rule id='1' level='3'><match>Foo</match><group>pci_dss_1.1</group></rule>"
                        + "<rule id='2' level='5'></rule></group>");
        write("rules/b.xml", "<group name='web,'><rule id='3' level='9'></rule></group>");
        RuleSet read = read();

        assertThat(read.all().stream().filter(RuleFilter.all()).map(Rule::id)).containsExactly(1, 2, 3);
        assertThat(read.all().stream().filter(RuleFilter.all().levels(4, 9)).map(Rule::id))
                .containsExactly(2, 3);
        assertThat(read.all().stream()
                        .filter(RuleFilter.all().levels(4, 9).status(Rule.Status.ENABLED))
                        .map(Rule::id))
                .containsExactly(2);
        assertThat(read.all().stream()
                        .filter(RuleFilter.all().group("web").pciDss("1.1"))
                        .map(Rule::id))
                .containsExactly(1);
        assertThat(read.all().stream().filter(RuleFilter.all().file(file)).map(Rule::id))
                .containsExactly(1, 2);
        assertThat(read.all().stream().filter(RuleFilter.all().text("foO")).map(Rule::id))
                .containsExactly(1);
        assertThat(read.all().stream().filter(RuleFilter.all().group("we"))).isEmpty();
    }

    /** Support sends homes as archives. */
    @Test
    void homeMayBeAnArchive() throws IOException {
        URI zip = URI.create("jar:" + directory.resolve("home.zip").toUri());
        try (FileSystem archive = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            Path home = archive.getPath("/var/ossec");
            Files.createDirectories(home.resolve("etc"));
            Files.createDirectories(home.resolve("rules/d"));
            Files.writeString(
                    home.resolve("etc/ossec.conf"),
                    "<ossec_config><rules><rule_dir>rules/d</rule_dir></rules></ossec_config>");
            Files.writeString(home.resolve("rules/d/\u00e9.xml"), "<group name='g'>" + RULE + "</group>");
            Files.writeString(home.resolve("rules/off.xml"), "");

            RuleSet read = RuleFiles.read(OssecHome.at(home), reports);

            assertThat(read.files()).containsExactly("rules/d/\u00e9.xml");
            assertThat(read.rules()).hasSize(1);
            assertThat(read.disabledFiles()).containsExactly("rules/off.xml");
        }
        assertThat(reports.lines()).isEmpty();
    }

    private void include(String elements) throws IOException {
        write("etc/ossec.conf", "<ossec_config><rules>" + elements + "</rules></ossec_config>");
        Files.createDirectories(directory.resolve("rules"));
    }

    private void write(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, content, ISO_8859_1);
    }

    private RuleSet read() throws IOException {
        return RuleFiles.read(OssecHome.at(directory), reports);
    }

    private DecoderSet decoders() throws IOException {
        return DecoderFiles.read(OssecHome.at(directory), reports);
    }
}
