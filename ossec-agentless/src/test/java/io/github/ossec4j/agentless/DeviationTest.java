package io.github.ossec4j.agentless;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Guards the form of the deviations; that they are met is the business of the tests that play the cases. */
class DeviationTest {
    private static final Set<String> CATEGORIES = Set.of("deliberate", "follows-from", "not-reproducible-here");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(Deviation.ROOT)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void deviationBelongsToACaseAndIsExplained(Path file) throws IOException {
        String name = Deviation.ROOT.relativize(file).toString();
        assertThat(Golden.ROOT.resolve(name.substring(0, name.lastIndexOf('.'))))
                .isDirectory();
        List<JsonNode> deviations = Deviation.read(file);
        assertThat(deviations).isNotEmpty();
        var earlier = new HashSet<Integer>();
        for (JsonNode deviation : deviations) {
            assertThat(deviation.get("category").asString()).isIn(CATEGORIES);
            assertThat(deviation.get("reason").asString()).isNotBlank().endsWith(".");
            assertThat(headings()).contains(deviation.get("described").asString());
            if (deviation.get("category").asString().equals("follows-from")) {
                assertThat(earlier).contains(deviation.get("follows").asInt());
            }
            earlier.add(deviation.path("pass").asInt(0));
        }
    }

    /** The anchors of the page, as GitHub makes them. */
    private static Set<String> headings() throws IOException {
        return Files.readAllLines(Path.of("../docs/compatibility.md")).stream()
                .filter(line -> line.startsWith("#"))
                .map(line ->
                        line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT).replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}
