package io.github.ossec4j.agentless.ssh;

import io.github.ossec4j.io.file.RegularFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the small files that a check needs, and nothing that has no end. */
final class BoundedFile {
    /** Enough for tens of thousands of hosts. */
    static final int MOST_BYTES = 8 << 20;

    private BoundedFile() {}

    /**
     * The text with one char for each byte, so that lines can be written back as they were; empty for a missing file.
     *
     * @throws FileSystemException if it is not a regular file, or longer than {@link #MOST_BYTES}
     */
    static String latin1(Path file) throws IOException {
        byte[] bytes;
        try {
            RegularFile.require(file);
            try (InputStream in = Files.newInputStream(file)) {
                bytes = in.readNBytes(MOST_BYTES + 1);
            }
        } catch (NoSuchFileException e) {
            return "";
        }
        if (bytes.length > MOST_BYTES) {
            throw new FileSystemException(file.toString(), null, "is longer than " + (MOST_BYTES >> 20) + " MiB");
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
