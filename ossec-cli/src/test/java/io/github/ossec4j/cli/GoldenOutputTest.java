package io.github.ossec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the commands print about the sample. A case is a directory with the words of the command, one per line, and the
 * expected output; {@code -Dgolden.write=true} rewrites the outputs; review them before committing.
 */
class GoldenOutputTest {
    static List<Path> cases() throws IOException {
        try (Stream<Path> directories = Files.list(Path.of("src/test/resources/golden/cli"))) {
            return directories.sorted().toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void printsAsExpected(Path directory) throws IOException {
        var words = new ArrayList<>(List.of("--sample", "--now", "1700000000", "--zone", "UTC"));
        words.addAll(Files.readAllLines(directory.resolve("words.txt")));
        Run run = Run.of(words.toArray(String[]::new));
        Path expected = directory.resolve("expected.txt");
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(expected, run.out());
        }
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo(Files.readString(expected));
        assertThat(run.status()).isZero();
    }
}
