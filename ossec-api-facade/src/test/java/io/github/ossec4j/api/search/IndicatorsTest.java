package io.github.ossec4j.api.search;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.MalformedLineHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndicatorsTest {
    private static final String MD5 = "d41d8cd98f00b204e9800998ecf8427e";
    private static final String SHA1 = "da39a3ee5e6b4b0d3255bfef95601890afd80709";
    private static final String SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final Path NAME = Path.of("list");

    private static Indicators read(String list, Charset charset) throws IOException {
        return Indicators.read(new ByteArrayInputStream(list.getBytes(charset)), NAME, MalformedLineHandler.failing());
    }

    private static boolean has(Indicators indicators, String path) {
        byte[] bytes = path.getBytes(ISO_8859_1);
        return indicators.paths().contains(bytes, 0, bytes.length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SHA1,
                SHA1 + "\n",
                SHA1 + "\r\n",
                "\n# bad files\n\n" + SHA1 + "  /usr/bin/evil\n  \n",
                "\uFEFF" + SHA1 + "\n",
                "\\" + SHA1 + "  odd\\nname\n",
                SHA1 + ",trojan,2021\n",
                SHA1 + ";" + MD5 + "\n",
                SHA1 + "\t*evil.exe\n" + SHA1 + "\n"
            })
    void hashIsTheFirstWordOfALine(String list) throws IOException {
        Indicators indicators = read(list, UTF_8);

        assertThat(indicators.size()).isEqualTo(1);
        assertThat(indicators.hashes(HashKind.SHA1).member(0))
                .isEqualTo(HexFormat.of().parseHex(SHA1));
    }

    @Test
    void lengthTellsTheKindOfAHash() throws IOException {
        Indicators indicators = read(MD5 + "\n" + SHA1.toUpperCase(java.util.Locale.ROOT) + "\n" + SHA256, UTF_8);

        for (HashKind kind : HashKind.values()) {
            assertThat(indicators.hashes(kind).size()).as("%s", kind).isEqualTo(1);
        }
        assertThat(indicators.size()).isEqualTo(3);
    }

    @Test
    void pathTakesTheWholeLine() throws IOException {
        List<String> paths = List.of(
                "/usr/bin/odd name # no comment,",
                "C:\\Windows/win.ini",
                "\\\\server\\share",
                "HKEY_USERS\\a",
                "/\u00e9");
        Indicators indicators = read(String.join("\r\n", paths), ISO_8859_1);

        assertThat(paths).allMatch(path -> has(indicators, path));
        assertThat(indicators.size()).isEqualTo(5);
        assertThat(has(indicators, "/usr/bin/odd name ")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a39a3ee5e6b4b0d3255bfef95601890afd80709", "xxx", "etc/passwd", "0", "C:", "evil.exe", ","})
    void anythingElseIsReportedWithoutItsText(String line) throws IOException {
        var reports = new ArrayList<MalformedLine>();
        Indicators indicators = Indicators.read(
                new ByteArrayInputStream(("# list\n" + line + "\n" + MD5).getBytes(UTF_8)), NAME, reports::add);

        assertThat(indicators.size()).isEqualTo(1);
        assertThat(reports).hasSize(1);
        assertThat(reports.get(0).lineNumber()).isEqualTo(2);
        assertThat(reports.get(0).offset()).isEqualTo(7);
        assertThat(reports.get(0).expected()).startsWith("a hash of 32, 40 or 64");
        assertThatThrownBy(() -> Indicators.of(List.of(line))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void lineOfAnyLengthIsReportedInBoundedMemory() throws IOException {
        var reports = new ArrayList<MalformedLine>();
        byte[] list = ("/" + "x".repeat(3 << 20) + "\n" + MD5).getBytes(UTF_8);
        assertThat(Indicators.read(new ByteArrayInputStream(list), NAME, reports::add)
                        .size())
                .isEqualTo(1);
        assertThat(reports).hasSize(1);
    }

    @Test
    void setHasWhatWasAddedAndNothingElse() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var set = new ByteSet();
        var added = new ArrayList<byte[]>();
        for (int i = 0; i < 5000; i++) {
            var bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            set.add(bytes, 0, bytes.length);
            set.add(bytes, 0, bytes.length);
            added.add(bytes);
        }
        assertThat(set.size()).as("seed %d", seed).isLessThanOrEqualTo(5000);
        assertThat(added).as("seed %d", seed).allMatch(bytes -> set.contains(bytes, 0, bytes.length));
        for (int i = 0; i < 5000; i++) {
            var other = new byte[41];
            random.nextBytes(other);
            assertThat(set.contains(other, 0, other.length)).isFalse();
        }
    }
}
