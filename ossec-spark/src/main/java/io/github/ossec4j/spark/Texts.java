package io.github.ossec4j.spark;

import io.github.ossec4j.io.text.PackedBytes;
import io.github.ossec4j.model.RawText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/** Values as Spark represents them. */
final class Texts {
    private static final long HIGHS = 0x8080808080808080L;
    private static final long MICROS = 1_000_000;

    private Texts() {}

    /** A name; bytes that are not UTF-8 are replaced. */
    static UTF8String of(String lossless) {
        return UTF8String.fromString(RawText.fromLossless(lossless).display());
    }

    /** Text of a monitored machine: the same bytes if it is to be lossless, else bytes that are not UTF-8 are replaced. */
    static UTF8String of(RawText text, boolean isLossless) {
        return isLossless ? UTF8String.fromBytes(text.bytes()) : UTF8String.fromString(text.display());
    }

    /** The same for a range of bytes, which is not copied unless something is replaced. */
    static UTF8String of(byte[] bytes, int from, int to, boolean isLossless) {
        return isLossless || isAscii(bytes, from, to)
                ? UTF8String.fromBytes(bytes, from, to - from)
                : UTF8String.fromString(new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }

    private static boolean isAscii(byte[] bytes, int from, int to) {
        int i = from;
        long seen = 0;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            seen |= PackedBytes.at(bytes, i);
        }
        for (; i < to; i++) {
            seen |= bytes[i];
        }
        return (seen & HIGHS) == 0;
    }

    /** The value of an element of a list of texts, which has the type of the column. */
    static Object element(RawText text, boolean isLossless) {
        return isLossless ? text.bytes() : UTF8String.fromString(text.display());
    }

    /** A list. */
    static <T> ArrayData list(List<T> values, Function<? super T, ?> value) {
        return new GenericArrayData(values.stream().map(value).toArray());
    }

    /** A time in microseconds; OSSEC records whole seconds. */
    static long micros(Instant time) {
        return micros(time.getEpochSecond()) + time.getNano() / 1000;
    }

    static long micros(long epochSecond) {
        return epochSecond * MICROS;
    }
}
