package io.github.ossec4j.api;

import java.nio.file.Path;

/** A file that should be in the home is not. */
public final class FileMissingException extends ApiException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;

    FileMissingException(Path file, int errorCode, Throwable cause) {
        this(file, "there is no such file", errorCode, cause);
    }

    FileMissingException(Path file, String what, int errorCode, Throwable cause) {
        super(file + ": " + what, errorCode, cause);
        this.file = file;
    }

    FileMissingException(Path file, Throwable cause) {
        super(file + ": there is no such file", cause);
        this.file = file;
    }

    /** The missing file. */
    public Path file() {
        return file;
    }
}
