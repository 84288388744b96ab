package io.github.ossec4j.cli;

import io.github.ossec4j.cli.Table.Column;
import java.util.List;

/**
 * A kind of record that people read as rows of a table.
 *
 * @param <T> the type of the records
 */
interface Listing<T> extends Shape<T> {
    /** The columns for people. */
    List<Column> columns();

    /** A cell for each of {@link #columns()}. */
    Object[] row(T entry, Times times);
}
