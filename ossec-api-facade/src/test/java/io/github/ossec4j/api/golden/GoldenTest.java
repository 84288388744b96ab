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

/**
 * Every recorded request is played twice: the REST API answers it as the original service did, and the typed method that
 * stands for it gives the same values, to the letter, or what a deviation says.
 */
@Execution(ExecutionMode.CONCURRENT)
class GoldenTest {
    /** What reaches a typed method; the service refuses the others before. */
    private static final int AT_LEAST_TYPED = 1_600;

    static List<GoldenCase> cases() {
        return GoldenCase.all().stream().filter(golden -> !golden.hasModes()).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void restAnswersAsRecorded(GoldenCase golden, @TempDir Path directory) throws IOException {
        assertThat(Play.of(golden, new RestHalf(golden), directory)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void typedValuesAreAsRecorded(GoldenCase golden, @TempDir Path directory) throws IOException {
        assertThat(Play.of(golden, TypedHalf.of(golden), directory)).isEmpty();
    }

    @Test
    void bothAnswerAsRecordedWhereSomeFilesMayNotBeReadOrWritten(@TempDir Path directory) throws IOException {
        List<String> cases = GoldenCase.all().stream()
                .filter(GoldenCase::hasModes)
                .map(GoldenCase::toString)
                .toList();
        assertThat(cases).hasSize(4);
        assertThat(UnprivilegedProcess.run(directory, PlayCases.class, cases)).isEmpty();
    }

    @Test
    void nearlyAllRecordedRequestsReachATypedMethod() throws IOException {
        int requests = 0;
        int typed = 0;
        for (GoldenCase golden : GoldenCase.all()) {
            TypedHalf half = TypedHalf.of(golden);
            for (int i = 0; i < golden.requests().size(); i++) {
                requests++;
                typed += half.answers(i, golden.requests().get(i)) ? 1 : 0;
            }
        }
        assertThat(requests).isEqualTo(1_962);
        assertThat(typed).isGreaterThan(AT_LEAST_TYPED);
    }
}
