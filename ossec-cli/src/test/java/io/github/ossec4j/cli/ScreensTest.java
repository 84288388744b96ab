package io.github.ossec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The screens in the documents show what the command prints on a terminal of the stated width. */
class ScreensTest {
    private static final Pattern SCREEN =
            Pattern.compile("<!-- (\\d+) columns -->\n```\n\\$ \\./ossec ([^\n]+)\n(.*?)```", Pattern.DOTALL);

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/cli.md"})
    void screensAreCurrent(String document) throws IOException {
        var screens = SCREEN.matcher(Files.readString(Path.of("..").resolve(document)));
        int count = 0;
        while (screens.find()) {
            count++;
            Run run = Run.with()
                    .columns(Integer.parseInt(screens.group(1)))
                    .run(Stream.of(
                                    Stream.of("--color", "never"),
                                    Stream.of(screens.group(2).split(" ", -1)))
                            .flatMap(words -> words)
                            .toArray(String[]::new));
            assertThat(run.out()).as(screens.group(2)).isEqualTo(screens.group(3));
        }
        assertThat(count).as("screens at 80 and 120 columns").isGreaterThanOrEqualTo(2);
    }
}
