package io.github.ossec4j.agentless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentWordsTest {
    @Test
    void wordsAreSplitAndQuotesRemoved() {
        assertThat(ArgumentWords.parse(" a\tb\n 'c d'\"e \\\" f\" g\\ h '' "))
                .containsExactly("a", "b", "c de \" f", "g h", "");
    }

    @Test
    void nothingIsExpanded() {
        assertThat(ArgumentWords.parse("$HOME `x` $(y) *.c ~ >f;|&& #c {a,b}"))
                .containsExactly("$HOME", "`x`", "$(y)", "*.c", "~", ">f;|&&", "#c", "{a,b}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'open", "a \"open", "a \"open\\\"", "end\\"})
    void openQuotationIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ArgumentWords.parse(text));
    }

    /** Guards that the rules are a shell's and not ours. */
    @Test
    void quotingIsThatOfTheShell() throws IOException, InterruptedException {
        assumeThat(Path.of("/bin/sh")).satisfies(Files::isExecutable);
        String[] pieces = {"a", " ", "'", "\"", "\\", "\\\"", "\\'", "\t", "b c", "''"};
        var random = new Random(4);
        var script =
                new StringBuilder("show() { for w; do printf '<'; printf '" + '%' + "s>\\n' \"$w\"; done; echo .; }\n");
        var expected = new StringBuilder();
        int lines = Boolean.getBoolean("ossec4j.thorough") ? 10_000 : 1_000;
        for (int n = 0; n < lines; n++) {
            var line = new StringBuilder("x ");
            for (int i = random.nextInt(10); i >= 0; i--) {
                line.append(pieces[random.nextInt(pieces.length)]);
            }
            List<String> words = wordsOrNone(line.toString());
            if (!words.isEmpty()) {
                script.append("show ").append(line).append('\n');
                words.forEach(word -> expected.append('<').append(word).append(">\n"));
                expected.append(".\n");
            }
        }
        Process shell = new ProcessBuilder("/bin/sh", "-s").start();
        try (var in = shell.getOutputStream()) {
            in.write(script.toString().getBytes(StandardCharsets.UTF_8));
        }
        String shown = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).isZero();
        assertThat(shown).isEqualTo(expected.toString());
    }

    /** The words of a line, none if the shell would read on after it. */
    private static List<String> wordsOrNone(String line) {
        try {
            return ArgumentWords.parse(line);
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }
}
