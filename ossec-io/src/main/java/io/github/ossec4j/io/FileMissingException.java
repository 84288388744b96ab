package io.github.ossec4j.io;

import java.nio.file.Path;

/** A file is missing from the home. */
public final class FileMissingException extends HomeFileException {
    private static final long serialVersionUID = 1L;

    /** With the reason that the file system gives. */
    public FileMissingException(Path file, Throwable cause) {
        super(file, file + ": there is no such file", cause);
    }

    /** For a missing file for which OSSEC's tools have an error number. */
    public FileMissingException(Path file, int errorCode, Throwable cause) {
        this(file, "there is no such file", errorCode, cause);
    }

    /**
     * For a missing file for which OSSEC's tools have an error number.
     *
     * @param what what is missing, as a sentence
     */
    public FileMissingException(Path file, String what, int errorCode, Throwable cause) {
        super(file, file + ": " + what, errorCode, cause);
    }
}
