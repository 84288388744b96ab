package io.github.ossec4j.model.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.ossec4j.model.conf.AgentlessEntry.Elevation;
import io.github.ossec4j.model.conf.AgentlessEntry.Host;
import io.github.ossec4j.model.conf.AgentlessEntry.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AgentlessEntryTest {
    @Test
    void typeAndHostAreEnough() {
        AgentlessEntry entry = AgentlessEntry.of("ssh_integrity_check_linux", "use_sudo root@192.0.2.7");
        assertThat(entry.type()).isEqualTo("ssh_integrity_check_linux");
        assertThat(entry.hosts()).containsExactly(new Host(Elevation.SUDO, "root@192.0.2.7"));
        assertThat(entry.frequency()).isEqualTo(Duration.ofDays(1));
        assertThat(entry.states()).containsExactly(State.PERIODIC);
        assertThat(entry.arguments()).isEmpty();
        assertThat(entry.port()).isEmpty();
        assertThat(entry.runCommand()).isEmpty();
        assertThat(entry.lineNumber()).isEmpty();
    }

    @Test
    void typesThatCompareAreRunToCompare() {
        assertThat(AgentlessEntry.of("ssh_generic_diff", "a@b").states()).containsExactly(State.PERIODIC_DIFF);
    }

    @Test
    void restIsSetByTheBuilder() {
        AgentlessEntry entry = AgentlessEntry.builder("t", "a@b")
                .host("use_su c@d")
                .frequency(Duration.ofMinutes(5))
                .port(2222)
                .states(State.PERIODIC_DIFF, State.STAY_CONNECTED)
                .arguments("/etc /bin")
                .runCommand("x")
                .build();
        assertThat(entry.hosts()).containsExactly(new Host(Elevation.NONE, "a@b"), new Host(Elevation.SU, "c@d"));
        assertThat(entry.frequency()).isEqualTo(Duration.ofMinutes(5));
        assertThat(entry.port()).hasValue(2222);
        assertThat(entry.states()).containsExactlyInAnyOrder(State.PERIODIC_DIFF, State.STAY_CONNECTED);
        assertThat(entry.arguments()).isEqualTo("/etc /bin");
        assertThat(entry.runCommand()).contains("x");
    }

    @Test
    void builderThatGoesOnChangesNoEntry() {
        AgentlessEntry.Builder builder = AgentlessEntry.builder("t", "a@b");
        AgentlessEntry entry = builder.build();
        builder.host("c@d").arguments("x");
        assertThat(entry).isEqualTo(AgentlessEntry.of("t", "a@b")).isNotEqualTo(builder.build());
    }

    @Test
    void negativeFrequencyAndNoStateAreRefused() {
        AgentlessEntry.Builder builder = AgentlessEntry.builder("t", "a@b");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.frequency(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(builder::states);
    }

    @Test
    void periodicEntryOfAFileNeedsAFrequency() {
        var entry = new ConfigurationElement(
                "agentless",
                Map.of(),
                "",
                List.of(child("type", "t"), child("host", "h"), child("state", "periodic"), child("frequency", "0")),
                1);
        var problems = new java.util.ArrayList<ConfigurationProblem>();
        var root = new ConfigurationElement("ossec_config", Map.of(), "", List.of(entry), 1);
        assertThat(OssecConfiguration.of(List.of(root), problems::add).agentless())
                .isEmpty();
        assertThat(problems).hasSize(1);
    }

    private static ConfigurationElement child(String name, String text) {
        return new ConfigurationElement(name, Map.of(), text, List.of(), 1);
    }
}
