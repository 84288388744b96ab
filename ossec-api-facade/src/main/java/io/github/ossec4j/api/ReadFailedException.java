package io.github.ossec4j.api;

import java.io.IOException;
import java.nio.file.Path;

/** Reading a file of the home failed for a reason that is neither absence nor permission, such as a bad disk. */
public final class ReadFailedException extends ApiException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;

    ReadFailedException(Path file, IOException cause) {
        super(file + ": cannot be read: " + cause.getMessage(), cause);
        this.file = file;
    }

    /** The file. */
    public Path file() {
        return file;
    }
}
