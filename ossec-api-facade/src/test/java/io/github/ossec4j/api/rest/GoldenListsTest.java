package io.github.ossec4j.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Guards that what is different on purpose is described, and that nothing is left for later. */
class GoldenListsTest {
    @Test
    void everyDifferenceIsDescribed() throws IOException {
        Set<String> headings = Files.readAllLines(Path.of("../docs/compatibility.md")).stream()
                .filter(line -> line.startsWith("#"))
                .map(GoldenListsTest::anchor)
                .collect(Collectors.toSet());
        Set<String> named = GoldenLists.read("different-on-purpose").values().stream()
                .map(reason -> reason.substring(0, reason.indexOf(' ')))
                .collect(Collectors.toSet());
        assertThat(headings).containsAll(named);
    }

    /** As the renderers of Markdown make it of a heading. */
    private static String anchor(String heading) {
        return "#"
                + heading.replaceFirst("#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-');
    }

    @Test
    void nothingIsLeftForLater() throws IOException {
        assertThat(GoldenLists.read("not-yet")).isEmpty();
    }
}
