package io.github.ossec4j.io.text;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Counts the lines of a file up to places that need their numbers, reading each part once: readers that find their records in
 * other ways number a line only to report it. One thread at a time.
 */
public final class LineCount implements Closeable {
    private final Path file;
    private final byte[] bytes = new byte[1 << 13];
    private @Nullable ByteSource source;
    private long counted;
    private long lines = 1;

    /** Nothing is read yet. */
    public LineCount(Path file) {
        this.file = file;
    }

    /**
     * The 1-based number of the line with this offset, in the uncompressed content if that is a gzip file; too small if the
     * file was replaced or removed meanwhile.
     */
    public long numberAt(long offset) throws IOException {
        try {
            ByteSource open = source;
            if (open == null || offset < counted) {
                close();
                open = ByteSource.open(file);
                source = open;
            }
            int read = 1;
            while (counted < offset && read > 0) {
                read = open.read(bytes, 0, (int) Math.min(bytes.length, offset - counted));
                counted += read;
                for (int i = 0; i < read; i++) {
                    lines += bytes[i] == '\n' ? 1 : 0;
                }
            }
        } catch (NoSuchFileException e) {
            // Compressed just now: the file that is being read stays open.
        }
        return lines;
    }

    /** Closes the file. */
    @Override
    public void close() throws IOException {
        if (source != null) {
            source.close();
        }
        source = null;
        counted = 0;
        lines = 1;
    }
}
