package io.github.ossec4j.io.text;

import io.github.ossec4j.io.FilePosition;
import io.github.ossec4j.io.file.RegularFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A part of a {@link ByteSource} in memory: a reader keeps what it still needs, and reads on after that.
 *
 * <p>The buffer belongs to the window; its bytes are valid until the next {@link #readOn} or {@link #drop}. One thread at a
 * time.
 */
public final class ByteWindow implements Closeable {
    /** Fits the second-level cache easily. */
    public static final int USUAL = 1 << 17;

    /** By how many bytes before it a position is recognized: there are several times among them. */
    public static final int RECOGNIZED = 1 << 10;

    private final ByteSource source;
    private final int spare;
    private byte[] buffer;
    private int filled;
    private long offset;
    private boolean isAtEnd;

    /**
     * Nothing is read yet.
     *
     * @param offset of the source's first byte
     * @param size of the buffer, at first
     * @param spare how many bytes after the last one may be read, though their values do not matter
     */
    public ByteWindow(ByteSource source, long offset, int size, int spare) {
        this.source = source;
        this.offset = offset;
        this.spare = spare;
        this.buffer = new byte[size + spare];
    }

    /**
     * The bytes of a log after a position, if those before it are still the same; empty if the log has been emptied or
     * replaced. The next byte to read has the index {@link #filled()}; up to {@link #RECOGNIZED} bytes precede it.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such file
     */
    public static Optional<ByteWindow> after(Path file, FilePosition position, int size, int spare) throws IOException {
        int before = (int) Math.min(RECOGNIZED, position.offset());
        long from = position.offset() - before;
        ByteSource source = ByteSource.open(file, from);
        try {
            var window = new ByteWindow(source, from, Math.max(size, before), spare);
            int read = 1;
            while (window.filled < before && read > 0) {
                read = source.read(window.buffer, window.filled, before - window.filled);
                window.filled += read;
            }
            if (window.filled == before && window.positionAt(before, 0).equals(position)) {
                return Optional.of(window);
            }
            source.close();
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    /**
     * The position at this index; the {@link #RECOGNIZED} bytes before it are still there, or all there are.
     *
     * @param dropped how many bytes before it are no longer there
     */
    public FilePosition positionAt(int index, long dropped) {
        long position = offset + index + dropped;
        if (position == 0) {
            return FilePosition.START;
        }
        var sum = new CRC32C();
        int from = Math.max(0, index - RECOGNIZED);
        sum.update(buffer, from, index - from);
        long value = sum.getValue();
        return new FilePosition(position, (int) (value ^ value >>> Short.SIZE) & FilePosition.MAXIMUM_CHECKSUM);
    }

    /**
     * The position at the end of a log that is not compressed.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such file
     */
    public static FilePosition end(Path file) throws IOException {
        try (SeekableByteChannel channel = RegularFile.open(file)) {
            long size = channel.size();
            int length = (int) Math.min(RECOGNIZED, size);
            var source = new AppendedBytes(channel, size - length);
            var window = new ByteWindow(source, size - length, length, 0);
            return window.readOn(0) ? window.positionAt(window.filled, 0) : FilePosition.START;
        }
    }

    /**
     * Moves the bytes from {@code keep} on to the front and reads more after them. The buffer grows if they fill more than
     * half of it.
     *
     * @return whether more bytes were read; their indexes, and those of the kept ones, are less by {@code keep}
     */
    public boolean readOn(int keep) throws IOException {
        int kept = filled - keep;
        byte[] target = kept > (buffer.length - spare) / 2 ? new byte[buffer.length * 2] : buffer;
        System.arraycopy(buffer, keep, target, 0, kept);
        buffer = target;
        offset += keep;
        filled = kept;
        int read = source.read(buffer, filled, buffer.length - spare - filled);
        filled += read;
        isAtEnd = read == 0;
        return !isAtEnd;
    }

    /** Removes the bytes in this range; those after it move to {@code from}. */
    public void drop(int from, int to) {
        System.arraycopy(buffer, to, buffer, from, filled - to);
        filled -= to - from;
    }

    /** Corrects the offset after bytes were dropped before those that are still needed. */
    public void advance(long dropped) {
        offset += dropped;
    }

    /** The bytes. */
    public byte[] buffer() {
        return buffer;
    }

    /** Index after the last byte. */
    public int filled() {
        return filled;
    }

    /** The offset of the first byte in the source. */
    public long offset() {
        return offset;
    }

    /** Whether the last attempt to read on found no more bytes. */
    public boolean isAtEnd() {
        return isAtEnd;
    }

    /** Where the bytes are from. */
    public ByteSource source() {
        return source;
    }

    /** Closes the source. */
    @Override
    public void close() throws IOException {
        source.close();
    }
}
