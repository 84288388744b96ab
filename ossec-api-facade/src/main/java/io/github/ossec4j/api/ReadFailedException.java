package io.github.ossec4j.api;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Reading a file of the home, or changing it, failed for a reason that is neither absence nor permission, such as a bad or
 * full disk.
 */
public final class ReadFailedException extends ApiException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;

    ReadFailedException(Path file, IOException cause) {
        super(file + ": cannot be read or changed: " + cause.getMessage(), cause);
        this.file = file;
    }

    /** The file. */
    public Path file() {
        return file;
    }
}
