package io.github.ossec4j.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentStatusTest {
    private static final Instant NOW = Instant.parse("2016-04-12T09:05:03Z");

    /** Guards the half hour and 30 seconds of OSSEC's tools. */
    @ParameterizedTest
    @CsvSource({"-60, ACTIVE", "0, ACTIVE", "1829, ACTIVE", "1830, DISCONNECTED", "1831, DISCONNECTED"})
    void agentsAreActiveForLessThan1830Seconds(long age, AgentStatus status) {
        assertThat(AgentStatus.of(Optional.of(NOW.minusSeconds(age)), NOW)).isEqualTo(status);
    }

    /** Only whole seconds count: that is what the tools see. */
    @Test
    void partsOfASecondDoNotCount() {
        assertThat(AgentStatus.of(Optional.of(NOW.minusSeconds(1829)), NOW.plusMillis(999)))
                .isEqualTo(AgentStatus.ACTIVE);
    }

    @Test
    void withoutAKeepAliveAnAgentNeverConnected() {
        assertThat(AgentStatus.of(Optional.empty(), NOW)).isEqualTo(AgentStatus.NEVER_CONNECTED);
    }
}
