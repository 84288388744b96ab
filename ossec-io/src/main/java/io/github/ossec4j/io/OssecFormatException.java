package io.github.ossec4j.io;

import java.nio.file.Path;

/** A file is not what its name claims, at a known line. */
public class OssecFormatException extends HomeFileException {
    private static final long serialVersionUID = 1L;

    private final long lineNumber;

    /** Reports a malformed line. */
    public OssecFormatException(MalformedLine line) {
        this(line.file(), line.lineNumber(), line.expected());
    }

    /**
     * Reports a damaged file.
     *
     * @param lineNumber 1-based; 0 where no line can be named
     * @param expected what should have stood there
     */
    public OssecFormatException(Path file, long lineNumber, String expected) {
        super(file, file + (lineNumber > 0 ? ":" + lineNumber : "") + ": expected " + expected, NO_CODE, null);
        this.lineNumber = lineNumber;
    }

    /** The same, for damage to which OSSEC's tools give a number. */
    public OssecFormatException(OssecFormatException damage, int errorCode) {
        super(damage.file(), String.valueOf(damage.getMessage()), errorCode, damage);
        this.lineNumber = damage.lineNumber;
    }

    /** The 1-based line, 0 where no line can be named. */
    public long lineNumber() {
        return lineNumber;
    }
}
