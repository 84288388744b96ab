package io.github.ossec4j.api;

import java.nio.file.Path;

/** The process may not read (or write) a file of the home; OSSEC's own files belong to root and the group ossec. */
public final class AccessRefusedException extends ApiException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;

    AccessRefusedException(Path file, Throwable cause) {
        super(file + ": this process has no permission (OSSEC's files belong to root and the group ossec)", cause);
        this.file = file;
    }

    /** The file. */
    public Path file() {
        return file;
    }
}
