package io.github.ossec4j.agentless.ssh;

import io.github.ossec4j.io.file.RegularFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the small files that a check needs, with a size limit. */
final class BoundedFile {
    /** Sufficient for tens of thousands of hosts. */
    static final int MOST_BYTES = 8 << 20;

    private BoundedFile() {}

    /**
     * The text with one char for each byte, so that lines can be written back as they were; empty for a missing file.
     *
     * @throws java.nio.file.FileSystemException if it is not a regular file, or longer than {@link #MOST_BYTES}
     */
    static String latin1(Path file) throws IOException {
        try {
            return new String(RegularFile.whole(file, MOST_BYTES), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return "";
        }
    }
}
