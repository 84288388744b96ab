package io.github.ossec4j.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RawTextTest {
    @Test
    void losslessViewLeadsBackToTheSameBytes() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        String[] pieces = {"a", "\u00e9", "\u20ac", "\ud83d\ude00", "/", "\0"};
        for (int round = 0; round < 20_000; round++) {
            var bytes = new java.io.ByteArrayOutputStream();
            for (int piece = random.nextInt(8); piece > 0; piece--) {
                byte[] text = pieces[random.nextInt(pieces.length)].getBytes(UTF_8);
                if (random.nextInt(3) == 0) {
                    bytes.write(random.nextInt(256));
                } else {
                    bytes.write(text, 0, random.nextInt(4) == 0 ? random.nextInt(text.length + 1) : text.length);
                }
            }
            RawText text = RawText.of(bytes.toByteArray());
            assertThat(RawText.fromLossless(text.lossless()))
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(text);
        }
    }

    @Test
    void allSequencesOfTwoBytesHaveDifferentLosslessViews() {
        Map<String, Integer> views = new HashMap<>();
        for (int pair = 0; pair < 0x10000; pair++) {
            RawText text = RawText.of(new byte[] {(byte) (pair >> 8), (byte) pair});
            assertThat(views.put(text.lossless(), pair)).isNull();
            assertThat(RawText.fromLossless(text.lossless())).isEqualTo(text);
        }
    }

    @Test
    void surrogatesEncodedAsBytesAreNoText() {
        RawText text =
                RawText.of(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80, (byte) 0xED, (byte) 0xB2, (byte) 0x80});

        assertThat(text.lossless()).hasSize(6);
        assertThat(RawText.fromLossless(text.lossless())).isEqualTo(text);
    }

    @Test
    void utf8IsShownAsItIs() {
        assertThat(RawText.of("/tmp/\u00fcn\u00ef \ud83d\ude00").lossless())
                .isEqualTo("/tmp/\u00fcn\u00ef \ud83d\ude00");
        assertThat(RawText.of("/tmp/\u00fcn\u00ef")).hasToString("/tmp/\u00fcn\u00ef");
    }

    @Test
    void bytesThatAreNoTextAreShownAsReplacementCharacters() {
        assertThat(RawText.of("caf\u00e9".getBytes(ISO_8859_1)).display()).isEqualTo("caf\ufffd");
    }

    @Test
    void orderIsThatOfUnsignedBytes() {
        assertThat(RawText.of("a")).isLessThan(RawText.of("\u00e9"));
        assertThat(RawText.of("a")).isLessThan(RawText.of("aa"));
    }

    @Test
    void bytesCannotBeChangedFromOutside() {
        byte[] bytes = {'a', 'b'};
        RawText text = RawText.of(bytes);
        bytes[0] = 'x';
        text.bytes()[1] = 'x';

        assertThat(text).hasToString("ab");
    }
}
