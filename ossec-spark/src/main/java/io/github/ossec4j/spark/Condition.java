package io.github.ossec4j.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** A condition on a record, decided exactly as Spark would; it is sent to the tasks. */
sealed interface Condition extends Serializable {
    /** Decides it for the current record. */
    Truth test(Records record);

    /** Whether all columns that it needs are among these. */
    boolean needsOnly(IntPredicate columns);

    /** The conditions whose conjunction this is. */
    default List<Condition> conjuncts() {
        return List.of(this);
    }

    /** All of some conditions. */
    static Condition all(List<Condition> conditions) {
        return new And(conditions.toArray(Condition[]::new));
    }

    /** A condition on one column. */
    sealed interface OfColumn extends Condition {
        /** The number of the column. */
        int column();

        @Override
        default boolean needsOnly(IntPredicate columns) {
            return columns.test(column());
        }
    }

    /** A number, a time, a day or a flag between two others, both inclusive. */
    record Between(int column, long low, long high) implements OfColumn {
        @Override
        public Truth test(Records record) {
            if (record.isNull(column)) {
                return Truth.UNKNOWN;
            }
            long number = record.number(column);
            return Truth.of(number >= low && number <= high);
        }
    }

    /** Some bits of a number, as a number between two others, both inclusive. */
    record BitsBetween(int column, long mask, long low, long high) implements OfColumn {
        @Override
        public Truth test(Records record) {
            if (record.isNull(column)) {
                return Truth.UNKNOWN;
            }
            long bits = record.number(column) & mask;
            return Truth.of(bits >= low && bits <= high);
        }
    }

    /** One of some numbers, which are sorted. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record NumberIn(int column, long[] numbers) implements OfColumn {
        @Override
        public Truth test(Records record) {
            return record.isNull(column)
                    ? Truth.UNKNOWN
                    : Truth.of(Arrays.binarySearch(numbers, record.number(column)) >= 0);
        }
    }

    /** One of some texts, or of some hashes. */
    record TextIn(int column, Set<UTF8String> texts) implements OfColumn {
        @Override
        public Truth test(Records record) {
            @Nullable UTF8String text = record.text(column);
            return text == null ? Truth.UNKNOWN : Truth.of(texts.contains(text));
        }
    }

    /** Where a text has a part. */
    enum Place {
        START,
        END,
        ANYWHERE
    }

    /** A text with this part. */
    record TextPart(int column, UTF8String part, Place place) implements OfColumn {
        @Override
        public Truth test(Records record) {
            @Nullable UTF8String text = record.text(column);
            if (text == null) {
                return Truth.UNKNOWN;
            }
            return Truth.of(
                    switch (place) {
                        case START -> text.startsWith(part);
                        case END -> text.endsWith(part);
                        case ANYWHERE -> text.contains(part);
                    });
        }
    }

    /** No value. */
    record IsNull(int column) implements OfColumn {
        @Override
        public Truth test(Records record) {
            return Truth.of(record.isNull(column));
        }
    }

    /** The opposite. */
    record Not(Condition condition) implements Condition {
        @Override
        public Truth test(Records record) {
            return condition.test(record).not();
        }

        @Override
        public boolean needsOnly(IntPredicate columns) {
            return condition.needsOnly(columns);
        }
    }

    /** All of these. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record And(Condition... conditions) implements Condition {
        @Override
        public Truth test(Records record) {
            Truth all = Truth.TRUE;
            for (Condition condition : conditions) {
                Truth one = condition.test(record);
                if (one == Truth.FALSE) {
                    return one;
                }
                all = one == Truth.UNKNOWN ? one : all;
            }
            return all;
        }

        @Override
        public boolean needsOnly(IntPredicate columns) {
            return Arrays.stream(conditions).allMatch(condition -> condition.needsOnly(columns));
        }

        @Override
        public List<Condition> conjuncts() {
            return Arrays.stream(conditions)
                    .flatMap(condition -> condition.conjuncts().stream())
                    .toList();
        }
    }

    /** One of these. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Or(Condition... conditions) implements Condition {
        @Override
        public Truth test(Records record) {
            Truth any = Truth.FALSE;
            for (Condition condition : conditions) {
                Truth one = condition.test(record);
                if (one == Truth.TRUE) {
                    return one;
                }
                any = one == Truth.UNKNOWN ? one : any;
            }
            return any;
        }

        @Override
        public boolean needsOnly(IntPredicate columns) {
            return Arrays.stream(conditions).allMatch(condition -> condition.needsOnly(columns));
        }
    }
}
