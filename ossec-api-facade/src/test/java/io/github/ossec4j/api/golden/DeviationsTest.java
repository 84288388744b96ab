package io.github.ossec4j.api.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Guards that each deviation is explained, and described where users look for it. */
class DeviationsTest {
    private static final Path DOCUMENT = Path.of("../docs/compatibility.md");

    static List<GoldenCase> cases() {
        return GoldenCase.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void everyDeviationIsExplained(GoldenCase golden) throws IOException {
        Set<String> headings = headings();
        for (String side : Deviations.SIDES) {
            Map<Integer, Deviation> deviations = Deviations.of(golden, side);
            deviations.forEach((position, deviation) -> {
                String id = golden + "#" + position;
                assertThat(position).as(id).isBetween(0, golden.requests().size() - 1);
                assertThat(deviation.category())
                        .as(id)
                        .isIn(Deviation.DELIBERATE, Deviation.FOLLOWS_FROM, Deviation.NOT_REPRODUCIBLE_HERE);
                assertThat(deviation.reason()).as(id).matches("[A-Z0-9].{10,}\\.");
                assertThat(headings).as(id).contains(deviation.described());
                assertThat(deviation.expected().isEmpty()).as(id).isFalse();
                assertThat(deviation.follows().isPresent())
                        .as(id)
                        .isEqualTo(deviation.category().equals(Deviation.FOLLOWS_FROM));
                deviation.follows().ifPresent(cause -> {
                    assertThat(cause).as(id).isLessThan(position);
                    assertThat(deviations).as(id).containsKey(cause);
                });
            });
        }
    }

    /** The headings of the document, as links name them. */
    private static Set<String> headings() throws IOException {
        return Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    @Test
    void everyFileBelongsToACase() throws IOException {
        try (Stream<Path> files = Files.walk(Deviations.DIRECTORY)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> Deviations.DIRECTORY.relativize(file).toString()))
                    .isSubsetOf(GoldenCase.all().stream()
                            .map(golden -> golden + ".json")
                            .toList());
        }
    }
}
