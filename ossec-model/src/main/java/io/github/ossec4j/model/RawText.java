package io.github.ossec4j.model;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Text as OSSEC keeps it: bytes without a declared charset, mostly UTF-8, sometimes Latin-1 or a mixture.
 *
 * <p>Two values are equal when their bytes are. Three views exist: {@link #bytes()}, {@link #display()} for people, and
 * {@link #lossless()}, a {@code String} from which {@link #fromLossless(String)} restores the same bytes.
 *
 * <p>Immutable.
 */
public final class RawText implements Comparable<RawText> {
    /** Empty text. */
    public static final RawText EMPTY = new RawText(new byte[0]);

    /** A byte that is not UTF-8 becomes this plus its value: a lone low surrogate, which no valid UTF-8 decodes to. */
    private static final char ESCAPE = 0xDC00;

    /** What {@link #display()} has in place of bytes that are not UTF-8, unless the text contains it itself. */
    private static final char REPLACEMENT = '\uFFFD';

    private final byte[] bytes;

    private RawText(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The UTF-8 bytes of a string. */
    public static RawText of(String text) {
        return text.isEmpty() ? EMPTY : new RawText(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A copy of these bytes. */
    public static RawText of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    /** A copy of the bytes from {@code from}, inclusive, to {@code to}, exclusive. */
    public static RawText of(byte[] bytes, int from, int to) {
        return from == to ? EMPTY : new RawText(Arrays.copyOfRange(bytes, from, to));
    }

    /** The bytes that {@link #lossless()} was made from. */
    public static RawText fromLossless(String text) {
        int start = 0;
        int first = 0;
        while (first < text.length() && !Character.isSurrogate(text.charAt(first))) {
            first++;
        }
        if (first == text.length()) {
            return of(text);
        }
        var out = new ByteArrayOutputStream(text.length());
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
            if (c >= ESCAPE + 0x80 && c <= ESCAPE + 0xFF && !pair) {
                out.writeBytes(text.substring(start, i).getBytes(StandardCharsets.UTF_8));
                out.write(c - ESCAPE);
                start = i + 1;
            }
        }
        out.writeBytes(text.substring(start).getBytes(StandardCharsets.UTF_8));
        return new RawText(out.toByteArray());
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Number of bytes. */
    public int length() {
        return bytes.length;
    }

    /** Whether there are no bytes. */
    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** The byte at this 0-based index. */
    public byte byteAt(int index) {
        return bytes[index];
    }

    /** Whether the text starts with these characters; {@code prefix} is ASCII. */
    public boolean startsWith(String prefix) {
        if (prefix.length() > bytes.length) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (bytes[i] != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether these are the bytes from {@code from}, inclusive, to {@code to}, exclusive. */
    public boolean equalsRange(byte[] other, int from, int to) {
        return Arrays.equals(bytes, 0, bytes.length, other, from, to);
    }

    /** For people: decoded as UTF-8, with U+FFFD for each maximal invalid sequence. */
    public String display() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /**
     * For keeping: decoded as UTF-8, with each invalid byte kept as the lone surrogate U+DC80 to U+DCFF that holds
     * its value. Distinct bytes give distinct strings, and {@link #fromLossless(String)} reverses this.
     */
    public String lossless() {
        String shown = display();
        return shown.indexOf(REPLACEMENT) < 0 ? shown : escaped();
    }

    private String escaped() {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            if (!result.isError()) {
                return out.flip().toString();
            }
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (ESCAPE + (in.get() & 0xFF)));
            }
        }
    }

    /** By bytes, as unsigned numbers. */
    @Override
    public int compareTo(RawText other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawText text && Arrays.equals(bytes, text.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** {@link #display()}. */
    @Override
    public String toString() {
        return display();
    }
}
