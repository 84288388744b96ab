package io.github.ossec4j.cli;

import java.util.List;

/**
 * A kind of record as programs read it, as an object of JSON or a row of CSV: the same from every command.
 *
 * @param <T> the type of the records
 */
interface Shape<T> {
    /** Writes the record as an object. */
    void write(Json out, T entry);

    /** The titles of the columns of CSV; members of nested objects have columns of their own. */
    List<String> csvTitles();

    /** A value for each of {@link #csvTitles()}; an {@code Optional} may be empty. */
    Object[] csvRow(T entry);
}
