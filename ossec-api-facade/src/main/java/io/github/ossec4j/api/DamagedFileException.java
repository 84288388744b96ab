package io.github.ossec4j.api;

import java.nio.file.Path;

/** A file of the home is not what it should be. */
public final class DamagedFileException extends ApiException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;

    DamagedFileException(Path file, String message, int errorCode, Throwable cause) {
        super(message, errorCode, cause);
        this.file = file;
    }

    /** The file. */
    public Path file() {
        return file;
    }
}
