package io.github.ossec4j.io;

import java.nio.file.Path;

/** This process may not read (or write) a file of the home; OSSEC's own files belong to root and the group ossec. */
public final class AccessRefusedException extends HomeFileException {
    private static final long serialVersionUID = 1L;

    /** With the reason that the file system gives. */
    public AccessRefusedException(Path file, Throwable cause) {
        super(
                file,
                file + ": this process has no permission (OSSEC's files belong to root and the group ossec)",
                cause);
    }
}
