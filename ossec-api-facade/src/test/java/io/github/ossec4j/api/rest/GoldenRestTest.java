package io.github.ossec4j.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recorded request is answered as the original service answered it, or as its deviation says, to the letter. */
class GoldenRestTest {
    static List<GoldenCase> cases() {
        return GoldenCase.all().stream().filter(golden -> !golden.hasModes()).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void answersAsRecorded(GoldenCase golden, @TempDir Path home) throws IOException {
        assertThat(GoldenRest.play(golden, home)).isEmpty();
    }

    @Test
    void answersAsRecordedWhereSomeFilesMayNotBeReadOrWritten(@TempDir Path directory) throws IOException {
        List<String> cases = GoldenCase.all().stream()
                .filter(GoldenCase::hasModes)
                .map(GoldenCase::toString)
                .toList();
        assertThat(cases).hasSize(4);
        assertThat(UnprivilegedProcess.run(directory, PlayGoldenCases.class, cases))
                .isEmpty();
    }
}
