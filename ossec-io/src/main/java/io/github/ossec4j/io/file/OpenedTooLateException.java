package io.github.ossec4j.io.file;

import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;

/** A file could not be opened in time; an abandoned thread is still opening it. */
final class OpenedTooLateException extends FileSystemException {
    private static final long serialVersionUID = 1L;

    OpenedTooLateException(Path file, Duration patience, String why) {
        super(file.toString(), null, "could not be opened within " + patience.toMillis() + " ms: " + why);
    }
}
