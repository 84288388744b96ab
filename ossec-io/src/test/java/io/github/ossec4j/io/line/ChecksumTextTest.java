package io.github.ossec4j.io.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.syscheck.FileAttributes.WazuhAttributes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksumTextTest {
    private static final String MD5 = "d41d8cd98f00b204e9800998ecf8427e";
    private static final String SHA1 = "da39a3ee5e6b4b0d3255bfef95601890afd80709";
    private static final String SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final String SUMS = MD5 + ":" + SHA1;
    private static final String BEFORE = "+++";
    private static final int SEED_COUNT = 20_000;

    private final ChecksumText ahead = new ChecksumText();
    private final ChecksumText plain = new ChecksumText();

    /** The text between other bytes, as it stands in a database. */
    private static byte[] line(String text) {
        return (BEFORE + text + " !1460000000 /etc/hosts\n" + "x".repeat(2 * ChecksumText.LONGEST_AHEAD))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private int readAhead(String text) {
        byte[] bytes = line(text);
        return ahead.readAhead(bytes, BEFORE.length(), bytes.length);
    }

    private boolean isWellFormed(String text) {
        plain.divide(line(text), BEFORE.length(), BEFORE.length() + text.length());
        return plain.isWellFormed();
    }

    private static String shown(ChecksumText sum) {
        var shown = new StringBuilder();
        for (int i = 0; i < sum.fields(); i++) {
            shown.append(sum.fieldStart(i)).append('-').append(sum.fieldEnd(i)).append(' ');
        }
        byte[] hashes = new byte[20 + 16 + 32];
        boolean[] has = {sum.md5(hashes, 0), sum.sha1(hashes, 16), sum.sha256(hashes, 36)};
        return shown + " " + sum.end() + " " + sum.size() + " " + sum.owner() + " " + sum.group() + " " + sum.modeBits()
                + " " + sum.hasSha256() + " " + Arrays.toString(hashes) + Arrays.toString(has) + " " + sum.attributes();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0:33188:0:0:" + SUMS,
                "1234567890123456:33188:0:0:" + SUMS,
                "1:2147483647:0:0:" + SUMS,
                "1:644:1000:1000:" + SUMS,
                "1:0:00:01:" + SUMS,
                "1:1:S-1-5-32-544:0:" + SUMS,
                "1:1:0:0:xxx:" + SHA1,
                "1:1:0:0:" + MD5 + ":xxx",
                "1:1:0:0:" + SUMS + ":" + SHA256,
                "1:1:0:0:" + SUMS + ":xxx",
                "1:1:0:0:" + SUMS + ":root:root:1460000000:17",
                "1:1:0:0:" + SUMS + "::::"
            })
    void whatNearlyAllTextsLookLikeIsReadAhead(String text) {
        assertThat(readAhead(text)).isEqualTo(BEFORE.length() + text.length());
        assertThat(isWellFormed(text)).isTrue();
        assertThat(shown(ahead)).isEqualTo(shown(plain));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "",
                ":33188:0:0:" + SUMS,
                "1;1:0:0:" + SUMS,
                "1::0:0:" + SUMS,
                "1:1;0:0:" + SUMS,
                "1:2147483648:0:0:" + SUMS,
                "1:1::0:" + SUMS,
                "1:1:a b:0:" + SUMS,
                "1:1:a\nb:0:" + SUMS,
                "1:1:0::" + SUMS,
                "1:1:0:0;" + SUMS,
                "1:1:0:0:" + MD5 + ";" + SHA1,
                "1:1:0:0:g41d8cd98f00b204e9800998ecf8427e:" + SHA1,
                "1:1:0:0:" + SUMS + ";",
                "1:1:0:0:" + SUMS + "\n",
                "1:1:0:0:" + SUMS + ":",
                "1:1:0:0:" + SUMS + ":" + SHA256 + "\n",
                "1:1:0:0:" + SUMS + ":root",
                "1:1:0:0:" + SUMS + ":root:root:1",
                "1:1:0:0:" + SUMS + ":root:root:1:2:3",
                "1:1:0:0:" + SUMS + ":root\nroot:1:2:3"
            })
    void theUnusualIsNotReadAhead(String text) {
        assertThat(readAhead(text)).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"12345678901234567:1:0:0:" + SUMS, "1:1:1234567890123456:0:" + SUMS, "1:1:0:S-1-5-32-545:" + SUMS
            })
    void theUnusualMayBeWellFormed(String text) {
        assertThat(readAhead(text)).isEqualTo(-1);
        assertThat(isWellFormed(text)).isTrue();
    }

    @Test
    void aNameOfAnOwnerIsReadAheadUpToItsLongest() {
        String longest = "a".repeat(63);
        assertThat(readAhead("1:1:" + longest + ":0:" + SUMS)).isPositive();
        assertThat(ahead.owner()).isEqualTo(-1);
        assertThat(readAhead("1:1:" + longest + "a:0:" + SUMS)).isEqualTo(-1);
        assertThat(isWellFormed("1:1:" + longest + "a:0:" + SUMS)).isTrue();
    }

    @Test
    void fieldsAreLookedForAsFarAsTheBytesGo() {
        byte[] bytes = (BEFORE + "1:1:0:0:" + SUMS + ":a:b:1:2").getBytes(StandardCharsets.US_ASCII);
        byte[] more = Arrays.copyOf(bytes, 2 * ChecksumText.LONGEST_AHEAD);
        more[bytes.length] = ' ';
        assertThat(ahead.readAhead(more, BEFORE.length(), bytes.length)).isEqualTo(-1);
        assertThat(ahead.readAhead(more, BEFORE.length(), bytes.length + 1)).isEqualTo(bytes.length);
    }

    /** Whatever is read ahead is what dividing finds, and well-formed. */
    @Test
    void readingAheadIsDividing() {
        String[] parts = {
            "0",
            "1",
            "9",
            ":",
            ":",
            "::",
            "x",
            "xxx",
            "-",
            "g",
            "a",
            "S-1-5",
            " ",
            "\n",
            "\0",
            "8",
            MD5,
            SHA1,
            SHA256,
            "33188",
            "2147483648"
        };
        String[] whole = {
            "0:33188:0:0:" + SUMS,
            "1:644:5:S-1:" + SUMS + ":" + SHA256,
            "1:33188:S-1-5:7:" + SUMS + ":root:adm:1460000000:17"
        };
        int read = 0;
        for (int seed = 0; seed < SEED_COUNT; seed++) {
            var random = new Random(seed);
            var text = new StringBuilder(whole[random.nextInt(whole.length)]);
            for (int edits = random.nextInt(3); edits > 0; edits--) {
                int from = random.nextInt(text.length());
                int to = Math.min(text.length(), from + random.nextInt(3));
                text.replace(from, to, random.nextBoolean() ? "" : parts[random.nextInt(parts.length)]);
            }
            byte[] bytes = line(text.toString());
            int end = ahead.readAhead(bytes, BEFORE.length(), bytes.length);
            if (end >= 0) {
                read++;
                plain.divide(bytes, BEFORE.length(), end);
                assertThat(plain.isWellFormed()).as("seed %d", seed).isTrue();
                assertThat(shown(ahead)).as("seed %d", seed).isEqualTo(shown(plain));
                assertThat(bytes[end]).as("seed %d", seed).isEqualTo((byte) ' ');
            }
        }
        assertThat(read).isGreaterThan(SEED_COUNT / 4);
    }

    @ParameterizedTest
    @CsvSource({"-1, true", "-1:, false", "-2, false", "1:1:0:0:x:x, false", "'', false"})
    void oneTextSaysThatTheFileIsGone(String text, boolean gone) {
        plain.divide(text.getBytes(StandardCharsets.US_ASCII), 0, text.length());
        assertThat(plain.isDeletion()).isEqualTo(gone);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1:1:0:0:" + MD5,
                "1:1:0:0:" + SUMS + ":x",
                "1:1:0:0:" + SUMS + ":" + SHA256 + ":8",
                "1:1:0:0:" + SUMS + ":8:9",
                "1:1:0:0:" + SUMS + ":7:8:9:10:11",
                "-1:1:0:0:" + SUMS,
                "1:-1:0:0:" + SUMS,
                "1:2147483648:0:0:" + SUMS,
                "1:1::0:" + SUMS,
                "1:1:0::" + SUMS,
                "1:1:0:0:" + MD5 + "0:" + SHA1,
                "1:1:0:0:" + MD5 + ":" + MD5
            })
    void whatHasOtherFieldsOrNumbersIsMalformed(String text) {
        assertThat(isWellFormed(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({SHA256 + ", true", "xxx, true", "xxy, false", MD5 + ", false"})
    void aSeventhFieldIsASha256OrSaysThatThereIsNone(String seventh, boolean sha256) {
        isWellFormed("1:1:0:0:" + SUMS + ":" + seventh);
        assertThat(plain.hasSha256()).isEqualTo(sha256);
        isWellFormed("1:1:0:0:" + SUMS + ":" + seventh + ":a:b:c");
        assertThat(plain.hasSha256()).isFalse();
        isWellFormed("1:1:0:0:" + SUMS);
        assertThat(plain.hasSha256()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "644, 420",
        "0644, 420",
        "7777, 4095",
        "800, 800",
        "8, 8",
        "1008, 1008",
        "00644, 644",
        "33188, 33188"
    })
    void upToFourOctalDigitsAreAnOctalMode(String mode, int bits) {
        assertThat(isWellFormed("1:" + mode + ":0:0:" + SUMS)).isTrue();
        assertThat(plain.modeBits()).isEqualTo(bits);
        assertThat(plain.attributes().mode().map(found -> found.bits()).orElse(0))
                .isEqualTo(bits);
    }

    @Test
    void hashesThatAreNotThereAreNotWritten() {
        byte[] target = {7};
        isWellFormed("1:1:0:0:xxx:" + SHA1 + ":a:b:c:d");
        assertThat(plain.md5(target, 0)).isFalse();
        assertThat(plain.sha256(target, 0)).isFalse();
        isWellFormed("1:1:0:0:" + SUMS);
        assertThat(plain.sha256(target, 0)).isFalse();
        assertThat(target).containsExactly(7);
        byte[] hash = new byte[17];
        assertThat(plain.md5(hash, 1)).isTrue();
        assertThat(hash).startsWith(0, 0xd4, 0x1d).endsWith(0x42, 0x7e);
    }

    @Test
    void theFieldsOfWazuhMayHoldAnything() {
        isWellFormed("1:1:0:0:" + SUMS + ":root:a dm:1460000000:17");
        assertThat(plain.attributes().wazuh())
                .contains(new WazuhAttributes(
                        RawText.of("root"),
                        RawText.of("a dm"),
                        Optional.of(Instant.ofEpochSecond(1460000000)),
                        OptionalLong.of(17)));
        isWellFormed("1:1:0:0:" + SUMS + ":::0:0");
        assertThat(plain.attributes().wazuh())
                .contains(new WazuhAttributes(
                        RawText.EMPTY, RawText.EMPTY, Optional.of(Instant.EPOCH), OptionalLong.of(0)));
        isWellFormed("1:1:0:0:" + SUMS + "::::");
        assertThat(plain.attributes().wazuh())
                .contains(new WazuhAttributes(RawText.EMPTY, RawText.EMPTY, Optional.empty(), OptionalLong.empty()));
    }
}
