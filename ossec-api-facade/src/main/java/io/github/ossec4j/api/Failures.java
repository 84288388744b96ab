package io.github.ossec4j.api;

import io.github.ossec4j.io.HomeFileException;
import io.github.ossec4j.io.control.CommandTimeoutException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Converts exceptions of the file system to those of the facade. */
final class Failures {
    private Failures() {}

    @FunctionalInterface
    interface Reading<T> {
        T read() throws IOException;
    }

    /** {@link #reading} a file; empty if there is none. */
    static <T> Optional<T> readingIfExists(Path file, Reading<T> reading) {
        return reading(file, () -> {
            try {
                return Optional.of(reading.read());
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
        });
    }

    /**
     * Reads, and converts failures to the facade's exceptions.
     *
     * @param file the failing file unless the file system names another one: a file of this directory, or one that
     *     changes with this one
     */
    static <T> T reading(Path file, Reading<T> reading) {
        try {
            return reading.read();
        } catch (CommandTimeoutException | InterruptedIOException e) {
            throw new ProgramAbortedException(e);
        } catch (IOException e) {
            throw HomeFileException.of(file, e);
        }
    }
}
