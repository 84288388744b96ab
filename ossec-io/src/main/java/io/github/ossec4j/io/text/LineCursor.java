package io.github.ossec4j.io.text;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Walks the lines of a file that daemons append to, overwrite in place and truncate meanwhile.
 *
 * <p>A line is the bytes before a LF, which is not part of it. What was in the file when it was opened is read, no more:
 * a file that grows does not keep the reader busy for ever, and a record appended meanwhile belongs to the next reading.
 * A file that shrinks ends the walk.
 *
 * <p>Each refill of the buffer begins with the LF before the current line and looks whether it is still there: a file
 * that was truncated and filled anew between two reads would otherwise yield the tail of one line as if it were whole.
 *
 * <p>The buffer belongs to the cursor; {@link #buffer()}, {@link #start()} and {@link #end()} are valid until the next
 * call of {@link #next()}. One thread at a time.
 */
public final class LineCursor implements Closeable {
    /** The longest line that is handed out; a longer one is passed over, see {@link #isOverlong()}. */
    public static final int MAXIMUM_LINE = 1 << 20;

    private static final int DEFAULT_BUFFER = 1 << 16;

    private final SeekableByteChannel channel;
    private final Path file;
    private final int maximumLine;
    private final long limit;

    private byte[] buffer;
    private long bufferOffset; // of buffer[0] in the file
    private int filled;
    private int start;
    private int end;
    private int following; // first byte behind the current line
    private long lineNumber;
    private boolean terminated;
    private boolean overlong;
    private boolean finished;

    private LineCursor(Path file, SeekableByteChannel channel, long limit, int bufferSize, int maximumLine) {
        this.file = file;
        this.channel = channel;
        this.limit = limit;
        this.buffer = new byte[bufferSize];
        this.maximumLine = maximumLine;
    }

    /**
     * Opens a file of any file system.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws java.nio.file.AccessDeniedException if it may not be read
     */
    public static LineCursor open(Path file) throws IOException {
        return open(file, DEFAULT_BUFFER, MAXIMUM_LINE);
    }

    /**
     * Opens a file behind what an earlier walk has read: the byte before {@code offset} must be a LF, else there is
     * nothing to read. Line numbers count from there.
     */
    public static LineCursor openAt(Path file, long offset) throws IOException {
        LineCursor cursor = open(file);
        cursor.bufferOffset = offset;
        return cursor;
    }

    /** With other sizes: tests walk every boundary with buffers of 1, 2 and 7 bytes. */
    public static LineCursor open(Path file, int bufferSize, int maximumLine) throws IOException {
        SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.READ);
        if (Files.isDirectory(file)) {
            channel.close();
            throw new FileSystemException(file.toString(), null, "is a directory"); // told now, not at the first read
        }
        try {
            return new LineCursor(file, channel, channel.size(), bufferSize, maximumLine);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** The file being read. */
    public Path file() {
        return file;
    }

    /** The size of the file when it was opened, which is where reading ends. */
    public long size() {
        return limit;
    }

    /** Moves to the next line; false at the end. The last line may be unterminated: see {@link #isTerminated()}. */
    public boolean next() throws IOException {
        start = following;
        int i = start;
        byte[] bytes = buffer;
        while (true) {
            int to = filled;
            while (i < to && bytes[i] != '\n') {
                i++;
            }
            if (i < to) {
                return line(i, true);
            }
            int kept = i - start;
            if (kept > maximumLine) {
                return passOver();
            }
            if (finished || !fill()) {
                finished = true;
                if (start == filled) {
                    end = start;
                    return false;
                }
                return line(filled, false);
            }
            bytes = buffer;
            i = start + kept;
        }
    }

    private boolean line(int lineEnd, boolean isTerminated) {
        end = lineEnd;
        following = isTerminated ? lineEnd + 1 : lineEnd;
        terminated = isTerminated;
        overlong = lineEnd - start > maximumLine;
        lineNumber++;
        return true;
    }

    /**
     * Moves the current line to the front, behind the LF before it, and reads on, that LF and the line once more; false
     * if there is nothing more or the file is no longer the one that was being read.
     */
    private boolean fill() throws IOException {
        long lineOffset = bufferOffset + start;
        if (bufferOffset + filled >= limit || channel.size() < bufferOffset + filled) {
            return false;
        }
        int lead = lineOffset > 0 ? 1 : 0;
        int kept = filled - start;
        int wanted = kept + lead;
        if (wanted >= buffer.length - 1) {
            buffer = new byte[Math.max(buffer.length * 2, wanted + 2)];
        }
        long from = lineOffset - lead;
        int read = read(from, (int) Math.min(buffer.length, limit - from));
        if (read < wanted || (lead == 1 && buffer[0] != '\n')) {
            // The line is not what it was: nothing of it is handed out.
            start = 0;
            filled = 0;
            following = 0;
            bufferOffset = lineOffset;
            return false;
        }
        bufferOffset = from;
        start = lead;
        filled = read;
        return read > wanted;
    }

    private int read(long position, int length) throws IOException {
        channel.position(position);
        ByteBuffer target = ByteBuffer.wrap(buffer, 0, length);
        while (target.hasRemaining() && channel.read(target) >= 0) {
            // Reads until the buffer is full or the file ends.
        }
        return target.position();
    }

    /** Skips a line that is too long, keeping only what tells where it stands. */
    private boolean passOver() throws IOException {
        long lineOffset = bufferOffset + start;
        long position = bufferOffset + filled;
        while (position < limit) {
            int read = read(position, (int) Math.min(buffer.length, limit - position));
            if (read == 0) {
                break;
            }
            for (int i = 0; i < read; i++) {
                if (buffer[i] == '\n') {
                    bufferOffset = position;
                    filled = read;
                    start = 0;
                    end = 0;
                    following = i + 1;
                    return overlongLine(true);
                }
            }
            position += read;
        }
        bufferOffset = Math.max(position, lineOffset);
        filled = 0;
        start = 0;
        end = 0;
        following = 0;
        finished = true;
        return overlongLine(false);
    }

    private boolean overlongLine(boolean isTerminated) {
        terminated = isTerminated;
        overlong = true;
        lineNumber++;
        return true;
    }

    /** The bytes that hold the current line. */
    public byte[] buffer() {
        return buffer;
    }

    /** Index of the current line's first byte in {@link #buffer()}. */
    public int start() {
        return start;
    }

    /** Index behind the current line's last byte in {@link #buffer()}; the LF is not part of the line. */
    public int end() {
        return end;
    }

    /** The 1-based number of the current line. */
    public long lineNumber() {
        return lineNumber;
    }

    /** The 0-based offset of the current line's first byte in the file (of its end, if the line is overlong). */
    public long offset() {
        return bufferOffset + start;
    }

    /** Where reading stands: the offset behind the current line. */
    public long position() {
        return bufferOffset + following;
    }

    /** False for a last line without LF: it is still being written. */
    public boolean isTerminated() {
        return terminated;
    }

    /** Whether the line was longer than the maximum; its bytes are not handed out. */
    public boolean isOverlong() {
        return overlong;
    }

    /** A copy of the current line's bytes. */
    public byte[] lineBytes() {
        return Arrays.copyOfRange(buffer, start, end);
    }

    /** Closes the file. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
