package example.classpath;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.api.HostIdentity;
import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.fixtures.OssecHomeExtension;
import io.github.ossec4j.fixtures.OssecHomeFixture;
import io.github.ossec4j.fixtures.TestHome;
import io.github.ossec4j.io.OssecHome;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How a user tests code that reads OSSEC homes: each test gets its own home, described in a few words. */
@ExtendWith(OssecHomeExtension.class)
class ChangeReportTest {
    private static final String NOW = "2021-02-03T04:05:06Z";

    static void oneChange(OssecHomeFixture home) {
        home.agent(
                        "web-01",
                        agent -> agent.syscheck(files -> files.baseline("/etc/passwd", "/etc/hosts")
                                .completed()
                                .changed("/etc/passwd")))
                .agent("db-01", agent -> agent.disconnected());
    }

    @Test
    void tellsAgentsAndChangedFiles(
            @TestHome(value = "oneChange", at = NOW) OssecHome home, @TestHome(at = NOW) Clock clock) {
        Ossec ossec = Ossec.builder(home)
                .clock(clock)
                .identity(new HostIdentity("manager", "Linux"))
                .open();
        assertThat(ChangeReport.lines(ossec))
                .containsExactly(
                        "000 manager: Active", "001 web-01: Active", "    /etc/passwd", "002 db-01: Disconnected");
    }

    @Test
    void homeWithoutAgentsHasItsManager(OssecHome home) {
        Ossec ossec = Ossec.builder(home)
                .identity(new HostIdentity("manager", "Linux"))
                .open();
        assertThat(ChangeReport.lines(ossec)).containsExactly("000 manager: Active");
    }
}
