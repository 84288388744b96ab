package io.github.ossec4j.io;

import io.github.ossec4j.model.OssecException;
import java.nio.file.Path;

/** A file is not what its name claims, at a known line. */
public class OssecFormatException extends OssecException {
    private static final long serialVersionUID = 1L;

    private final transient Path file;
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
        super(file + (lineNumber > 0 ? ":" + lineNumber : "") + ": expected " + expected);
        this.file = file;
        this.lineNumber = lineNumber;
    }

    /** The damaged file. */
    public Path file() {
        return file;
    }

    /** The 1-based line, 0 where no line can be named. */
    public long lineNumber() {
        return lineNumber;
    }
}
