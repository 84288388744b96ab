package io.github.ossec4j.io;

import java.nio.file.Path;

/** What was to be opened as the home of a manager holds nothing of OSSEC. */
public final class NotAHomeException extends HomeFileException {
    private static final long serialVersionUID = 1L;

    /** With what was looked for, as part of a sentence. */
    public NotAHomeException(Path home, String lookedFor) {
        super(home, home + ": this is not an OSSEC home, " + lookedFor, NO_CODE, null);
    }
}
