package io.github.ossec4j.io.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.model.conf.ConfigurationElement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictConfigurationFileTest {
    @TempDir
    Path directory = Path.of("");

    static List<Path> cases() throws IOException {
        try (Stream<Path> directories = Files.list(Path.of("src/test/resources/golden/conf/strict"))) {
            return directories.sorted().toList();
        }
    }

    /** The expected trees were printed by another XML parser. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void readsWhatTheRestApiReads(Path golden) throws IOException {
        var seen = new StringBuilder();
        try {
            print(StrictConfigurationFile.read(golden.resolve("ossec.conf")), 0, seen);
        } catch (OssecFormatException e) {
            seen.append("error\n");
        }
        assertThat(seen).hasToString(Files.readString(golden.resolve("expected.txt")));
    }

    private static void print(ConfigurationElement element, int depth, StringBuilder out) {
        out.append("  ".repeat(depth)).append(element.name());
        element.attributes()
                .forEach((name, value) -> out.append(' ')
                        .append(name)
                        .append("=\"")
                        .append(escaped(value))
                        .append('"'));
        String text = element.text().strip();
        if (!text.isEmpty()) {
            out.append(": ").append(escaped(text));
        }
        out.append('\n');
        element.children().forEach(child -> print(child, depth + 1, out));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
    }

    @Test
    void rootsAreJoinedByWhiteSpaceCommentsAndInstructions() throws IOException {
        ConfigurationElement root = read("<ossec_config a=\"1\">one</ossec_config><!-- c -->\r\n\t<?p i?>"
                + "<ossec_config b=\"2\">two<x/></ossec_config>\n<ossec_config>three<y/></ossec_config>\n");
        assertThat(root.text()).isEqualTo("onetwo");
        assertThat(root.children()).extracting(ConfigurationElement::name).containsExactly("x", "y");
        assertThat(root.attributes()).containsExactly(Map.entry("a", "1"), Map.entry("b", "2"));
    }

    @Test
    void ownTextStandsBeforeTheFirstChildAndCommentsDoNotEndIt() throws IOException {
        ConfigurationElement root =
                read("<ossec_config> a<!-- - -->b<![CDATA[<c>]]><?p?>d &amp;&#101; <x/>lost<y/>lost</ossec_config>");
        assertThat(root.text()).isEqualTo(" ab<c>d &e ");
    }

    @Test
    void linesAreThoseOfTheFile() throws IOException {
        ConfigurationElement root = read("\n<!-- \n -->\n<ossec_config>\r\n<x\n a='1'/>\n<y/></ossec_config>");
        assertThat(root.lineNumber()).isEqualTo(4);
        assertThat(root.children()).extracting(ConfigurationElement::lineNumber).containsExactly(5, 7);
    }

    @Test
    void namespacesStandInBraces() throws IOException {
        ConfigurationElement root = read("<ossec_config xmlns:n='urn:n' n:a='1' a='2' xml:lang='en'>"
                + "<x xmlns='urn:d' a='3'/><n:y/></ossec_config>");
        assertThat(root.attributes().keySet())
                .containsExactly("{urn:n}a", "a", "{http://www.w3.org/XML/1998/namespace}lang");
        assertThat(root.children()).extracting(ConfigurationElement::name).containsExactly("{urn:d}x", "{urn:n}y");
        assertThat(root.children().get(0).attributes().keySet()).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \n",
                "<!-- nothing -->",
                "text",
                "<ossec_config/>text",
                "text<ossec_config/>",
                "<ossec_config/>&amp;<ossec_config/>",
                "<other/>",
                "<ossec_config/><other/>",
                "<ossec_config>",
                "<ossec_config></other>",
                "</ossec_config>",
                "<ossec_config a='1' a='2'/>",
                "<ossec_config a=1/>",
                "<ossec_config><n:x/></ossec_config>",
                "<ossec_config>&nbsp;</ossec_config>",
                "<ossec_config>a & b</ossec_config>",
                "<ossec_config>a ]]> b</ossec_config>",
                "<ossec_config><!-- a -- b --></ossec_config>",
                "<ossec_config>\u0001</ossec_config>",
                " <?xml version='1.0'?><ossec_config/>",
                "<?xml version='1.0' encoding='nonsense'?><ossec_config/>",
                "<ossec_config xmlns='urn:x'/>"
            })
    void whatIsNoXmlOfThatKindIsRefused(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(OssecFormatException.class)
                .hasMessageStartingWith(directory.resolve("ossec.conf").toString());
    }

    @Test
    void wrongBytesAreRefusedWhereTheyStand() throws IOException {
        Path file = write("<ossec_config>\n<x>\u00e9</x></ossec_config>".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> StrictConfigurationFile.read(file))
                .isInstanceOfSatisfying(
                        OssecFormatException.class,
                        e -> assertThat(e.lineNumber()).isEqualTo(2));
    }

    @Test
    void declaredEncodingsAreHonored() throws IOException {
        String text = "<?xml version='1.0' encoding='UTF-16'?><ossec_config>\u00e9\u65e5</ossec_config>";
        assertThat(StrictConfigurationFile.read(write(text.getBytes(StandardCharsets.UTF_16)))
                        .text())
                .isEqualTo("\u00e9\u65e5");
    }

    @Test
    void documentTypesWithoutASubsetAreSkipped() throws IOException {
        ConfigurationElement root =
                read("<?xml version='1.0'?>\n<!DOCTYPE\tossec_config >\n<ossec_config>a</ossec_config>");
        assertThat(root.text()).isEqualTo("a");
        assertThat(root.lineNumber()).isEqualTo(3);
        assertThatThrownBy(() -> read("<!DOCTYPE ossec_config><ossec_config>&e;</ossec_config>"))
                .isInstanceOf(OssecFormatException.class);
    }

    @Test
    void billionLaughsAreRefused() {
        assertThatThrownBy(() -> read("<!DOCTYPE ossec_config [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>"
                        + "<!ENTITY c '&b;&b;&b;&b;'>]><ossec_config>&c;&c;</ossec_config>"))
                .isInstanceOf(OssecFormatException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE ossec_config [<!ENTITY e SYSTEM '%s'>]><ossec_config>&e;</ossec_config>",
                "<!DOCTYPE ossec_config [<!ENTITY %% p SYSTEM '%s'> %%p;]><ossec_config/>",
                "<!DOCTYPE ossec_config SYSTEM '%s'><ossec_config/>",
                "<!DOCTYPE ossec_config PUBLIC '-//X//EN' '%s'><ossec_config/>",
                "<ossec_config/><!DOCTYPE ossec_config SYSTEM '%s'><ossec_config/>"
            })
    void noOtherFileIsRead(String text) throws IOException {
        Path other = Files.writeString(directory.resolve("other"), "a piece of another file");
        assertThatThrownBy(() -> read(String.format(text, other.toUri())))
                .isInstanceOf(OssecFormatException.class)
                .hasMessageContaining("without internal or external subset")
                .hasMessageNotContaining("piece");
    }

    @Test
    void messagesDoNotQuoteTheFile() {
        assertThatThrownBy(() -> read("<ossec_config><password>hunter2&hunter3;</password></ossec_config>"))
                .isInstanceOf(OssecFormatException.class)
                .hasMessageNotContaining("hunter")
                .hasNoCause();
    }

    @Test
    void depthIsLimited() throws IOException {
        assertThat(read(nested(1023)).children()).hasSize(1);
        assertThatThrownBy(() -> read(nested(100_000))).isInstanceOf(OssecFormatException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<ossec_config>%s</ossec_config>", "<ossec_config a='%s'/>"})
    void longValuesAreReadAndLongerOnesRefused(String text) throws IOException {
        String value = "x".repeat(65_536);
        ConfigurationElement root = read(String.format(text, value));
        assertThat(root.text() + root.attribute("a").orElse("")).isEqualTo(value);
        assertThatThrownBy(() -> read(String.format(text, value + "x"))).isInstanceOf(OssecFormatException.class);
        assertThatThrownBy(() -> read(String.format(text, value.repeat(30)))).isInstanceOf(OssecFormatException.class);
    }

    @Test
    void longNamesAreRefused() {
        assertThatThrownBy(() -> read("<ossec_config><" + "x".repeat(8193) + "/></ossec_config>"))
                .isInstanceOf(OssecFormatException.class);
    }

    private static String nested(int depth) {
        return "<ossec_config>" + "<a>".repeat(depth) + "</a>".repeat(depth) + "</ossec_config>";
    }

    @Test
    void missingFileIsAnIoException() {
        assertThatThrownBy(() -> StrictConfigurationFile.read(directory.resolve("none")))
                .isInstanceOf(NoSuchFileException.class);
    }

    private ConfigurationElement read(String text) throws IOException {
        return StrictConfigurationFile.read(write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("ossec.conf"), bytes);
    }
}
