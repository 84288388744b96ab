package io.github.ossec4j.api.rest;

import io.github.ossec4j.io.text.LineCursor;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * A database that can be read. The original's tools show nothing if it is missing, cannot be read, or is a directory.
 * Any other failure is an error, which must be known before the answer starts.
 */
final class ReadableDatabase {
    private ReadableDatabase() {}

    /**
     * The same file, or empty if nothing of it is shown.
     *
     * @throws IOException if the disk fails, or no file can be opened at all
     */
    static Optional<Path> of(Optional<Path> database) throws IOException {
        if (database.isEmpty()) {
            return database;
        }
        try {
            LineCursor.open(database.get()).close();
            return database;
        } catch (NoSuchFileException | AccessDeniedException e) {
            return Optional.empty();
        } catch (FileSystemException e) {
            if (Files.readAttributes(database.get(), BasicFileAttributes.class).isRegularFile()) {
                throw e;
            }
            return Optional.empty();
        }
    }
}
