package io.github.ossec4j.api.search;

import java.nio.ByteBuffer;

/** Lines copied to the heap, for what is only written for arrays. One thread at a time. */
final class LineCopy {
    /** So that words can be read where a line should have a time or another hash. */
    private static final int SPARE = 128;

    private byte[] bytes = new byte[(1 << 13) + SPARE];

    /** An array that starts with these bytes; valid until the next call. */
    byte[] of(ByteBuffer lines, int from, int to) {
        if (bytes.length < to - from + SPARE) {
            bytes = new byte[to - from + SPARE];
        }
        lines.get(from, bytes, 0, to - from);
        return bytes;
    }
}
