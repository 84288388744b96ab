package io.github.ossec4j.spark;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Records that are made from typed values, one after another.
 *
 * @param <T> the type of the values
 */
abstract class ValueRecords<T> extends PieceColumns {
    private final Condition condition;
    private @Nullable T value;

    ValueRecords(Piece piece, Condition condition) {
        super(piece);
        this.condition = condition;
    }

    /** The next value; null at the end. */
    abstract @Nullable T read() throws IOException;

    @Override
    public boolean next() throws IOException {
        while ((value = read()) != null) {
            if (condition.test(this) == Truth.TRUE) {
                return true;
            }
        }
        return false;
    }

    /** The current value. */
    T current() {
        T now = value;
        if (now == null) {
            throw new IllegalStateException("not at a record");
        }
        return now;
    }
}
