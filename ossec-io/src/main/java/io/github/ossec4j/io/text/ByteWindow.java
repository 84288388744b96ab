package io.github.ossec4j.io.text;

import java.io.Closeable;
import java.io.IOException;

/**
 * A part of a {@link ByteSource} in memory: a reader keeps what it still needs, and reads on after that.
 *
 * <p>The buffer belongs to the window; its bytes are valid until the next {@link #readOn} or {@link #drop}. One thread at a
 * time.
 */
public final class ByteWindow implements Closeable {
    /** Fits the second-level cache easily. */
    public static final int USUAL = 1 << 17;

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
