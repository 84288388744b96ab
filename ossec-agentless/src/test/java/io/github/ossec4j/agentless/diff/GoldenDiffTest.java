package io.github.ossec4j.agentless.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.agentless.Golden;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pairs of texts and what GNU diff 3.8 prints of them. */
class GoldenDiffTest {
    static List<String> cases() throws IOException {
        return Golden.cases("diff");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void printsWhatGnuDiffPrints(String name) throws IOException {
        Path directory = Golden.ROOT.resolve(name);
        LineDiff diff = LineDiff.between(Golden.read(directory.resolve("old")), Golden.read(directory.resolve("new")));
        assertThat(new String(diff.normal(), StandardCharsets.ISO_8859_1))
                .isEqualTo(new String(Golden.read(directory.resolve("expected.diff")), StandardCharsets.ISO_8859_1));
    }
}
