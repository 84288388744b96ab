package io.github.ossec4j.io.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.model.conf.ActiveResponseSection;
import io.github.ossec4j.model.conf.AgentConfiguration;
import io.github.ossec4j.model.conf.AgentlessEntry;
import io.github.ossec4j.model.conf.AgentlessEntry.Elevation;
import io.github.ossec4j.model.conf.AgentlessEntry.Host;
import io.github.ossec4j.model.conf.ClientSection;
import io.github.ossec4j.model.conf.CommandSection;
import io.github.ossec4j.model.conf.DatabaseOutputSection;
import io.github.ossec4j.model.conf.EmailAlertsSection;
import io.github.ossec4j.model.conf.LocalfileSection;
import io.github.ossec4j.model.conf.OssecConfiguration;
import io.github.ossec4j.model.conf.RemoteSection;
import io.github.ossec4j.model.conf.ReportsSection;
import io.github.ossec4j.model.conf.RootcheckSection;
import io.github.ossec4j.model.conf.RulesSection;
import io.github.ossec4j.model.conf.Secret;
import io.github.ossec4j.model.conf.SyscheckSection;
import io.github.ossec4j.model.conf.SyslogOutputSection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SectionsTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/conf");

    @TempDir
    Path directory = Path.of("");

    private final List<MalformedLine> malformed = new ArrayList<>();

    static List<Path> agentlessCases() throws IOException {
        try (Stream<Path> directories = Files.list(GOLDEN.resolve("agentless"))) {
            return directories
                    .filter(golden -> !golden.endsWith("not-closed"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("agentlessCases")
    void whatTheAgentlessDaemonRefusesIsReported(Path golden) throws IOException {
        OssecConfigurationFile.read(golden.resolve("ossec.conf"), malformed::add);
        boolean refused = Files.size(golden.resolve("expected.txt")) > 0;
        assertThat(!malformed.isEmpty()).as("%s", malformed).isEqualTo(refused);
    }

    @Test
    void badAgentlessEntryDoesNotHideTheOthers() throws IOException {
        OssecConfiguration configuration = OssecConfigurationFile.read(
                GOLDEN.resolve("agentless/two-blocks-second-bad/ossec.conf"), malformed::add);
        assertThat(configuration.agentless()).singleElement().satisfies(entry -> {
            assertThat(entry.hosts()).containsExactly(new Host(Elevation.NONE, "root@h"));
            assertThat(entry.frequency()).isEqualTo(Duration.ofHours(1));
            assertThat(entry.arguments()).isEqualTo("/etc");
        });
        assertThat(malformed).extracting(MalformedLine::lineNumber).containsExactly(9L);
    }

    /** Without it the entry would run in another way than its author wanted, against port 22 for example. */
    @ParameterizedTest
    @CsvSource({
        "<prot>2222</prot>, 'agentless, not prot'",
        "<Port>2222</Port>, 'agentless, not Port'",
        "<port>22o2</port>, in port",
        "<port>2222</port><port>-1</port>, in port"
    })
    void agentlessEntryWithABadElementIsLeftOut(String element, String expected) throws IOException {
        String rest = "<type>t</type><host>h</host><state>periodic</state>";
        OssecConfiguration configuration =
                sections("<agentless>" + rest + "</agentless>\n<agentless>" + rest + element + "</agentless>");
        assertThat(configuration.agentless()).hasSize(1);
        assertThat(malformed).singleElement().satisfies(line -> {
            assertThat(line.lineNumber()).isEqualTo(2);
            assertThat(line.expected()).endsWith(expected);
        });
    }

    @Test
    void agentlessEntryIsReadInFull() throws IOException {
        OssecConfiguration configuration = OssecConfigurationFile.read(
                GOLDEN.resolve("agentless/full/ossec.conf"), MalformedLineHandler.failing());
        AgentlessEntry entry = configuration.agentless().get(0);
        assertThat(entry.hosts())
                .containsExactly(
                        new Host(Elevation.SU, "a@b"),
                        new Host(Elevation.SUDO, "c@d"),
                        new Host(Elevation.NONE, "e@f"));
        assertThat(entry.type()).isEqualTo("ssh_integrity_check_linux");
        assertThat(entry.states()).containsExactly(AgentlessEntry.State.PERIODIC);
        assertThat(entry.port()).hasValue(22);
        assertThat(entry.runCommand()).contains("x");
        assertThat(entry.lineNumber()).hasValue(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`use_su a` | SU | `a`",
                "`use_sudo a` | SUDO | `a`",
                "`use_su  a` | SU | ` a`",
                "`use_sux a` | NONE | `use_sux a`",
                "` use_su a` | NONE | ` use_su a`",
                "`use_su` | NONE | `use_su`",
                "`` | NONE | ``"
            })
    void prefixOfAHostIsTakenOffWhenExact(String text, Elevation elevation, String target) {
        assertThat(Host.parse(text)).isEqualTo(new Host(elevation, target));
    }

    @Test
    void statesAddUpAndDefaultFrequencyIsADay() throws IOException {
        AgentlessEntry entry = sections(
                        "<agentless><type>t</type><host>h</host><state>periodic</state><state>periodic_diff</state></agentless>")
                .agentless()
                .get(0);
        assertThat(entry.states())
                .isEqualTo(EnumSet.of(AgentlessEntry.State.PERIODIC, AgentlessEntry.State.PERIODIC_DIFF));
        assertThat(entry.frequency()).isEqualTo(Duration.ofDays(1));
        assertThat(entry.arguments()).isEmpty();
    }

    @Test
    void laterScalarsOverrideAndListsGrowOverRootsAndSections() throws IOException {
        OssecConfiguration configuration =
                OssecConfigurationFile.read(GOLDEN.resolve("strict/config-several-blocks/ossec.conf"), malformed::add);
        assertThat(configuration.global().memorySize()).isEqualTo(2048);
        assertThat(configuration.global().whiteList()).containsExactly("192.0.2.1", "192.0.2.2", "192.0.2.3");
        assertThat(configuration.alerts().logAlertLevel()).isEqualTo(3);
        assertThat(configuration.alerts().emailAlertLevel()).isEqualTo(9);
        assertThat(configuration.localfiles())
                .extracting(file -> file.location().orElseThrow())
                .containsExactly("/var/log/one.log", "/var/log/two.log");
        assertThat(configuration.roots()).hasSize(3);
        assertThat(configuration.sections("localfile")).hasSize(2);
        // memory_size 1024 is below the minimum
        assertThat(malformed).extracting(MalformedLine::lineNumber).containsExactly(4L);
    }

    @Test
    void ordinaryConfigurationIsReadInFull() throws IOException {
        OssecConfiguration configuration = OssecConfigurationFile.read(
                GOLDEN.resolve("strict/config-sections/ossec.conf"), MalformedLineHandler.failing());
        assertThat(configuration.global().email().notification()).isTrue();
        assertThat(configuration.global().email().to()).containsExactly("soc@example.org");
        assertThat(configuration.global().email().smtpServer()).contains("192.0.2.25");
        assertThat(configuration.global().email().maximumPerHour()).isEqualTo(12);
        assertThat(configuration.global().logAll()).isTrue();
        assertThat(configuration.rules().includes()).containsExactly("base_rules.xml", "shop_rules.xml");
        assertThat(configuration.rules().decoderDirectories())
                .containsExactly(new RulesSection.Directory("etc/ossec_decoders", ".xml$"));
        SyscheckSection syscheck = configuration.syscheck();
        assertThat(syscheck.frequency()).isEqualTo(Duration.ofHours(12));
        assertThat(syscheck.directories())
                .extracting(SyscheckSection.Directory::path)
                .containsExactly("/srv/shop", "/etc", "/usr/local/bin");
        assertThat(syscheck.directories().get(0).checks()).containsExactly(SyscheckSection.Check.ALL);
        assertThat(syscheck.directories().get(0).realtime()).isTrue();
        assertThat(syscheck.ignores())
                .containsExactly(
                        new SyscheckSection.Exclusion("/etc/mtab", false),
                        new SyscheckSection.Exclusion(".log$|.tmp$", true));
        assertThat(configuration.rootcheck().systemAudits()).hasSize(1);
        assertThat(configuration.rootcheck().checks()).hasSize(11);
        assertThat(configuration.remotes())
                .extracting(RemoteSection::connection, RemoteSection::port, RemoteSection::protocol)
                .containsExactly(tuple(RemoteSection.Connection.SECURE, 1514, RemoteSection.Protocol.UDP));
        assertThat(configuration.commands())
                .extracting(
                        CommandSection::name,
                        CommandSection::executable,
                        CommandSection::expects,
                        CommandSection::timeoutAllowed)
                .containsExactly(
                        tuple("drop-it", "drop-it.sh", List.of("srcip"), true),
                        tuple("tell", "tell.sh", List.of(), false));
        ActiveResponseSection response = configuration.activeResponses().get(0);
        assertThat(response.command()).contains("drop-it");
        assertThat(response.location()).contains(ActiveResponseSection.Location.LOCAL);
        assertThat(response.level()).hasValue(6);
        assertThat(response.timeout()).contains(Duration.ofMinutes(10));
        assertThat(configuration.localfiles())
                .extracting(LocalfileSection::logFormat)
                .containsExactly("syslog", "command", "apache");
        assertThat(configuration.localfiles().get(1).command()).contains("df -P");
    }

    @Test
    void absentSectionsHaveTheirDefaults() throws IOException {
        OssecConfiguration configuration = sections("");
        assertThat(configuration.global().statsLevel()).isEqualTo(4);
        assertThat(configuration.global().integrityCheckingLevel()).isEqualTo(8);
        assertThat(configuration.global().memorySize()).isEqualTo(8192);
        assertThat(configuration.alerts().emailAlertLevel()).isEqualTo(7);
        assertThat(configuration.syscheck().frequency()).isEqualTo(Duration.ofMinutes(10));
        assertThat(configuration.syscheck().scanOnStart()).isTrue();
        assertThat(configuration.syscheck().autoIgnore()).isTrue();
        assertThat(configuration.rootcheck().frequency()).isEqualTo(Duration.ofHours(20));
        assertThat(configuration.client().port()).isEqualTo(1514);
        assertThat(configuration.agentless()).isEmpty();
        assertThat(malformed).isEmpty();
    }

    @Test
    void secretsAreReadAndNotShown() throws IOException {
        OssecConfiguration configuration = sections("<global><smtp_password>one-pass</smtp_password></global>"
                + "<database_output><password>two-pass</password><type>mysql</type><port>3306</port></database_output>"
                + "<integration><name>slack</name><api_key>three-pass</api_key><hook_url>four-pass</hook_url>"
                + "</integration>");
        assertThat(configuration.global().email().smtpPassword()).contains(new Secret("one-pass"));
        assertThat(configuration.databaseOutput().password()).contains(new Secret("two-pass"));
        assertThat(configuration.databaseOutput().type()).contains(DatabaseOutputSection.Type.MYSQL);
        assertThat(configuration.databaseOutput().port()).hasValue(3306);
        assertThat(configuration.integrations().get(0).apiKey()).contains(new Secret("three-pass"));
        assertThat(configuration.integrations().get(0).hookUrl()).contains(new Secret("four-pass"));
        assertThat(configuration.toString()).doesNotContain("-pass");
    }

    @Test
    void timesAndDaysAreTyped() throws IOException {
        SyscheckSection syscheck = sections("<syscheck><scan_time>9pm</scan_time><scan_day>Sunday</scan_day>"
                        + "<windows_registry>a, b</windows_registry><scan_time>25:00</scan_time></syscheck>")
                .syscheck();
        assertThat(syscheck.scanTime()).contains(LocalTime.of(21, 0));
        assertThat(syscheck.scanDay()).contains(DayOfWeek.SUNDAY);
        assertThat(syscheck.windowsRegistryKeys()).containsExactly("a", "b");
        assertThat(malformed).hasSize(1);
        assertThat(sections("<syscheck><scan_time>12am</scan_time></syscheck>")
                        .syscheck()
                        .scanTime())
                .contains(LocalTime.MIDNIGHT);
        assertThat(sections("<syscheck><scan_time>21:30</scan_time></syscheck>")
                        .syscheck()
                        .scanTime())
                .contains(LocalTime.of(21, 30));
    }

    @Test
    void directoriesWithoutACheckAreReported() throws IOException {
        SyscheckSection syscheck = sections("<syscheck><directories realtime='yes'>/a</directories>"
                        + "<directories check_sum='yes' check_perm='no' realtime='maybe'>/b</directories></syscheck>")
                .syscheck();
        assertThat(syscheck.directories())
                .extracting(SyscheckSection.Directory::path)
                .containsExactly("/b");
        assertThat(syscheck.directories().get(0).checks()).containsExactly(SyscheckSection.Check.SUM);
        assertThat(malformed).hasSize(2);
    }

    @Test
    void remainingSectionsAreTyped() throws IOException {
        OssecConfiguration configuration = sections("<remote><CONNECTION>syslog</CONNECTION><Protocol>TCP</Protocol>"
                + "<allowed-ips>192.0.2.0/24</allowed-ips></remote><remote><port>1</port></remote>"
                + "<rootcheck><check_if>no</check_if></rootcheck>"
                + "<client><server-ip>192.0.2.1</server-ip><notify_time>0</notify_time></client>"
                + "<email_alerts><email_to>a@b</email_to><rule_id>1, 2,x</rule_id><format>sms</format><do_not_delay/>"
                + "</email_alerts><email_alerts><level>3</level></email_alerts>"
                + "<reports><title>t</title><user type='relation'>srcip</user><email_to>a@b</email_to></reports>"
                + "<syslog_output><server>192.0.2.9</server><format>json</format></syslog_output>"
                + "<active-response><disabled>yes</disabled></active-response>"
                + "<localfile><log_format>command</log_format><command>x</command><frequency>hourly</frequency>"
                + "</localfile>");
        RemoteSection remote = configuration.remotes().get(0);
        assertThat(configuration.remotes()).hasSize(1);
        assertThat(remote.connection()).isEqualTo(RemoteSection.Connection.SYSLOG);
        assertThat(remote.protocol()).isEqualTo(RemoteSection.Protocol.TCP);
        assertThat(remote.port()).isEqualTo(514);
        assertThat(remote.allowedIps()).containsExactly("192.0.2.0/24");
        assertThat(configuration.rootcheck().checks()).hasSize(10).doesNotContain(RootcheckSection.Check.IF);
        ClientSection client = configuration.client();
        assertThat(client.serverIps()).containsExactly("192.0.2.1");
        assertThat(client.notifyTime()).isEqualTo(Duration.ofMinutes(10));
        EmailAlertsSection email = configuration.emailAlerts().get(0);
        assertThat(configuration.emailAlerts()).hasSize(1);
        assertThat(email.ruleIds()).containsExactly(1, 2);
        assertThat(email.format()).isEqualTo(EmailAlertsSection.Format.SMS);
        assertThat(email.doNotDelay()).isTrue();
        assertThat(email.doNotGroup()).isFalse();
        assertThat(configuration.reports().get(0).user()).contains(new ReportsSection.Filter("srcip", true));
        SyslogOutputSection syslog = configuration.syslogOutputs().get(0);
        assertThat(syslog.port()).isEqualTo(514);
        assertThat(syslog.format()).isEqualTo(SyslogOutputSection.Format.JSON);
        assertThat(configuration.activeResponses().get(0).disabled()).isTrue();
        assertThat(configuration.localfiles().get(0).frequency()).isEqualTo(Duration.ofHours(1));
        // the second remote, the item x, the second email_alerts
        assertThat(malformed).hasSize(3);
    }

    @Test
    void agentConfigurationHasPatternsAndSections() throws IOException {
        Path file = Files.writeString(directory.resolve("agent.conf"), """
                <agent_config name='a|b' os="Linux"><syscheck><frequency>60</frequency></syscheck></agent_config>
                <agent_config profile='web' color='red'/>
                <ossec_config/>
                """);
        List<AgentConfiguration> blocks = AgentConfigurationFile.read(file, malformed::add);
        assertThat(blocks).hasSize(2);
        assertThat(blocks.get(0).name()).contains("a|b");
        assertThat(blocks.get(0).os()).contains("Linux");
        assertThat(blocks.get(0).profile()).isEmpty();
        assertThat(blocks.get(0).settings().syscheck().frequency()).isEqualTo(Duration.ofMinutes(1));
        assertThat(blocks.get(1).profile()).contains("web");
        assertThat(malformed).extracting(MalformedLine::lineNumber).containsExactly(2L, 3L);
    }

    private OssecConfiguration sections(String sections) throws IOException {
        Path file = Files.writeString(directory.resolve("ossec.conf"), "<ossec_config>" + sections + "</ossec_config>");
        return OssecConfigurationFile.read(file, malformed::add);
    }
}
