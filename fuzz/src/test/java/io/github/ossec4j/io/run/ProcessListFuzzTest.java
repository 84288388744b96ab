package io.github.ossec4j.io.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.fuzz.Fuzzed;
import io.github.ossec4j.fuzz.Input;
import io.github.ossec4j.model.manager.Daemon;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code bin/.process_list}, written as it was read, switches on the same daemons. */
class ProcessListFuzzTest {
    static Stream<Arguments> seeds() {
        return Input.texts("", "DB_DAEMON=ossec-dbd\nCSYSLOG_DAEMON=\n", "DEBUG_CLI=\"-d\"\nDB_DAEMON=''\r\n", "=\n");
    }

    @MethodSource("seeds")
    @Fuzzed
    void read(byte[] content) throws IOException {
        Set<Daemon> enabled = ProcessListFile.read(Input.file("process_list", content));
        var printed = new StringBuilder();
        enabled.forEach(daemon -> printed.append(daemon.switchName()).append("=x\n"));
        assertThat(ProcessListFile.read(Input.file("process_list", printed.toString())))
                .isEqualTo(enabled);
        assertThat(ProcessListFile.read(Input.file("process_list", Input.withLine(content, "no switch"))))
                .isEqualTo(enabled);
    }
}
