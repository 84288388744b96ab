package io.github.ossec4j.io.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file that daemons append to and that others may empty meanwhile: up to the end of the file when it was
 * opened. After each block, the bytes before it are compared with what was read: if a file was emptied and filled again,
 * reading ends.
 */
final class AppendedBytes extends ByteSource {
    private static final int GUARD = 32;

    private final SeekableByteChannel channel;
    private final long size;
    private final byte[] before = new byte[GUARD]; // the last bytes that were read
    private int guard;
    private volatile long position;
    private boolean isEmptied;

    AppendedBytes(SeekableByteChannel channel, long offset) throws IOException {
        this.channel = channel;
        this.size = channel.size();
        this.position = Math.min(offset, size);
    }

    @Override
    public int read(byte[] target, int at, int length) throws IOException {
        long from = position;
        int wanted = (int) Math.min(length, size - from);
        if (wanted <= 0 || isEmptied) {
            return 0;
        }
        int count = readAt(from, ByteBuffer.wrap(target, at, wanted));
        isEmptied = count < wanted || !isStillThere(from);
        if (isEmptied) {
            return 0;
        }
        int kept = Math.min(GUARD, count);
        System.arraycopy(before, kept, before, 0, GUARD - kept);
        System.arraycopy(target, at + count - kept, before, GUARD - kept, kept);
        guard = Math.min(GUARD, guard + count);
        position = from + count;
        return count;
    }

    private int readAt(long offset, ByteBuffer target) throws IOException {
        int from = target.position();
        channel.position(offset);
        while (target.hasRemaining() && channel.read(target) >= 0) {
            // Reads until all is there, or the file has become shorter.
        }
        return target.position() - from;
    }

    private boolean isStillThere(long offset) throws IOException {
        var now = new byte[guard];
        return readAt(offset - guard, ByteBuffer.wrap(now)) == guard
                && Arrays.equals(now, 0, guard, before, GUARD - guard, GUARD);
    }

    @Override
    public @Nullable String lacking() {
        return isEmptied ? "the rest of the file (it was emptied while it was being read)" : null;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
