package io.github.ossec4j.io.text;

import io.github.ossec4j.io.file.RegularFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file in their order: those of a file that grows, or the uncompressed ones of a gzip file. Which it is,
 * its first bytes decide, not its name.
 *
 * <p>One thread at a time; {@link #position()} may be called by any.
 */
public abstract class ByteSource implements Closeable {
    ByteSource() {}

    /**
     * Opens a file.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws java.nio.file.AccessDeniedException if it may not be read
     * @throws java.nio.file.FileSystemException if it is a directory, pipe, socket or device
     */
    public static ByteSource open(Path file) throws IOException {
        return open(file, 0);
    }

    /**
     * Opens a file, without the bytes before this offset: of the uncompressed bytes, if it is a gzip file.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     */
    public static ByteSource open(Path file, long offset) throws IOException {
        SeekableByteChannel channel = RegularFile.open(file);
        try {
            if (isGzip(channel)) {
                var source = new GzipBytes(channel);
                source.skip(offset);
                return source;
            }
            return new AppendedBytes(channel, offset);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static boolean isGzip(SeekableByteChannel channel) throws IOException {
        ByteBuffer magic = ByteBuffer.allocate(2);
        int read = channel.read(magic);
        channel.position(0);
        return read == 2 && magic.get(0) == 0x1F && magic.get(1) == (byte) 0x8B;
    }

    /**
     * Reads the next bytes.
     *
     * @return how many, at least one; 0 at the end
     */
    public abstract int read(byte[] target, int at, int length) throws IOException;

    /** Why there are no more bytes, although there should be, as the end of the sentence "expected …"; null if all is well. */
    public abstract @Nullable String lacking();

    /** How many bytes of the file have been read. */
    public abstract long position();

    /** The size of the file when it was opened. */
    public abstract long size();
}
