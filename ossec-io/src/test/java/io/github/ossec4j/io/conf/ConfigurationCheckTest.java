package io.github.ossec4j.io.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationCheckTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/conf");

    @TempDir
    Path directory = Path.of("");

    static List<Path> agentlessCases() throws IOException {
        try (Stream<Path> directories = Files.list(GOLDEN.resolve("agentless"))) {
            return directories.sorted().toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("agentlessCases")
    void findsWhatTheAgentlessDaemonLogs(Path golden) throws IOException {
        Path file = golden.resolve("ossec.conf");
        var seen = new StringBuilder();
        for (ConfigurationFinding finding : ConfigurationCheck.ossecConf(file)) {
            seen.append(finding.code())
                    .append(' ')
                    .append(finding.message().replace(file.toString(), "ossec.conf"))
                    .append('\n');
        }
        assertThat(seen).hasToString(Files.readString(golden.resolve("expected.txt")));
    }

    @Test
    void soundConfigurationHasNoFindings() throws IOException {
        assertThat(ConfigurationCheck.ossecConf(GOLDEN.resolve("strict/config-sections/ossec.conf")))
                .isEmpty();
    }

    @Test
    void theForkNamesItsRulesDifferently() throws IOException {
        assertThat(check("<ossec_config><ruleset><include>a.xml</include></ruleset></ossec_config>"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<unknown><a/></unknown> | 1230 | Invalid element in the configuration: 'unknown'.",
                "<global/> | 1230 | Invalid element in the configuration: 'global'.",
                "<global><stat>1</stat></global> | 1230 | Invalid element in the configuration: 'stat'.",
                "<global><stats>-1</stats></global> | 1235 | Invalid value for element 'stats': -1.",
                "<global><logall>Yes</logall></global> | 1235 | Invalid value for element 'logall': Yes.",
                "<global><email_maxperhour></email_maxperhour></global> | 1235 | Invalid value for element 'email_maxperhour': .",
                "<remote><port>1</port></remote> | 1201 | Missing element 'connection' in 'remote'.",
                "<remote><connection>secure</connection><PORT>0</PORT></remote> | 1205 | Invalid value for element 'PORT': 0.",
                "<remote><connection>secure</connection><local_ip>192.0.2.300</local_ip></remote> | 1237 | Invalid ip address: '192.0.2.300'.",
                "<remote><connection>secure</connection></remote><remote><connection>secure</connection></remote> | 1244 | Secure connection defined more than once.",
                "<command><name>a</name><executable>b</executable></command> | 1280 | Missing element 'expect' in 'command'.",
                "<active-response><location>local</location></active-response> | 1281 | Missing element 'command' in 'active-response'.",
                "<active-response><location>local</location><command>x</command></active-response> | 1303 | Command 'x' is not defined before its use.",
                "<localfile><location>x</location></localfile> | 1901 | Missing element 'log_format' in 'localfile'.",
                "<localfile><log_format>syslog</log_format></localfile> | 1902 | Missing element 'location' in 'localfile'.",
                "<email_alerts><level>1</level></email_alerts> | 1224 | Missing element 'email_to' in 'email_alerts'.",
                "<syslog_output><level>1</level></syslog_output> | 5301 | Missing element 'server' in 'syslog_output'.",
                "<integration><level>1</level></integration> | 5302 | Missing element 'name' in 'integration'.",
                "<syscheck><scan_day>someday</scan_day></syscheck> | 1240 | Invalid value for element 'scan_day': someday.",
                "<syscheck><scan_time>24:00</scan_time></syscheck> | 1241 | Invalid value for element 'scan_time': 24:00.",
                "<syscheck><directories>/a</directories></syscheck> | 1701 | No check option for directories.",
                "<syscheck><directories check_all='yes' x='yes'>/a</directories></syscheck> | 1702 | Unknown option 'x' of directories.",
                "<syscheck><directories check_all='yes'>/a, /a</directories></syscheck> | 1756 | Directory '/a' is given more than once.",
                "<client><port>1514</port></client> | 0 | Missing element 'server-ip' in 'client'."
            })
    void eachErrorIsFound(String sections, int code, String message) throws IOException {
        assertThat(check("<ossec_config>\n" + sections + "</ossec_config>"))
                .containsExactly(new ConfigurationFinding(2, code, message));
    }

    @ParameterizedTest
    @CsvSource({"nowhere, local, 1302", "defined-agent, local, 1304"})
    void activeResponseIsCheckedAgainstItsCommand(String location, String other, int code) throws IOException {
        String text = "<ossec_config><command><name>c</name><executable>e</executable><expect/></command>"
                + "<active-response><command>c</command><location>%s</location>%s</active-response></ossec_config>";
        assertThat(check(String.format(text, location, "")))
                .extracting(ConfigurationFinding::code)
                .containsExactly(code);
        assertThat(check(String.format(text, other, "<timeout>60</timeout>")))
                .extracting(ConfigurationFinding::code)
                .containsExactly(1305);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<global><stats></stats></global>",
                "<remote><connection>syslog</connection><allowed-ips>192.0.2.0/24</allowed-ips>"
                        + "<denied-ips>2001:db8::/32</denied-ips><denied-ips>192.0.2.0/255.255.255.0</denied-ips></remote>",
                "<syscheck><scan_time>9pm</scan_time><scan_day>Monday</scan_day></syscheck>",
                "<localfile><log_format>multi-line:3</log_format><location>x</location></localfile>",
                "<active-response><disabled>yes</disabled></active-response>"
            })
    void whatOssecAcceptsIsNotFound(String sections) throws IOException {
        assertThat(check("<ossec_config>" + sections + "</ossec_config>")).isEmpty();
    }

    @Test
    void mailNeedsAddressesAndAServer() throws IOException {
        assertThat(check("<ossec_config><global><email_notification>yes</email_notification></global>"
                        + "<global><email_to>a@b</email_to></global></ossec_config>"))
                .extracting(ConfigurationFinding::message)
                .containsExactly(
                        "Missing element 'email_from' in 'global'.", "Missing element 'smtp_server' in 'global'.");
    }

    @Test
    void findingsComeByLine() throws IOException {
        assertThat(check("<ossec_config>\n<global>\n<x/></global>\n</ossec_config>\n<other/>"))
                .extracting(ConfigurationFinding::lineNumber)
                .containsExactly(3, 5);
    }

    @Test
    void brokenFileIsAFinding() throws IOException {
        Path file = GOLDEN.resolve("strict/config-error-mismatched/ossec.conf");
        assertThat(ConfigurationCheck.ossecConf(file))
                .containsExactly(new ConfigurationFinding(
                        4, 1226, "Error reading XML file '" + file + "': XMLERR: Element not closed. (line 4)."));
    }

    @Test
    void agentConfigurationIsCheckedToo() throws IOException {
        Path file = Files.writeString(
                directory.resolve("agent.conf"),
                "<agent_config name='a' color='red'><syscheck><frequency>x</frequency></syscheck></agent_config>");
        assertThat(ConfigurationCheck.agentConf(file))
                .extracting(ConfigurationFinding::code)
                .containsExactly(1243, 1235);
        assertThat(ConfigurationCheck.ossecConf(file))
                .extracting(ConfigurationFinding::code)
                .containsExactly(1230);
    }

    @Test
    void missingFileIsAnIoException() {
        assertThatThrownBy(() -> ConfigurationCheck.ossecConf(directory.resolve("none")))
                .isInstanceOf(NoSuchFileException.class);
    }

    private List<ConfigurationFinding> check(String text) throws IOException {
        return ConfigurationCheck.ossecConf(Files.writeString(directory.resolve("ossec.conf"), text));
    }
}
