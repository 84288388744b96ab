package io.github.ossec4j.api.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recorded request is sent to the server, which answers as the original did, or as the API deviates from it. */
@Execution(ExecutionMode.CONCURRENT)
class ServerGoldenTest {
    static List<GoldenCase> cases() {
        return GoldenCase.all().stream().filter(golden -> !golden.hasModes()).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void answersAsRecorded(GoldenCase golden, @TempDir Path directory) throws IOException {
        try (var server = new ServerHalf(golden)) {
            assertThat(Play.of(golden, server, directory)).isEmpty();
        }
    }

    @Test
    void answersAsRecordedWhereSomeFilesMayNotBeReadOrWritten(@TempDir Path directory) throws IOException {
        List<String> cases = GoldenCase.all().stream()
                .filter(GoldenCase::hasModes)
                .map(GoldenCase::toString)
                .toList();
        assertThat(cases).hasSize(4);
        assertThat(UnprivilegedProcess.run(directory, ServerPlay.class, cases)).isEmpty();
    }
}
