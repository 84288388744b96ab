package io.github.ossec4j.io;

/**
 * How far a file that daemons append to has been read, and how its last line is recognized: a reader that continues there,
 * perhaps on another day, notices that the file has been emptied or replaced meanwhile, even if it is longer than before.
 *
 * @param offset in bytes, after a line feed; 0 for the start, also of a file that does not exist
 * @param lastLine a checksum, 0 to 65535, of the line before the offset, without its first 16 bytes, which daemons overwrite;
 *     in alerts and archives, whose records have several lines, of up to 1,024 bytes before it; 0 at the start
 */
public record FilePosition(long offset, int lastLine) {
    /** The start of a file. */
    public static final FilePosition START = new FilePosition(0, 0);

    /** The largest checksum. */
    public static final int MAXIMUM_CHECKSUM = 0xFFFF;

    /** Checks the numbers. */
    public FilePosition {
        if (offset < 0 || lastLine < 0 || lastLine > MAXIMUM_CHECKSUM) {
            throw new IllegalArgumentException("not a position: offset " + offset + ", checksum " + lastLine);
        }
    }
}
