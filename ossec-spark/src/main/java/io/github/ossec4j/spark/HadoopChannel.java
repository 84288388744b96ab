package io.github.ossec4j.spark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import org.apache.hadoop.fs.FSDataInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file of Hadoop, read in blocks. The last few blocks are kept: the readers look back a little, which for an object store
 * would be another request. One thread at a time.
 */
final class HadoopChannel implements SeekableByteChannel {
    private static final int BLOCK = 1 << 17;
    private static final int KEPT = 4;

    private final FSDataInputStream in;
    private final long size;
    private final byte[][] blocks = new byte[KEPT][];
    private final long[] numbers = {-1, -1, -1, -1};
    private int oldest;
    private long position;
    private boolean isOpen = true;

    HadoopChannel(FSDataInputStream in, long size) {
        this.in = in;
        this.size = size;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (!isOpen) {
            throw new ClosedChannelException();
        }
        if (position >= size) {
            return -1;
        }
        long number = position / BLOCK;
        byte[] block = block(number);
        int at = (int) (position - number * BLOCK);
        int count = Math.min(target.remaining(), (int) Math.min(BLOCK, size - number * BLOCK) - at);
        target.put(block, at, count);
        position += count;
        return count;
    }

    private byte[] block(long number) throws IOException {
        for (int i = 0; i < KEPT; i++) {
            if (numbers[i] == number) {
                return blocks[i];
            }
        }
        int slot = oldest;
        oldest = (oldest + 1) % KEPT;
        numbers[slot] = -1;
        byte @Nullable [] bytes = blocks[slot];
        if (bytes == null) {
            bytes = new byte[(int) Math.min(BLOCK, size)];
            blocks[slot] = bytes;
        }
        long from = number * BLOCK;
        if (in.getPos() != from) {
            in.seek(from);
        }
        in.readFully(bytes, 0, (int) Math.min(bytes.length, size - from));
        numbers[slot] = number;
        return bytes;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
        position = newPosition;
        return this;
    }

    /** As it was when the file was opened: such files do not change. */
    @Override
    public long size() {
        return size;
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long newSize) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return isOpen;
    }

    @Override
    public void close() throws IOException {
        isOpen = false;
        in.close();
    }
}
