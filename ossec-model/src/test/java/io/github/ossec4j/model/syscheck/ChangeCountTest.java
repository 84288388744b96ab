package io.github.ossec4j.model.syscheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ChangeCountTest {
    @Test
    void onlyEqualLimitsAreExact() {
        assertThat(ChangeCount.exactly(2).exact()).hasValue(2);
        assertThat(ChangeCount.between(0, 1).exact()).isEmpty();
        assertThat(ChangeCount.atLeast(4).exact()).isEmpty();
    }

    @Test
    void textTellsTheLimits() {
        assertThat(ChangeCount.exactly(2)).hasToString("2");
        assertThat(ChangeCount.between(0, 1)).hasToString("0 to 1");
        assertThat(ChangeCount.atLeast(4)).hasToString("4 or more");
    }

    @Test
    void limitsInTheWrongOrderAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ChangeCount.between(2, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> ChangeCount.exactly(-1));
    }
}
