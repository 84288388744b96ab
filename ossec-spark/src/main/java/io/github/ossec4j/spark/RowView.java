package io.github.ossec4j.spark;

import java.util.Objects;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * The wanted columns of the current record as a row of Spark, decoded when Spark asks for them. One object serves all records
 * of a task; Spark copies what it keeps.
 */
final class RowView extends GenericInternalRow {
    private static final long serialVersionUID = 1L;

    private final int[] columns;
    private final DataType[] types;
    private final int known;
    private transient @Nullable Records records;
    private transient @Nullable UTF8String damage;

    /**
     * @param columns the numbers of the columns
     * @param types of all columns of the table
     * @param known how many columns records have; the next one is for damaged lines
     */
    RowView(int[] columns, DataType[] types, int known) {
        super(new Object[0]); // what is inherited asks genericGet
        this.columns = columns;
        this.types = types;
        this.known = known;
    }

    /** Shows a record. */
    RowView of(Records shown) {
        records = shown;
        damage = null;
        return this;
    }

    /** Shows a damaged line, of which little is known. */
    RowView of(Records shown, UTF8String what) {
        records = shown;
        damage = what;
        return this;
    }

    private Records records() {
        return Objects.requireNonNull(records, "no record yet");
    }

    @Override
    public int numFields() {
        return columns.length;
    }

    @Override
    public boolean isNullAt(int ordinal) {
        int column = columns[ordinal];
        return column == known ? damage == null : records().isNull(column);
    }

    @Override
    public boolean getBoolean(int ordinal) {
        return getLong(ordinal) != 0;
    }

    @Override
    public int getInt(int ordinal) {
        return (int) getLong(ordinal);
    }

    @Override
    public long getLong(int ordinal) {
        return records().number(columns[ordinal]);
    }

    @Override
    @SuppressWarnings("NullAway") // Spark's own code is not annotated: null is what it expects
    public UTF8String getUTF8String(int ordinal) {
        int column = columns[ordinal];
        return column == known ? damage : records().text(column);
    }

    @Override
    @SuppressWarnings("NullAway") // as above
    public byte[] getBinary(int ordinal) {
        UTF8String bytes = getUTF8String(ordinal);
        return bytes == null ? null : bytes.getBytes();
    }

    @Override
    @SuppressWarnings("NullAway") // as above
    public Object genericGet(int ordinal) {
        if (isNullAt(ordinal)) {
            return null;
        }
        DataType type = types[columns[ordinal]];
        if (type.equals(DataTypes.StringType)) {
            return getUTF8String(ordinal);
        }
        if (type.equals(DataTypes.BinaryType)) {
            return getBinary(ordinal);
        }
        if (type.equals(DataTypes.BooleanType)) {
            return getBoolean(ordinal);
        }
        if (type.equals(DataTypes.IntegerType) || type.equals(DataTypes.DateType)) {
            return getInt(ordinal);
        }
        if (type.equals(DataTypes.LongType) || type.equals(DataTypes.TimestampType)) {
            return getLong(ordinal);
        }
        return records().value(columns[ordinal]);
    }

    @Override
    public GenericInternalRow copy() {
        var values = new @Nullable Object[columns.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = InternalRow.copyValue(genericGet(i));
        }
        return new GenericInternalRow(values);
    }

    @Override
    public void setNullAt(int ordinal) {
        throw new UnsupportedOperationException("rows of ossec cannot be changed");
    }

    @Override
    public void update(int ordinal, Object value) {
        throw new UnsupportedOperationException("rows of ossec cannot be changed");
    }

    /** By identity: the row changes with each record. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "row of ossec";
    }
}
