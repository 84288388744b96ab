package io.github.ossec4j.io;

import java.nio.file.Path;

/** The directory to be opened as the home of a manager contains no OSSEC files. */
public final class NotAHomeException extends HomeFileException {
    private static final long serialVersionUID = 1L;

    /** With what was expected, as part of a sentence. */
    public NotAHomeException(Path home, String lookedFor) {
        super(home, home + ": this is not an OSSEC home, " + lookedFor, NO_CODE, null);
    }
}
