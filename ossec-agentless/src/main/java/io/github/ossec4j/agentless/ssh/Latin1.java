package io.github.ossec4j.agentless.ssh;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Text of unknown encoding. While it is parsed it is kept as ISO-8859-1, one char per byte, so
 * that nothing is lost; patterns, messages and passwords need it decoded.
 */
final class Latin1 {
    private Latin1() {}

    /** UTF-8, or ISO-8859-1 where that is not valid UTF-8. */
    static String decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    /** The same for text that is kept as one char per byte. */
    static String decoded(String latin1) {
        return decoded(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The UTF-8 bytes of a text, one char for each: how sent text looks when it is echoed. */
    static String of(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
