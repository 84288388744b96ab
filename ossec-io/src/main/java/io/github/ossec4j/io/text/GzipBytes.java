package io.github.ossec4j.io.text;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The uncompressed bytes of a gzip file. What can be read of a damaged one is returned, and so is the beginning of one whose
 * content is out of proportion: such a file was made to keep its readers busy.
 */
final class GzipBytes extends ByteSource {
    /** Logs become 10 to 50 times smaller, hardly more: each line has another time. */
    private static final int HIGHEST_RATIO = 200;

    /** A file of less may have any ratio. */
    private static final long ALWAYS_ALLOWED = 16 << 20;

    private static final int INPUT = 1 << 16;

    private final long size;
    private final Counted in;
    private @Nullable InputStream content;
    private long produced;
    private @Nullable String lacking;

    GzipBytes(SeekableByteChannel channel) throws IOException {
        this.size = channel.size();
        this.in = new Counted(Channels.newInputStream(channel));
    }

    @Override
    public int read(byte[] target, int at, int length) throws IOException {
        if (lacking != null) {
            return 0;
        }
        try {
            if (content == null) {
                content = new GZIPInputStream(in, INPUT); // reads the header
            }
            int count = content.read(target, at, length);
            if (count <= 0) {
                return 0;
            }
            produced += count;
            if (produced > ALWAYS_ALLOWED && produced / HIGHEST_RATIO > in.count.get()) {
                lacking = "a gzip file of which no " + HIGHEST_RATIO + " bytes become one";
                return 0;
            }
            return count;
        } catch (EOFException e) {
            lacking = "the rest of a gzip file (it is truncated)";
        } catch (ZipException e) {
            lacking = "a gzip file without errors in its compressed data";
        }
        return 0;
    }

    void skip(long bytes) throws IOException {
        var skipped = new byte[INPUT];
        long left = bytes;
        int count = 1;
        while (left > 0 && count > 0) {
            count = read(skipped, 0, (int) Math.min(skipped.length, left));
            left -= count;
        }
    }

    @Override
    public @Nullable String lacking() {
        return lacking;
    }

    @Override
    public long position() {
        return in.count.get();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void close() throws IOException {
        if (content != null) {
            content.close();
        } else {
            in.close();
        }
    }

    /** Counts what is read. */
    private static final class Counted extends FilterInputStream {
        private final AtomicLong count = new AtomicLong();

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = in.read();
            counted(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = in.read(bytes, offset, length);
            counted(read);
            return read;
        }

        private void counted(int bytes) {
            if (bytes > 0) {
                count.addAndGet(bytes);
            }
        }
    }
}
