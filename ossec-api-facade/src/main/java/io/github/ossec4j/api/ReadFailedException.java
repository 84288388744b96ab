package io.github.ossec4j.api;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * Reading a file of the home, or changing it, failed for a reason that is neither absence nor permission, such as a bad or
 * full disk.
 */
public final class ReadFailedException extends ApiException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;

    ReadFailedException(Path file, IOException cause) {
        super(file + ": cannot be read or changed: " + reason(cause), cause);
        this.file = file;
    }

    /** Without the name of the file, which stands before it. */
    private static String reason(IOException cause) {
        return cause instanceof FileSystemException failure && failure.getReason() != null
                ? failure.getReason()
                : String.valueOf(cause.getMessage());
    }

    /** The file. */
    public Path file() {
        return file;
    }
}
