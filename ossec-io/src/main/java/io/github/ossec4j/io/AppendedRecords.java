package io.github.ossec4j.io;

import java.util.List;

/**
 * Records that were appended to a database after a position, up to a few megabytes at a time.
 *
 * @param items in the order of the file
 * @param reached where the next reading continues; it may be after the last item, if malformed lines follow it
 * @param isEnd whether that was the end of the complete lines of the file
 * @param <T> the type of the records
 */
public record AppendedRecords<T>(List<Item<T>> items, FilePosition reached, boolean isEnd) {
    /** After about this many bytes, reading ends before the end of the file. */
    public static final int MOST_BYTES = 1 << 21;

    /** Copies the list. */
    public AppendedRecords {
        items = List.copyOf(items);
    }

    /**
     * A record.
     *
     * @param value the record
     * @param reached the position after it
     * @param <T> the type of the record
     */
    public record Item<T>(T value, FilePosition reached) {}
}
