package io.github.ossec4j.io.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.io.xml.ConfigurationBytes;
import io.github.ossec4j.io.xml.DialectParser;
import io.github.ossec4j.io.xml.StrictConfigurationFile;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.conf.ConfigurationElement;
import io.github.ossec4j.model.conf.OssecConfiguration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OssecConfigurationFileTest {
    @TempDir
    Path directory = Path.of("");

    @Test
    void textAroundRootsIsIgnored() throws IOException {
        List<ConfigurationElement> roots =
                roots("\uFEFFbefore & <ossec_config/> between <ossec_config>x</ossec_config>after");
        assertThat(roots).extracting(ConfigurationElement::text).containsExactly("", "x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\uFEFF", "just text\n", "<!-- only -->", "<?xml version='1.0'?>\n"})
    void fileWithoutRootsIsEmpty(String text) throws IOException {
        assertThat(roots(text)).isEmpty();
    }

    @Test
    void prologIsSkipped() throws IOException {
        assertThat(roots("\uFEFF<?xml version=\"1.0\"\n encoding='x'?>\n<a/>"))
                .singleElement()
                .satisfies(root -> assertThat(root.lineNumber()).isEqualTo(3));
    }

    @Test
    void entitiesAreNotDecoded() throws IOException {
        assertThat(text("a &amp; &#110; && b &lt; ]]> > \"c\" 'd'"))
                .isEqualTo("a &amp; &#110; && b &lt; ]]> > \"c\" 'd'");
    }

    @Test
    void contentIsNotTrimmed() throws IOException {
        assertThat(text("  no\t\n ")).isEqualTo("  no\t\n ");
    }

    @Test
    void carriageReturnsAreKept() throws IOException {
        assertThat(text("a\r\nb\rc")).isEqualTo("a\r\nb\rc");
    }

    @Test
    void textOfAParentIsWhatStandsBehindItsLastChild() throws IOException {
        assertThat(roots("<a>one<b>two</b>three<c/>four</a>").get(0).text()).isEqualTo("four");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "one<!-- hidden -->two | onetwo",
                "one<!-- a -- b -->two | onetwo",
                "one<! anything !>two | onetwo",
                "one<!-- -> > -- --->two | onetwo",
                "one<!-->two | onetwo",
                "one<!> still !>two | onetwo",
                "one<!!>two | onetwo",
                "one<!DOCTYPE x [ <b> ]!>two | onetwo",
                "one<!-- & <b attr=> -->two | onetwo"
            })
    void commentsAreCutOutOfText(String content, String expected) throws IOException {
        assertThat(text(content)).isEqualTo(expected);
    }

    @Test
    void commentsKeepLineNumbers() throws IOException {
        ConfigurationElement root =
                roots("<!-- \n\n --><a><!\n!>\n<b\n x='1\n2'\n/><c/></a>").get(0);
        assertThat(root.lineNumber()).isEqualTo(3);
        assertThat(root.children()).extracting(ConfigurationElement::lineNumber).containsExactly(5, 8);
        assertThat(root.children().get(0).attributes()).containsEntry("x", "1\n2");
    }

    @Test
    void backslashKeepsAMarkFromOpeningATag() throws IOException {
        assertThat(text("C:\\dir\\</a> more \\<b>")).isEqualTo("C:\\dir\\</a> more \\<b>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<x/>", "<x />", "<x a=\"1\"/>", "<x\n/>", "<x></x>", "<x a='1' />"})
    void emptyTagsHaveEmptyText(String tag) throws IOException {
        ConfigurationElement root = roots("<a>" + tag + "</a>").get(0);
        assertThat(root.children()).singleElement().satisfies(x -> {
            assertThat(x.name()).isEqualTo("x");
            assertThat(x.text()).isEmpty();
        });
        assertThat(root.text()).isEmpty();
    }

    @Test
    void namesAreBytes() throws IOException {
        assertThat(roots("<1.\u00e9:/b&=\"\u65e5>x</1.\u00e9:/b&=\"\u65e5>")
                        .get(0)
                        .name())
                .isEqualTo("1.\u00e9:/b&=\"\u65e5");
        assertThat(roots("<A><a/></A>").get(0).child("A")).isEmpty();
    }

    @Test
    void variablesAreSkipped() throws IOException {
        ConfigurationElement root = roots("<a><var name='x'>1</var><VAR><b/></VAR><c/></a><Var>2</Var>")
                .get(0);
        assertThat(root.children()).extracting(ConfigurationElement::name).containsExactly("c");
    }

    @Test
    void attributesComeWithEitherQuote() throws IOException {
        assertThat(roots("<a b= \"1'&amp;<\"\tc =''\n/>".replace("c =", "c="))
                        .get(0)
                        .attributes())
                .containsExactly(Map.entry("b", "1'&amp;<"), Map.entry("c", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<a>\\n<rules>x</c></a> | 2 | Element 'rules' not closed.",
                "<a></a > | 1 | Element not closed.",
                "<a>\\n</a | 2 | Element not closed.",
                "<a | 1 | Element not closed.",
                "<a/>\\n</a> | 2 | Element not opened.",
                "<a>\\n<!-- > | 2 | Comment not closed.",
                "<a><![CDATA[x]]></a> | 1 | Comment not closed.",
                "<a>\\n | 2 | End of file and some elements were not closed.",
                "<a>x\\</a> | 1 | End of file and some elements were not closed.",
                "<a b='1> | 1 | Attribute not closed.",
                "<a b='1 | 1 | End of file while reading an attribute.",
                "<a b='1' | 1 | End of file while reading an attribute.",
                "<a b> | 1 | Attribute has no value.",
                "<a b ='1'> | 1 | Attribute has no value.",
                "<a b='1' b='1'> | 1 | Attribute already defined.",
                "<a b=1> | 1 | Attribute not followed by a \" or '.",
                "<a b='1'c='2'> | 1 | Bad attribute closing.",
                "<?xml version='1.0'> | 1 | XML declaration not closed.",
                "<a/><?xml version='1.0'?> | 1 | Bad attribute closing."
            })
    void brokenFilesAreRefusedAsOssecRefusesThem(String text, int line, String message) {
        assertThatThrownBy(() -> roots(text.replace("\\n", "\n")))
                .isInstanceOfSatisfying(OssecFormatException.class, e -> {
                    assertThat(e.lineNumber()).isEqualTo(line);
                    assertThat(e).hasMessageContaining("XMLERR: " + message);
                    assertThat(e.file()).isEqualTo(directory.resolve("ossec.conf"));
                });
    }

    @Test
    void utf8IsReadableAndOtherBytesSurvive() throws IOException {
        byte[] bytes = "<a\u00e9 b='\u00e9'>\u0080\u00e9\u0001\u0000</a\u00e9>".getBytes(StandardCharsets.ISO_8859_1);
        ConfigurationElement latin = roots(bytes).get(0);
        assertThat(RawText.fromLossless(latin.text()).bytes()).containsExactly(0x80, 0xE9, 1, 0);
        assertThat(RawText.fromLossless(latin.attribute("b").orElseThrow()).bytes())
                .containsExactly(0xE9);
        assertThat(text("caf\u00e9 \u65e5\u672c \uD83D\uDE00 \u4E00"))
                .isEqualTo("caf\u00e9 \u65e5\u672c \uD83D\uDE00 \u4E00");
    }

    @Test
    void everyByteSurvivesInATextAndInAnAttribute() throws IOException {
        for (int value = 0; value < 256; value++) {
            if (value == '<' || value == '>' || value == '"') {
                continue;
            }
            byte[] bytes = "<a b=\"x?y\">x?y</a>".getBytes(StandardCharsets.US_ASCII);
            bytes[7] = (byte) value;
            bytes[12] = (byte) value;
            byte[] expected = {'x', (byte) value, 'y'};
            ConfigurationElement root = roots(bytes).get(0);
            assertThat(RawText.fromLossless(root.text()).bytes()).isEqualTo(expected);
            assertThat(RawText.fromLossless(root.attribute("b").orElseThrow()).bytes())
                    .isEqualTo(expected);
        }
    }

    @Test
    void anyBytesGiveATreeOrAFormatException() throws IOException {
        byte[] alphabet = "<>/!-'\"=\\ \na&?\u00e9".getBytes(StandardCharsets.UTF_8);
        int seeds = Boolean.getBoolean("ossec4j.thorough") ? 3_000 : 300;
        for (long seed = 0; seed < seeds; seed++) {
            var random = new Random(seed);
            byte[] bytes = new byte[random.nextInt(60)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = alphabet[random.nextInt(alphabet.length)];
            }
            Path file = write(bytes);
            try {
                assertThat(OssecConfigurationFile.read(file, MalformedLineHandler.ignore()))
                        .isNotNull();
            } catch (OssecFormatException e) {
                assertThat(e.getMessage()).as("seed %d", seed).contains("XMLERR");
            }
        }
    }

    @Test
    void longValuesAreReadAndLongerOnesRefused() throws IOException {
        String value = "x".repeat(10_000);
        assertThat(text(value)).isEqualTo(value);
        assertThat(roots("<a b='" + value + "'/>").get(0).attributes()).containsEntry("b", value);
        assertThat(text("y".repeat(65_536))).hasSize(65_536);
        assertThatThrownBy(() -> text("y".repeat(65_537))).hasMessageContaining("String overflow.");
        assertThatThrownBy(() -> roots("<a b='" + "y".repeat(65_537) + "'/>")).hasMessageContaining("Overflow attempt");
        assertThatThrownBy(() -> roots("<" + "y".repeat(8_193) + "/>")).hasMessageContaining("String overflow.");
    }

    @Test
    void depthIsLimited() throws IOException {
        List<ConfigurationElement> deep = roots("<a>".repeat(1024) + "</a>".repeat(1024));
        assertThat(deep).isEqualTo(roots("<a>".repeat(1024) + "</a>".repeat(1024)));
        assertThatThrownBy(() -> roots("<a>".repeat(1025))).hasMessageContaining("Max recursion level reached.");
        assertThatThrownBy(() -> roots("<a>".repeat(500_000))).isInstanceOf(OssecFormatException.class);
    }

    @Test
    void sizeIsLimited() {
        assertThatThrownBy(() -> roots(" ".repeat((4 << 20) + 1))).isInstanceOf(OssecFormatException.class);
        assertThatThrownBy(() -> roots("<r>" + "<a/>".repeat(100_001) + "</r>"))
                .isInstanceOf(OssecFormatException.class)
                .hasMessageContaining("100000 elements");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!DOCTYPE a>", "<!DOCTYPE\ta\n >", "<!DOCTYPE ossec_config><!-- c -->"})
    void documentTypesWithoutASubsetAreSkippedAndEntitiesAreText(String type) throws IOException {
        assertThat(roots(type + "<a>&e;</a>").get(0).text()).isEqualTo("&e;");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE a [<!ENTITY e SYSTEM '%s'>]>",
                "<!DOCTYPE a [<!ENTITY e SYSTEM '%s'>]!>",
                "<!DOCTYPE a[]>",
                "<!DOCTYPE a SYSTEM '%s'>",
                "<!DOCTYPE a PUBLIC '-//X//EN' '%s'>"
            })
    void documentTypesWithASubsetAreRefusedAndNoOtherFileIsRead(String type) throws IOException {
        Path other = Files.writeString(directory.resolve("other"), "a piece of another file");
        assertThatThrownBy(() -> roots(String.format(type, other.toUri()) + "\n<a>&e;</a>"))
                .isInstanceOf(OssecFormatException.class)
                .hasMessageContaining("without internal or external subset")
                .hasMessageNotContaining("piece");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<global><smtp_password><S3CR3T</smtp_password></global>",
                "<global><smtp_password><S3CR3T></smtp_password></global>",
                "<global><smtp_password><my S3CR3T></smtp_password></global>",
                "<global><smtp_password><my S3CR3T=></smtp_password></global>",
                "<global><smtp_password><my S3CR3T='S3CR3T></smtp_password></global>",
                "<global><smtp_password><my S3CR3T='S3CR3T'S3CR3T></smtp_password></global>",
                "<global><smtp_password>S3CR3T<!-- S3CR3T</smtp_password></global>",
                "<global><smtp_password>S3CR3T<my a='' a='S3CR3T'></smtp_password></global>"
            })
    void messagesDoNotQuoteWhatMayBeAPassword(String text) {
        assertThatThrownBy(() -> roots(text))
                .isInstanceOf(OssecFormatException.class)
                .hasMessageContaining("XMLERR")
                .hasMessageNotContaining("S3CR3T");
    }

    @Test
    void badValuesAreReportedAndDefaultsKept() throws IOException {
        String text = "<ossec_config>\r\n<global>\r\n<stats>a lot</stats><logall> yes </logall></global>\n"
                + "<globall/></ossec_config>\n<other/>";
        var malformed = new ArrayList<MalformedLine>();
        OssecConfiguration configuration =
                OssecConfigurationFile.read(write(text.getBytes(StandardCharsets.UTF_8)), malformed::add);
        assertThat(configuration.global().statsLevel()).isEqualTo(4);
        assertThat(configuration.global().logAll()).isFalse();
        assertThat(malformed).allSatisfy(line -> assertThat(line.message()).doesNotContain("a lot"));
        assertThat(malformed)
                .extracting(MalformedLine::lineNumber, MalformedLine::offset)
                .containsExactlyInAnyOrder(
                        tuple(3L, 26L), tuple(3L, 26L), tuple(4L, (long) text.indexOf("<globall")), tuple(5L, (long)
                                text.indexOf("<other")));
    }

    @Test
    void missingFileIsAnIoException() {
        assertThatThrownBy(() -> OssecConfigurationFile.read(directory.resolve("none"), MalformedLineHandler.ignore()))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void readsFromMemoryAndFromArchives() throws IOException {
        try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix());
                FileSystem archive =
                        FileSystems.newFileSystem(directory.resolve("home.zip"), Map.of("create", "true"))) {
            for (FileSystem system : List.of(memory, archive)) {
                Path file = Files.writeString(system.getPath("/ossec.conf"), "<ossec_config><rules/></ossec_config>");
                assertThat(OssecConfigurationFile.read(file, MalformedLineHandler.failing())
                                .roots())
                        .hasSize(1);
                assertThat(StrictConfigurationFile.read(file).children()).hasSize(1);
            }
        }
    }

    private String text(String content) throws IOException {
        return roots("<a>" + content + "</a>").get(0).text();
    }

    private List<ConfigurationElement> roots(String text) throws IOException {
        return roots(text.getBytes(StandardCharsets.UTF_8));
    }

    private List<ConfigurationElement> roots(byte[] bytes) throws IOException {
        return DialectParser.roots(ConfigurationBytes.read(write(bytes)), SectionRules::isKnownName);
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(directory.resolve("ossec.conf"), bytes);
    }
}
