package io.github.ossec4j.io.xml;

import io.github.ossec4j.io.OssecFormatException;
import java.nio.file.Path;

/** A file that OSSEC's own parser refuses, with what that parser says. */
public final class DialectException extends OssecFormatException {
    private static final long serialVersionUID = 1L;

    private final String ossecText;

    DialectException(Path file, int lineNumber, String expected, String ossecText) {
        super(file, lineNumber, expected + " (XMLERR: " + ossecText + ")");
        this.ossecText = ossecText;
    }

    /** The words of OSSEC's log after {@code XMLERR:}, or ours where OSSEC has none. */
    public String ossecText() {
        return ossecText;
    }
}
