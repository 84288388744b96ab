package io.github.ossec4j.api.watch;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Files whose changes become events. One thread at a time. */
interface Source extends Closeable {
    /** A file in one of the watched directories has changed, or may have. */
    void changed(Path file);

    /** Looks for everything that has changed since the last time. */
    void sweep();

    /**
     * Reads a file that has changed, and passes on what happened; false if there is none to read now.
     *
     * @param now as {@link System#nanoTime()}
     */
    boolean read(long now, Consumer<WatchEvent> events) throws IOException;

    /** Closes what is open between two readings. */
    @Override
    default void close() throws IOException {
        // Most keep nothing open.
    }

    /** In how many nanoseconds from now on there is something to read; empty if nothing has changed. */
    Optional<Long> due(long now);
}
