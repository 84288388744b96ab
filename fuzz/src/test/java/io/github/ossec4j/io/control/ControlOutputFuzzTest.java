package io.github.ossec4j.io.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.fuzz.Fuzzed;
import io.github.ossec4j.fuzz.Input;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.manager.DaemonStatus;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever {@code bin/ossec-control} prints, each daemon has one state. */
class ControlOutputFuzzTest {
    static Stream<Arguments> seeds() {
        return Input.texts(
                "",
                "ossec-remoted is running...\nossec-syscheckd not running...\n",
                """
                Killing ossec-monitord .. \s
                ossec-execd not running ..
                Starting OSSEC HIDS v2.8...
                Started ossec-execd...
                Completed.
                """,
                "2016/04/13 ossec-testrule: INFO\nOSSEC analysisd: Testing rules failed. Configuration error. Exiting.\n",
                "{\"error\":0,\"data\":[{\"daemon\":\"ossec-remoted\",\"status\":\"running\"}]}\n",
                "{\"error\":20,\"message\":\"ossec-analysisd: Configuration error.\"}");
    }

    @MethodSource("seeds")
    @Fuzzed
    void read(byte[] content) {
        ControlOutcome outcome = ControlOutput.read(new CommandOutcome(0, RawText.of(content)));
        assertThat(outcome.daemons().stream().map(DaemonStatus::daemon)).doesNotHaveDuplicates();
        assertThat(outcome.messages()).allSatisfy(line -> assertThat(line).isNotBlank());
    }
}
