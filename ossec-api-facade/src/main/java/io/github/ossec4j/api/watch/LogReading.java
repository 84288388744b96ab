package io.github.ossec4j.api.watch;

import io.github.ossec4j.io.FilePosition;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** A log that is read on after a position. One thread at a time. */
interface LogReading extends Closeable {
    /** Opens a file; empty if it does not continue what was read up to the position. */
    @FunctionalInterface
    interface Opening {
        Optional<? extends LogReading> after(Path file, FilePosition position) throws IOException;
    }

    /** Moves to the next record that is wanted; false at the end. */
    boolean next() throws IOException;

    /** The time of the record. */
    Instant at();

    /** The record as an event. */
    WatchEvent event(WatchPosition position);

    /** The position before the record. */
    FilePosition before() throws IOException;

    /** The position after the record; at the end, where to go on. */
    FilePosition reached() throws IOException;
}
