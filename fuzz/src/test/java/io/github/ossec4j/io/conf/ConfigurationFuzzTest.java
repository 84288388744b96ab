package io.github.ossec4j.io.conf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.fuzz.Fuzzed;
import io.github.ossec4j.fuzz.Input;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.io.xml.StrictConfigurationFile;
import io.github.ossec4j.model.conf.ConfigurationElement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes are a configuration or refused; as XML, a tree that is written is the same when it is read. */
class ConfigurationFuzzTest {
    static Stream<Arguments> strict() throws IOException {
        return Stream.concat(Input.golden("ossec-io", "conf", "ossec.conf"), dialect());
    }

    static Stream<Arguments> dialect() {
        return Input.texts(
                "",
                "<ossec_config><global><email_notification>no</email_notification></global></ossec_config>",
                "<ossec_config>\n<!-- a & b -->\n<syscheck><directories check_all=\"yes\">/etc,/bin</directories>"
                        + "<frequency>7200</frequency></syscheck></ossec_config>\n<ossec_config></ossec_config>",
                "<ossec_config><agentless><type>ssh_generic_diff</type><host>a@b</host><state>periodic_diff</state>"
                        + "<arguments>ls 'a b'</arguments></agentless></ossec_config>",
                "<agent_config name=\"web\"><localfile><location>/var/log/x</location></localfile></agent_config>",
                "<!DOCTYPE ossec_config><ossec_config a='&lt;\"'><x><![CDATA[<>]]></x></ossec_config>",
                "<?xml version=\"1.1\"?><ossec_config>&#1;<a xmlns='u'/></ossec_config>");
    }

    @MethodSource("strict")
    @Fuzzed
    void strict(byte[] content) throws IOException {
        ConfigurationElement root;
        try {
            root = StrictConfigurationFile.read(Input.file("ossec.conf", content));
        } catch (OssecFormatException e) {
            return;
        }
        var printed = new StringBuilder("<?xml version='1.1' encoding='utf-8'?>");
        if (print(root, printed)) {
            byte[] utf8 = printed.toString().getBytes(StandardCharsets.UTF_8);
            var again = new StringBuilder("<?xml version='1.1' encoding='utf-8'?>");
            assertThat(print(StrictConfigurationFile.read(Input.file("ossec.conf", utf8)), again))
                    .isTrue();
            assertThat(again).hasToString(printed.toString());
        }
    }

    /** False where a name stands in a namespace, which this cannot write. */
    private static boolean print(ConfigurationElement element, StringBuilder out) {
        if (element.name().contains("{")) {
            return false;
        }
        out.append('<').append(element.name());
        for (var attribute : element.attributes().entrySet()) {
            if (attribute.getKey().contains("{")) {
                return false;
            }
            out.append(' ').append(attribute.getKey()).append("='");
            escape(attribute.getValue(), out);
            out.append('\'');
        }
        out.append('>');
        escape(element.text(), out);
        for (ConfigurationElement child : element.children()) {
            if (!print(child, out)) {
                return false;
            }
        }
        out.append("</").append(element.name()).append('>');
        return true;
    }

    private static void escape(String text, StringBuilder out) {
        text.codePoints().forEach(c -> {
            if (c >= '0' && c < 0x7F && c != '<' && c != '>') {
                out.append((char) c);
            } else {
                out.append("&#").append(c).append(';');
            }
        });
    }

    @MethodSource("dialect")
    @Fuzzed
    void dialect(byte[] content) throws IOException {
        Path file = Input.file("ossec.conf", content);
        try {
            assertThat(OssecConfigurationFile.read(file, MalformedLineHandler.ignore()))
                    .isNotNull();
        } catch (OssecFormatException e) {
            assertThat(e.lineNumber()).isNotNegative();
        }
        try {
            assertThat(AgentConfigurationFile.read(file, MalformedLineHandler.ignore()))
                    .isNotNull();
        } catch (OssecFormatException e) {
            assertThat(e.lineNumber()).isNotNegative();
        }
        assertThat(ConfigurationCheck.ossecConf(file)).isNotNull();
        assertThat(ConfigurationCheck.agentConf(file)).isNotNull();
    }
}
