package io.github.ossec4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentIdTest {
    @ParameterizedTest
    @CsvSource({"0, 000", "7, 007", "007, 007", "0007, 007", "1024, 1024", "99999999, 99999999"})
    void numbersAreWrittenWithAtLeastThreeDigits(String text, String written) {
        assertThat(AgentId.parse(text)).hasToString(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "123456789", "-1", "+1", " 1", "1a", "\u0661"})
    void otherTextIsNoId(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AgentId.parse(text))
                .withMessageContaining("agent id");
    }

    @Test
    void idsAreOrderedByNumber() {
        assertThat(AgentId.of(9)).isLessThan(AgentId.of(10)).isNotEqualTo(AgentId.of(10));
        assertThat(AgentId.parse("0").isManager()).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> AgentId.of(-1));
    }
}
