package io.github.ossec4j.io;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * Reading a file of the home, or changing it, failed for a reason other than a missing file or permission, such as a
 * bad or full disk.
 */
public final class ReadFailedException extends HomeFileException {
    private static final long serialVersionUID = 1L;

    /** With the reason that the file system gives. */
    public ReadFailedException(Path file, IOException cause) {
        super(file, file + ": cannot be read or changed: " + reason(cause), cause);
    }

    /** Without the name of the file, which precedes it. */
    private static String reason(IOException cause) {
        if (cause instanceof FileSystemException failure && failure.getReason() != null) {
            return failure.getReason();
        }
        return cause.getMessage() != null
                ? cause.getMessage()
                : cause.getClass().getSimpleName();
    }
}
