package io.github.ossec4j.io.syscheck;

import java.nio.ByteBuffer;

/** Which records are wanted, decided from their fields, so that nothing is created for the others. */
@FunctionalInterface
public interface RecordFilter {
    /**
     * Whether the record is wanted.
     *
     * @param record the cursor at this record; it must not be moved
     */
    boolean accepts(SyscheckCursor record);

    /**
     * Whether a wanted record may be among these bytes, which are a line or many. A filter that knows some bytes of every
     * record it accepts looks for them here: that is many times as fast as taking each line apart.
     *
     * @param lines holds the lines, outside the heap and little-endian; it belongs to the cursor and must not be changed or
     *     kept; its position and limit have no meaning
     * @param from index of the first line's first byte
     * @param to index after the last line's LF
     * @return false only if {@link #accepts} is false for every record in these bytes
     */
    default boolean mayAcceptIn(ByteBuffer lines, int from, int to) {
        return true;
    }
}
