package io.github.ossec4j.spark;

import java.io.Closeable;
import java.io.IOException;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * The records of a piece of a table, one after another. The columns of the current one are numbered as in {@link
 * HomeTable#columns()} and are decoded when they are asked for. One thread at a time.
 */
interface Records extends Closeable {
    /** Moves to the next record; false at the end. */
    boolean next() throws IOException;

    /** Whether the record has no value in this column. */
    boolean isNull(int column);

    /** A number, a time in microseconds, a day since 1970, or a flag as 0 or 1; meaningless for a null. */
    long number(int column);

    /**
     * A text, or the bytes of a binary value; valid until the next move.
     *
     * @return null if there is none
     */
    @Nullable
    UTF8String text(int column);

    /** Any value as Spark represents it; null if there is none. */
    @Nullable
    Object value(int column);
}
