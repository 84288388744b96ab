package io.github.ossec4j.io;

import java.nio.file.Path;

/**
 * A line that a reader could not parse and therefore skipped.
 *
 * <p>It never contains the line's text, which may contain a key or a password.
 *
 * @param file the file with the line
 * @param lineNumber 1-based
 * @param offset 0-based offset of the line's first byte in the file
 * @param expected what was expected instead, as the end of the sentence "expected …"
 */
public record MalformedLine(Path file, long lineNumber, long offset, String expected) {
    /** One sentence for people, such as {@code etc/client.keys:17: expected "<id> <name> <address> <key>"}. */
    public String message() {
        return file + ":" + lineNumber + ": expected " + expected;
    }
}
