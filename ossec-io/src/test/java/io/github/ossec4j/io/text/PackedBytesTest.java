package io.github.ossec4j.io.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Eight bytes at a time give what one at a time gives. */
class PackedBytesTest {
    private static final int ROUNDS = 20_000;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @Test
    void lineFeedsAreFoundWhereverTheyStand() {
        for (int round = 0; round < ROUNDS; round++) {
            var bytes = new byte[random.nextInt(100)];
            for (int i = 0; i < bytes.length; i++) {
                // Near the limits of the comparisons, and rarely what is looked for.
                int[] values = {0, 9, 11, 0x1F, 0x20, 0x7F, 0x80, 0x8A, 0xFF, 'a'};
                bytes[i] = (byte) (random.nextInt(40) == 0 ? '\n' : values[random.nextInt(values.length)]);
            }
            int from = random.nextInt(bytes.length + 1);
            int to = from + random.nextInt(bytes.length - from + 1);
            int lineFeed = from;
            while (lineFeed < to && bytes[lineFeed] != '\n') {
                lineFeed++;
            }
            int afterLast = to;
            while (afterLast > from && bytes[afterLast - 1] != '\n') {
                afterLast--;
            }
            assertThat(PackedBytes.lineFeed(bytes, from, to))
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(lineFeed);
            assertThat(PackedBytes.firstOf(bytes, from, to, (byte) '\n'))
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(lineFeed);
            assertThat(PackedBytes.afterLastLineFeed(bytes, from, to))
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(afterLast);
        }
    }

    @Test
    void linesThatStartAsNoOtherAndEmptyLinesAreFoundWhereverTheyStand() {
        for (int round = 0; round < ROUNDS; round++) {
            var bytes = new byte[random.nextInt(120)];
            int rare = 2 + random.nextInt(60);
            for (int i = 0; i < bytes.length; i++) {
                // Near the limits of the comparisons, and rarely what is looked for.
                int[] values = {0, 9, 11, '*', ',', 0x7F, 0x80, 0x8A, 0xAB, 0xFF};
                int[] wanted = {'\n', '+', '+', '+'};
                bytes[i] = (byte)
                        (random.nextInt(rare) == 0
                                ? wanted[random.nextInt(wanted.length)]
                                : values[random.nextInt(values.length)]);
                if (i > 0 && bytes[i - 1] == '\n' && random.nextInt(4) != 0) {
                    bytes[i] = (byte) (random.nextInt(4) == 0 ? '\n' : '+');
                }
            }
            int from = random.nextInt(bytes.length + 1);
            int to = from + random.nextInt(bytes.length - from + 1);
            int other = from + 1;
            while (other < to && (bytes[other - 1] != '\n' || bytes[other] == '+')) {
                other++;
            }
            int two = from;
            while (two < to - 1 && (bytes[two] != '\n' || bytes[two + 1] != '\n')) {
                two++;
            }
            assertThat(PackedBytes.otherLine(bytes, from, to, (byte) '+'))
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(other < to ? other : to);
            assertThat(PackedBytes.twoLineFeeds(bytes, from, to))
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(two < to - 1 ? two : to);
        }
    }

    @Test
    void textsAndPatternsAreComparedByteByByte() {
        PackedText text = PackedText.of("Rule: ");
        PackedPattern pattern = PackedPattern.of("dWw :d\u0000z");
        byte[] fitting = "5Zq :0\u0000z".getBytes(StandardCharsets.ISO_8859_1);
        byte[] rule = "Rule: 12".getBytes(StandardCharsets.ISO_8859_1);
        for (int place = 0; place < Long.BYTES; place++) {
            for (int value = 0; value < 256; value++) {
                byte[] changed = fitting.clone();
                changed[place] = (byte) value;
                boolean fits = switch (place) {
                    case 0, 5 -> value >= '0' && value <= '9';
                    case 1 -> value >= 'A' && value <= 'Z';
                    case 2 -> value >= 'a' && value <= 'z';
                    default -> value == fitting[place];
                };
                assertThat(pattern.isAt(changed, 0))
                        .as("%d at %d", value, place)
                        .isEqualTo(fits);
                changed = rule.clone();
                changed[place] = (byte) value;
                assertThat(text.isAt(changed, 0, Long.BYTES)).isEqualTo(place >= text.length() || value == rule[place]);
            }
        }
        assertThat(text.isAt(rule, 0, text.length())).isTrue();
        assertThat(text.isAt(rule, 0, text.length() - 1)).isFalse();
    }

    @Test
    void timesAreReadWhetherTheyAreThoseOfBeforeOrNot() {
        var times = new EpochText();
        assertThat(times.read(new byte[16], 0)).isZero();
        for (int round = 0; round < ROUNDS; round++) {
            long second = random.nextInt(4) * 1_000_000_000L + random.nextInt(3);
            String digits = random.nextInt(8) == 0 ? second + "7" : Long.toString(second);
            byte[] bytes = (digits + " .:x".charAt(random.nextInt(4)) + "12345678901234567890")
                    .getBytes(StandardCharsets.US_ASCII);
            assertThat(times.read(bytes, 0)).as("seed %d round %d", seed, round).isEqualTo(digits.length());
            assertThat(times.second()).as("seed %d round %d", seed, round).isEqualTo(Long.parseLong(digits));
        }
    }

    @Test
    void aNumberOfSomeBytesHasOnlyDigits() {
        byte[] bytes = "33188:0:".getBytes(StandardCharsets.US_ASCII);
        assertThat(PackedBytes.number(PackedBytes.at(bytes, 0), 5)).isEqualTo(33188);
        assertThat(PackedBytes.number(PackedBytes.at(bytes, 0), 1)).isEqualTo(3);
        assertThat(PackedBytes.number(PackedBytes.at(bytes, 0), 6)).isEqualTo(-1);
    }

    @Test
    void pairsAreFoundInEitherCase() {
        byte[] letters = "aAbB@[`{12\u00e1".getBytes(StandardCharsets.ISO_8859_1);
        byte[] wanted = "ab@`12\u00e1".getBytes(StandardCharsets.ISO_8859_1);
        for (int round = 0; round < ROUNDS; round++) {
            var bytes = new byte[random.nextInt(140)];
            boolean rare = random.nextBoolean();
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = rare && random.nextInt(20) != 0 ? (byte) 'x' : letters[random.nextInt(letters.length)];
            }
            byte first = wanted[random.nextInt(wanted.length)];
            byte second = wanted[random.nextInt(wanted.length)];
            int from = random.nextInt(bytes.length + 1);
            int to = from + random.nextInt(bytes.length - from + 1);
            int expected = from;
            while (expected < to - 1 && !(lower(bytes[expected]) == first && lower(bytes[expected + 1]) == second)) {
                expected++;
            }
            assertThat(PackedBytes.pair(bytes, from, to, first, second))
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(expected < to - 1 ? expected : to);
        }
    }

    private static byte[] upperCase(byte[] text) {
        return new String(text, StandardCharsets.US_ASCII)
                .toUpperCase(Locale.ROOT)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte lower(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b + 0x20) : b;
    }

    @Test
    void numbersAreReadUpToTheFirstOtherByte() {
        for (int round = 0; round < ROUNDS; round++) {
            var bytes = new byte[24];
            random.nextBytes(bytes);
            int digits = random.nextInt(17);
            var text = new StringBuilder("0");
            for (int i = 0; i < digits; i++) {
                bytes[i] = (byte) ('0' + random.nextInt(10));
                text.append((char) bytes[i]);
            }
            int[] others = {0, '/', ':', ' ', 0x7F, 0x80, 0xB5, 0xFF};
            bytes[digits] = (byte) others[random.nextInt(others.length)];
            long number = PackedBytes.number(bytes, 0);
            assertThat(PackedBytes.digits(number))
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(digits);
            assertThat(PackedBytes.value(number))
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(Long.parseLong(text.toString()));
        }
    }

    @Test
    void hashesAreDecoded() {
        for (int bytes : new int[] {16, 20, 32}) {
            for (int round = 0; round < ROUNDS / 10; round++) {
                var hash = new byte[bytes];
                random.nextBytes(hash);
                byte[] text = HexFormat.of().formatHex(hash).getBytes(StandardCharsets.US_ASCII);
                assertThat(PackedBytes.isHex(text, 0, text.length)).isTrue();
                for (byte[] digits : List.of(text, upperCase(text))) {
                    var decoded = new byte[bytes + 2];
                    PackedBytes.hex(digits, 0, digits.length, decoded, 1);
                    assertThat(Arrays.copyOfRange(decoded, 1, bytes + 1))
                            .as("seed %d round %d", seed, round)
                            .isEqualTo(hash);
                }
            }
        }
    }

    @Test
    void everyByteThatIsNoLowerCaseHexadecimalDigitIsNoticedAtEveryPlace() {
        byte[] text = "0123456789abcdef0123456789abcdef01234567".getBytes(StandardCharsets.US_ASCII);
        for (int place = 0; place < text.length; place++) {
            for (int value = 0; value < 256; value++) {
                byte[] changed = text.clone();
                changed[place] = (byte) value;
                boolean lower = (value >= '0' && value <= '9') || (value >= 'a' && value <= 'f');
                assertThat(PackedBytes.isHex(changed, 0, text.length)).isEqualTo(lower);
            }
        }
    }
}
