package io.github.ossec4j.io.xml;

import io.github.ossec4j.io.OssecFormatException;
import java.nio.file.Path;

/** A file that OSSEC's own parser refuses, with that parser's message. */
public final class DialectException extends OssecFormatException {
    private static final long serialVersionUID = 1L;

    private final String ossecText;

    DialectException(Path file, int lineNumber, String expected, String ossecText) {
        super(file, lineNumber, expected + " (XMLERR: " + ossecText + ")");
        this.ossecText = ossecText;
    }

    /** The text of OSSEC's log after {@code XMLERR:}, or ossec4j's if OSSEC has none. */
    public String ossecText() {
        return ossecText;
    }
}
