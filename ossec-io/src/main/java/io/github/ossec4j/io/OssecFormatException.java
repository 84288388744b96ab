package io.github.ossec4j.io;

import java.nio.file.Path;

/** The content of a file is invalid, at a known line. */
public class OssecFormatException extends HomeFileException {
    private static final long serialVersionUID = 1L;

    private final long lineNumber;
    private final String expected;

    /** Reports a malformed line. */
    public OssecFormatException(MalformedLine line) {
        this(line.file(), line.lineNumber(), line.expected());
    }

    /**
     * Reports a damaged file.
     *
     * @param lineNumber 1-based; 0 if the line is unknown
     * @param expected what was expected instead
     */
    public OssecFormatException(Path file, long lineNumber, String expected) {
        super(file, file + (lineNumber > 0 ? ":" + lineNumber : "") + ": expected " + expected, NO_CODE, null);
        this.lineNumber = lineNumber;
        this.expected = expected;
    }

    /** The same, for damage for which OSSEC's tools have an error number. */
    public OssecFormatException(OssecFormatException damage, int errorCode) {
        super(damage.file(), String.valueOf(damage.getMessage()), errorCode, damage);
        this.lineNumber = damage.lineNumber;
        this.expected = damage.expected;
    }

    /** The 1-based line, 0 if it is unknown. */
    public long lineNumber() {
        return lineNumber;
    }

    /** What was expected instead, as the end of the sentence "expected …". */
    public String expected() {
        return expected;
    }
}
