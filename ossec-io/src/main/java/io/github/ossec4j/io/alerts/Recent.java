package io.github.ossec4j.io.alerts;

import io.github.ossec4j.io.text.PackedBytes;
import io.github.ossec4j.model.RawText;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Values made from bytes, each kept until another one takes its place: a log repeats its rules and locations in nearly
 * every record, and making the same value again costs several times as much as finding it.
 *
 * @param <V> the type of the values
 */
final class Recent<V> {
    private static final int SLOTS = 1 << 9;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final byte[][] keys = new byte[SLOTS][];
    private final Object[] values = new Object[SLOTS];
    private final Function<RawText, V> made;

    Recent(Function<RawText, V> made) {
        this.made = made;
    }

    /** The value of these bytes. */
    @SuppressWarnings("unchecked") // put below
    V of(byte[] bytes, int from, int to) {
        int slot = slot(bytes, from, to);
        byte @Nullable [] key = keys[slot];
        if (key == null || !Arrays.equals(key, 0, key.length, bytes, from, to)) {
            keys[slot] = Arrays.copyOfRange(bytes, from, to);
            values[slot] = made.apply(RawText.of(bytes, from, to));
        }
        return (V) values[slot];
    }

    private static int slot(byte[] bytes, int from, int to) {
        long hash = (long) to - from;
        if (hash >= Long.BYTES) {
            for (int at = from; at < to - Long.BYTES; at += Long.BYTES) {
                hash = mixed(hash, PackedBytes.at(bytes, at));
            }
            hash = mixed(hash, PackedBytes.at(bytes, to - Long.BYTES));
        } else {
            for (int at = from; at < to; at++) {
                hash = mixed(hash, bytes[at]);
            }
        }
        return (int) (hash >>> 16) & SLOTS - 1;
    }

    private static long mixed(long hash, long word) {
        long mixed = (hash ^ word) * MIX;
        return mixed ^ (mixed >>> 32);
    }
}
