package io.github.ossec4j.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.model.RawText;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathPatternTest {
    private static final String LETTERS = "aAbB/.|^$\u00e9";

    @ParameterizedTest
    @CsvSource({
        "passwd, /etc/passwd, true",
        "PassWD, /etc/pAsswd, true",
        "passwd, /etc/shadow, false",
        "^/etc, /etc/passwd, true",
        "^/etc, /opt/etc, false",
        "wd$, /etc/passwd, true",
        "wd$, /etc/passwd.bak, false",
        "^/etc/passwd$, /etc/passwd, true",
        "^/etc/passwd$, /etc/passwd-, false",
        "shadow|passwd, /etc/passwd, true",
        "|x, /etc/passwd, true",
        "^, /etc/passwd, true",
        "^$, /etc/passwd, false",
        "$, /etc/passwd, true",
        "$, /etc/pa$$wd, true",
        "a.c, /etc/abc, false",
        "c, /etc, true",
        "x, /etc, false",
        "longer than the path, /etc, false",
    })
    void patternsMatchParts(String pattern, String path, boolean matches) {
        assertThat(PathPattern.of(pattern).matches(RawText.of(path))).isEqualTo(matches);
    }

    @Test
    void bytesThatAreNoAsciiMatchThemselvesOnly() {
        PathPattern pattern =
                PathPattern.of(RawText.of("\u00e9".getBytes(ISO_8859_1)).lossless());
        assertThat(pattern.matches(RawText.of("/caf\u00e9".getBytes(ISO_8859_1))))
                .isTrue();
        assertThat(pattern.matches(RawText.of("/caf\u00c9".getBytes(ISO_8859_1))))
                .isFalse();
    }

    /** A search that overlooked a path would lose its history. */
    @Test
    void bytesInWhichNothingIsFoundHaveNoPartThatMatches() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int round = 0; round < 5000; round++) {
            PathPattern pattern = PathPattern.of(letters(random, 5));
            byte[] bytes = letters(random, 80).getBytes(ISO_8859_1);
            if (pattern.mayAcceptIn(bytes, 0, bytes.length)) {
                continue;
            }
            for (int from = 0; from <= bytes.length; from++) {
                for (int to = from; to <= bytes.length; to++) {
                    assertThat(pattern.accepts(bytes, from, to))
                            .as("seed %d: %s in %s", seed, pattern, new String(bytes, from, to - from, ISO_8859_1))
                            .isFalse();
                }
            }
        }
    }

    /** The same answer as a plain reading of what the documentation says. */
    @Test
    void answersAreThoseOfAPlainReading() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            String pattern = letters(random, 6);
            String path = letters(random, 60);
            assertThat(PathPattern.of(ascii(pattern)).matches(RawText.of(ascii(path))))
                    .as("seed %d: %s in %s", seed, pattern, path)
                    .isEqualTo(plain(
                            ascii(pattern).toLowerCase(Locale.ROOT), ascii(path).toLowerCase(Locale.ROOT)));
        }
    }

    private static boolean plain(String pattern, String path) {
        boolean matches = false;
        for (String alternative : pattern.split("\\|", -1)) {
            boolean start = alternative.startsWith("^");
            String rest = start ? alternative.substring(1) : alternative;
            boolean end = rest.endsWith("$");
            String text = end ? rest.substring(0, rest.length() - 1) : rest;
            boolean bound = end && (start || !text.isEmpty()); // an end alone binds nothing
            if (start) {
                matches |= bound ? path.equals(text) : path.startsWith(text);
            } else {
                matches |= bound ? path.endsWith(text) : path.contains(text);
            }
        }
        return matches;
    }

    private static String ascii(String text) {
        return text.replace("\u00e9", "x");
    }

    private static String letters(Random random, int atMost) {
        var text = new StringBuilder();
        int length = random.nextInt(atMost + 1);
        for (int i = 0; i < length; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
