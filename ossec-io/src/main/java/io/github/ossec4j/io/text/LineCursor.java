package io.github.ossec4j.io.text;

import io.github.ossec4j.io.FilePosition;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.file.RegularFile;
import io.github.ossec4j.model.RawText;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Iterates over the lines of a file that daemons may append to, overwrite in place and truncate meanwhile.
 *
 * <p>A line is the bytes before a LF, which is not part of it. Reading stops at the end of the file when it was
 * opened: a file that grows does not keep the reader busy forever, and a record appended meanwhile belongs to the next
 * reading. If the file shrinks, reading ends.
 *
 * <p>Each refill of the buffer starts with the LF before the current line and checks whether it is still there: a file
 * that was truncated and refilled between two reads would otherwise yield the tail of one line as if it were complete.
 * In files that are only appended to, see {@link #openAppended(Path)}, the end of the line before it is also
 * compared.
 *
 * <p>A line that is too long because it starts with zero bytes, which daemons leave in a file that was truncated
 * while they had it open, is returned with only the last of these.
 *
 * <p>Callers that need few lines skip the others as long as these are completely in the buffer, see {@link
 * #passBeginningWith}, {@link #passNotEndingWith} and {@link #passUnless}; {@link #next()} is called in between. Those that
 * need hardly any skip them before they are in the buffer, see {@link #passBlocksUnless}.
 *
 * <p>The buffer belongs to the cursor; {@link #buffer()}, {@link #start()} and {@link #end()} are valid until the next
 * call of {@link #next()}. One thread at a time.
 */
public final class LineCursor implements Closeable {
    /** The longest line that is returned; a longer one is skipped, see {@link #isOverlong()}. */
    public static final int MAXIMUM_LINE = 1 << 20;

    /**
     * What a line that is still being written should have, as reported in a {@link io.github.ossec4j.io.MalformedLine}.
     */
    public static final String UNTERMINATED = "a line feed at the end (the line is still being written)";

    /** Fits the second-level cache easily; half of it is a tenth slower. */
    private static final int DEFAULT_BUFFER = 1 << 17;

    private static final int SMALLEST_BUFFER = 2;

    /** How many bytes before a line are compared to see whether the file is still the same. */
    private static final int GUARD = 32;

    /** A search scans about this many bytes at once. */
    private static final int BLOCK = 1 << 13;

    /** How many bytes are searched before they are copied to the buffer: small enough for the caches. */
    private static final int SEARCHED_BYTES = 1 << 16;

    /** Blocks outside the heap that are not in use: making one takes longer than searching it. */
    private static final ConcurrentLinkedDeque<ByteBuffer> UNUSED_BLOCKS = new ConcurrentLinkedDeque<>();

    private static final int MOST_UNUSED_BLOCKS = 64;

    /** How many bytes at the start of a line daemons overwrite in place: three flags, or a time between two marks. */
    private static final int OVERWRITTEN = 16;

    /** A longer line before a position is recognized by this many bytes at its end. */
    private static final int RECOGNIZED = 1 << 12;

    private static final int NOT_RECOGNIZED = -1;

    private final SeekableByteChannel channel;
    private final Path file;
    private final int maximumLine;
    private long limit;
    private final int maximumGuard;
    private final int bufferSize;
    private final int blockSize;

    private byte[] buffer = new byte[SMALLEST_BUFFER];
    private long bufferOffset; // of buffer[0] in the file
    private int filled;
    private int start;
    private int end;
    private int following; // first byte after the current line
    private int guard; // this many bytes before the current line must not change
    private long lineNumber;
    private long lineOffset;
    private @Nullable ByteBuffer block; // outside the heap
    private long blockOffset; // of its first byte in the file
    private int blockFilled;
    private int blockGuard;
    private long examined; // up to this offset a search in blocks has left the lines to the caller
    private long searched; // up to this offset a search has looked through lines together
    private long uncounted = -1; // from this offset on lineNumber is wrong; -1 if it is right
    private long counted; // the number of the line that ends there
    private long incompletePosition; // where the line that is not terminated starts
    private boolean holed;
    private boolean terminated;
    private boolean overlong;
    private boolean finished;

    private LineCursor(
            Path file, SeekableByteChannel channel, long limit, int bufferSize, int maximumLine, int maximumGuard) {
        this.file = file;
        this.channel = channel;
        this.limit = limit;
        // Most files are small: a home has thousands of them.
        this.bufferSize = (int) Math.min(bufferSize, limit + SMALLEST_BUFFER);
        this.blockSize = bufferSize < SEARCHED_BYTES ? bufferSize + GUARD : SEARCHED_BYTES;
        this.maximumLine = maximumLine;
        this.maximumGuard = maximumGuard;
    }

    /**
     * Opens a file on any file system.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws java.nio.file.AccessDeniedException if it may not be read
     * @throws java.nio.file.FileSystemException if it is a directory, pipe, socket or device
     */
    public static LineCursor open(Path file) throws IOException {
        return open(file, DEFAULT_BUFFER, MAXIMUM_LINE, 1);
    }

    /**
     * The first line of a small file, with or without its LF; empty for an empty file.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     */
    public static Optional<RawText> firstLine(Path file) throws IOException {
        try (LineCursor lines = open(file)) {
            return lines.next() ? Optional.of(RawText.of(lines.buffer, lines.start, lines.end)) : Optional.empty();
        }
    }

    /** Opens a file of whose lines only the first bytes change: any other change ends the reading. */
    public static LineCursor openAppended(Path file) throws IOException {
        return open(file, DEFAULT_BUFFER, MAXIMUM_LINE, GUARD);
    }

    /**
     * Opens a file at the position where an earlier cursor ended: the byte before {@code offset} must be a LF, else
     * there is nothing to read.
     *
     * @param offset the earlier cursor's {@link #completePosition()}
     * @param lineNumber of the line that ends there
     */
    public static LineCursor openAppendedAt(Path file, long offset, long lineNumber) throws IOException {
        LineCursor cursor = openAppended(file);
        cursor.lineNumber = lineNumber;
        cursor.standAt(offset);
        return cursor;
    }

    /**
     * Opens a file at a position, if its last line before it is still the same; empty if the file has been emptied or
     * replaced.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such file
     */
    public static Optional<LineCursor> openAppendedAfter(Path file, FilePosition position) throws IOException {
        SeekableByteChannel channel = RegularFile.open(file);
        try {
            long size = channel.size();
            long offset = position.offset();
            int most = (int) Math.min(DEFAULT_BUFFER, Math.max(0, size - offset) + GUARD + SMALLEST_BUFFER);
            var cursor = new LineCursor(file, channel, size, most, MAXIMUM_LINE, GUARD);
            if (offset <= size && cursor.lastLine(offset) == position.lastLine()) {
                cursor.uncounted = 0;
                cursor.standAt(offset);
                return Optional.of(cursor);
            }
            channel.close();
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The position after the last complete line of a file; of its content, only the end is read. */
    public static FilePosition end(Path file) throws IOException {
        try (LineCursor cursor = open(file, BLOCK, MAXIMUM_LINE, GUARD)) {
            long offset = cursor.limit;
            var bytes = new byte[(int) Math.min(BLOCK, offset)];
            while (offset > 0) {
                int length = (int) Math.min(bytes.length, offset);
                int read = cursor.read(bytes, offset - length, length);
                int after = PackedBytes.afterLastLineFeed(bytes, 0, read);
                offset -= length;
                if (after > 0) {
                    return cursor.positionAt(offset + after);
                }
            }
            return FilePosition.START;
        }
    }

    private void standAt(long offset) {
        incompletePosition = offset;
        if (offset > 0) {
            buffer[0] = '\n'; // as if it had just been read: the first refill compares it
            bufferOffset = offset - 1;
            filled = 1;
            following = 1;
        }
    }

    /** With other sizes: tests cover every boundary with buffers of 1, 2 and 7 bytes. */
    static LineCursor open(Path file, int bufferSize, int maximumLine, int maximumGuard) throws IOException {
        SeekableByteChannel channel = RegularFile.open(file);
        try {
            return new LineCursor(file, channel, channel.size(), bufferSize, maximumLine, maximumGuard);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** The file being read. */
    public Path file() {
        return file;
    }

    /**
     * The size of the file when it was opened, or the end of the opened range: reading ends there. Less if the file has
     * been emptied since.
     */
    public long size() {
        return limit;
    }

    /**
     * Opens the lines whose first byte is from {@code from}, inclusive, to {@code to}, exclusive; they are
     * numbered from 1 on. Adjacent ranges contain each line exactly once.
     */
    public static LineCursor openAppended(Path file, long from, long to) throws IOException {
        LineCursor whole = openAppended(file);
        try {
            long begin = whole.lineStart(from);
            long end = whole.lineStart(to);
            var part = new LineCursor(
                    file, whole.channel, Math.max(begin, end), DEFAULT_BUFFER, whole.maximumLine, whole.maximumGuard);
            part.standAt(begin);
            return part;
        } catch (IOException | RuntimeException e) {
            whole.close();
            throw e;
        }
    }

    /** The start of the first line at or after the offset. */
    private long lineStart(long offset) throws IOException {
        if (offset <= 0) {
            return 0;
        }
        var bytes = new byte[BLOCK];
        long position = offset - 1;
        while (position < limit) {
            int read = read(bytes, position, (int) Math.min(bytes.length, limit - position));
            int lineFeed = PackedBytes.lineFeed(bytes, 0, read);
            if (lineFeed < read) {
                return position + lineFeed + 1;
            }
            if (read == 0) {
                break;
            }
            position += read;
        }
        return limit;
    }

    /** Moves to the next line; false at the end. The last line may be unterminated: see {@link #isTerminated()}. */
    public boolean next() throws IOException {
        int lineFeed = PackedBytes.lineFeed(buffer, following, filled);
        if (lineFeed < filled && lineFeed - following <= maximumLine) {
            nextEndsAt(lineFeed);
            return true;
        }
        return nextFromFile();
    }

    /**
     * Skips lines that start with this character, as long as they are completely in the buffer, without examining them;
     * {@link #lineNumber()} counts them if it is called. The next line may still be one.
     */
    public void passBeginningWith(char first) {
        byte[] bytes = buffer;
        int from = following;
        int to = Math.min(filled, from + maximumLine); // so that no line is too long
        if (from >= to || bytes[from] != first) {
            return;
        }
        int other = PackedBytes.otherLine(bytes, from, to, (byte) first);
        passUncounted(other < to ? other : PackedBytes.afterLastLineFeed(bytes, from, to));
    }

    /** Skips all lines up to this index, which is after a LF. */
    private void passUncounted(int to) {
        if (to > following) {
            uncount();
            passed(PackedBytes.afterLastLineFeed(buffer, following, to - 1), to, 0);
        }
    }

    /** From here on lines are counted only if somebody asks. */
    private void uncount() {
        if (uncounted < 0) {
            uncounted = position();
            counted = lineNumber;
        }
    }

    /**
     * Skips lines that do not end with these bytes, as long as they are completely in the buffer; they are counted,
     * but not examined. The next line may still be one.
     */
    public void passNotEndingWith(byte[] tail) {
        if (tail.length < Long.BYTES) {
            return; // such short paths are so rare that the caller may look at every line
        }
        long wanted = PackedBytes.at(tail, tail.length - Long.BYTES); // these distinguish nearly all lines
        byte[] bytes = buffer;
        int to = filled;
        int before = start;
        int at = following;
        long count = 0;
        while (true) {
            int lineFeed = PackedBytes.lineFeed(bytes, at, to);
            if (lineFeed == to
                    || lineFeed - at > maximumLine
                    || (lineFeed >= Long.BYTES && PackedBytes.at(bytes, lineFeed - Long.BYTES) == wanted)) {
                break;
            }
            before = at;
            at = lineFeed + 1;
            count++;
        }
        passed(before, at, count);
    }

    /** Searches for something in the bytes of one or more lines. */
    @FunctionalInterface
    public interface Search {
        /** Whether the bytes may contain it. */
        boolean mayFind(byte[] bytes, int from, int to);
    }

    /**
     * Skips blocks of lines in which nothing is found, without examining them; {@link #lineNumber()} counts them if it
     * is called. Stops before a block in which something was found, and does nothing until that block follows:
     * searching each line would cost about as much as parsing it. The next line may still contain nothing.
     */
    public void passUnless(Search search) {
        while (position() >= searched) {
            int to = PackedBytes.afterLastLineFeed(buffer, following, Math.min(following + BLOCK, filled));
            if (to == following) {
                return;
            }
            searched = bufferOffset + to;
            if (!search.mayFind(buffer, following, to)) {
                passUncounted(to);
            }
        }
    }

    /** Searches for something in lines that are not in the buffer yet. */
    @FunctionalInterface
    public interface BlockSearch {
        /**
         * Whether the bytes may contain it.
         *
         * @param block little-endian; its position and limit have no meaning
         * @param from index of the first line's first byte
         * @param to index after the last line's LF
         */
        boolean mayFind(ByteBuffer block, int from, int to);
    }

    /**
     * Skips blocks of lines in which nothing is found, as {@link #passUnless} does, but before they are copied to the
     * buffer, which would take as long as the search for a hash. Stops before a block in which something was found, and
     * does nothing until that block follows.
     */
    public void passBlocksUnless(BlockSearch search) throws IOException {
        if (position() >= examined && !finished) {
            searchBlocks(search);
        }
    }

    private void searchBlocks(BlockSearch search) throws IOException {
        ByteBuffer bytes = block();
        filled = following; // the rest is in the block, or is read again
        long from = position();
        int at = from >= blockOffset && from < blockOffset + blockFilled ? (int) (from - blockOffset) : -1;
        while (true) {
            int to = at < 0 ? at : afterLines(bytes, at);
            if (to == at) {
                if (at >= 0 && blockOffset + at > position()) {
                    copy(bytes, at, at);
                }
                at = fillBlock(bytes);
                to = at < 0 ? at : afterLines(bytes, at);
                if (to == at) {
                    examined = position() + 1; // too long for a block, unfinished, or the end
                    return;
                }
            }
            if (search.mayFind(bytes, at, to)) {
                if (isStillThere(bytes, blockGuard, blockOffset, blockFilled)) {
                    copy(bytes, at, to);
                    examined = blockOffset + to;
                } else {
                    finished = true;
                }
                return;
            }
            uncount();
            at = to;
        }
    }

    /** The index after some of the next whole lines in the block; {@code from} if there are none. */
    private int afterLines(ByteBuffer bytes, int from) {
        int to = afterLastLineFeed(bytes, from, Math.min(from + BLOCK, blockFilled));
        return to > from ? to : afterLastLineFeed(bytes, from, blockFilled);
    }

    private static int afterLastLineFeed(ByteBuffer bytes, int from, int to) {
        int i = to;
        while (i > from && bytes.get(i - 1) != '\n') {
            i--;
        }
        return i;
    }

    /**
     * Reads the block from the next line on; its index, or -1 if there is nothing more, or if the file is no longer the one
     * that was being read.
     */
    private int fillBlock(ByteBuffer bytes) throws IOException {
        int guarded = following == 0 ? 0 : Math.min(maximumGuard, Math.max(1, following - start - OVERWRITTEN));
        long from = position() - guarded;
        blockGuard = guarded;
        limit = Math.min(limit, channel.size());
        bytes.clear().limit((int) Math.max(0, Math.min(bytes.capacity(), limit - from)));
        blockOffset = from;
        blockFilled = bytes.limit() > guarded ? read(bytes, from) : 0;
        if (blockFilled <= guarded) {
            return -1;
        }
        for (int i = 0; i < guarded; i++) {
            if (bytes.get(i) != buffer[following - guarded + i]) {
                finished = true;
                return -1;
            }
        }
        return guarded;
    }

    /** Copies lines to the buffer, and what guards them: the end of the line before. */
    private void copy(ByteBuffer bytes, int from, int to) {
        int begin = from;
        int least = Math.max(0, from - OVERWRITTEN - GUARD);
        while (begin > least && (begin == from || bytes.get(begin - 1) != '\n')) {
            begin--;
        }
        int length = to - begin;
        if (buffer.length < length) {
            buffer = new byte[Math.max(length, Math.min(bufferSize, BLOCK + OVERWRITTEN + GUARD))];
        }
        bytes.get(begin, buffer, 0, length);
        bufferOffset = blockOffset + begin;
        start = 0;
        following = from - begin;
        end = following; // only a part of the line before may be there
        filled = length;
        lineOffset = bufferOffset;
        terminated = true;
        overlong = false;
    }

    private ByteBuffer block() {
        ByteBuffer bytes = block;
        if (bytes == null) {
            bytes = blockSize == SEARCHED_BYTES ? UNUSED_BLOCKS.poll() : null;
            if (bytes == null) {
                bytes = ByteBuffer.allocateDirect(blockSize).order(ByteOrder.LITTLE_ENDIAN);
            }
            block = bytes;
        }
        return bytes;
    }

    /**
     * Records that the cursor is at {@code at}, this many lines further; the last of them started at {@code before}.
     */
    private void passed(int before, int at, long count) {
        if (at > following) {
            start = before;
            end = at - 1;
            following = at;
            lineNumber += count;
            lineOffset = bufferOffset + before;
            terminated = true;
            overlong = false;
        }
    }

    /**
     * Index of the first byte after the current line in {@link #buffer()}. A caller that understands what follows, and
     * finds its LF on the way before {@link #aheadEnd()}, calls {@link #nextEndsAt} instead of {@link #next()}.
     */
    public int ahead() {
        return following;
    }

    /** Index after the last byte that was read ahead into {@link #buffer()}. */
    public int aheadEnd() {
        return filled;
    }

    /** Moves to the next line, whose first LF is at this index; it is not longer than the maximum. */
    public void nextEndsAt(int lineFeed) {
        start = following;
        end = lineFeed;
        following = lineFeed + 1;
        lineOffset = bufferOffset + start;
        lineNumber++;
        terminated = true;
        overlong = false;
    }

    /** {@link #next()} for a line that is not completely in the buffer, or too long. */
    private boolean nextFromFile() throws IOException {
        if (following > start) {
            guard = Math.min(maximumGuard, Math.max(1, following - start - OVERWRITTEN));
        }
        start = following;
        lineOffset = bufferOffset + start;
        holed = false;
        int i = start;
        while (true) {
            i = PackedBytes.lineFeed(buffer, i, filled);
            if (i < filled) {
                return line(i, true);
            }
            if (i - start > maximumLine) {
                skipZeros(i);
                if (i - start > maximumLine) {
                    return passOver();
                }
            }
            int kept = i - start;
            if (finished || !fill()) {
                finished = true;
                if (start == filled) {
                    end = start;
                    return false;
                }
                return line(filled, false);
            }
            i = start + kept;
        }
    }

    private void skipZeros(int to) {
        holed = true;
        while (start + 1 < to && buffer[start] == 0 && buffer[start + 1] == 0) {
            start++;
        }
    }

    private boolean line(int lineEnd, boolean isTerminated) {
        if (holed || lineEnd - start > maximumLine) {
            skipZeros(lineEnd);
        }
        end = lineEnd;
        following = isTerminated ? lineEnd + 1 : lineEnd;
        terminated = isTerminated;
        overlong = lineEnd - start > maximumLine;
        return counted();
    }

    private boolean counted() {
        lineNumber++;
        if (!terminated) {
            incompletePosition = lineOffset;
        }
        if (overlong) {
            start = end; // nothing of it is returned
        }
        return true;
    }

    /**
     * Moves the current line to the front, after the bytes that guard it, and continues reading, including those and
     * the line again; false if there is nothing more or the file is no longer the one that was being read.
     */
    private boolean fill() throws IOException {
        long startOffset = bufferOffset + start;
        if (bufferOffset + filled >= limit) {
            return false;
        }
        limit = Math.min(limit, channel.size()); // emptied since it was opened: not what is appended while it is read
        if (bufferOffset + filled >= limit) {
            return false;
        }
        int kept = filled - start;
        int wanted = kept + guard;
        byte[] expected = Arrays.copyOfRange(buffer, start - guard, start);
        if (wanted >= buffer.length - 1) {
            buffer = new byte[Math.max(Math.max(bufferSize, buffer.length * 2), wanted + 2)];
        } else if (buffer.length < bufferSize) {
            buffer = new byte[bufferSize];
        }
        long from = startOffset - guard;
        int read = read(from, (int) Math.min(buffer.length, limit - from));
        if (read < wanted
                || !Arrays.equals(buffer, 0, guard, expected, 0, guard)
                || !isStillThere(ByteBuffer.wrap(buffer), guard, from, read)) {
            // The line has changed: nothing of it is returned.
            start = 0;
            filled = 0;
            following = 0;
            bufferOffset = startOffset;
            return false;
        }
        bufferOffset = from;
        start = guard;
        filled = read;
        return read > wanted;
    }

    private int read(long position, int length) throws IOException {
        return read(buffer, position, length);
    }

    private int read(byte[] bytes, long position, int length) throws IOException {
        return read(ByteBuffer.wrap(bytes, 0, length), position);
    }

    private int read(ByteBuffer target, long position) throws IOException {
        int length = target.remaining();
        channel.position(position);
        while (target.hasRemaining()) {
            int count = channel.read(target);
            if (target.hasRemaining() && (count < 0 || channel.size() < position + length)) {
                // Emptied meanwhile. What is appended from now on may supersede what has been read: reading ends here.
                limit = Math.min(limit, position + target.position());
                break;
            }
        }
        return target.position();
    }

    /** Another cursor over the same open file, from its start; closing one of them closes the file for both. */
    public LineCursor again() {
        return new LineCursor(file, channel, limit, bufferSize, maximumLine, maximumGuard);
    }

    /**
     * Whether the file still has the bytes before the line, or at its start those of the first line that no daemon
     * overwrites. The system does not read all at once: a file that is emptied and filled again meanwhile is read half as
     * it was and half as it is.
     */
    private boolean isStillThere(ByteBuffer bytes, int guarded, long position, int length) throws IOException {
        int from = guarded > 0 ? 0 : Math.min(length, OVERWRITTEN);
        int to = guarded > 0 ? guarded : Math.min(length, OVERWRITTEN + GUARD);
        var before = new byte[to - from];
        var now = new byte[before.length];
        bytes.get(from, before);
        return read(now, position + from, now.length) == now.length && Arrays.equals(before, now);
    }

    /** Skips a line that is too long, keeping only its position. */
    private boolean passOver() throws IOException {
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
        bufferOffset = position;
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
        return counted();
    }

    /** The handler for a reader that will read again: a last line that is still being written is not reported. */
    public static MalformedLineHandler exceptUnterminated(MalformedLineHandler handler) {
        return line -> {
            if (!line.expected().equals(UNTERMINATED)) {
                handler.malformed(line);
            }
        };
    }

    /** The position after the last complete line: where {@link #openAppendedAfter} can continue. */
    public FilePosition reached() throws IOException {
        boolean isInBuffer = terminated && !overlong && following == end + 1;
        return isInBuffer ? new FilePosition(position(), checksum(buffer, start, end)) : positionAt(completePosition());
    }

    /** The position before the current line. */
    public FilePosition before() throws IOException {
        return positionAt(lineOffset);
    }

    /** The position at the start of a line. If the file has been emptied meanwhile, a position that nothing continues. */
    public FilePosition positionAt(long offset) throws IOException {
        return new FilePosition(offset, Math.max(0, lastLine(offset)));
    }

    /** The checksum of the line that ends at the offset. */
    private int lastLine(long offset) throws IOException {
        if (offset == 0) {
            return 0;
        }
        int length = (int) Math.min(RECOGNIZED, offset);
        var bytes = new byte[length];
        if (read(bytes, offset - length, length) < length || bytes[length - 1] != '\n') {
            return NOT_RECOGNIZED;
        }
        return checksum(bytes, PackedBytes.afterLastLineFeed(bytes, 0, length - 1), length - 1);
    }

    /** Without the bytes that daemons overwrite, and without a hole before them. */
    private static int checksum(byte[] bytes, int from, int lineFeed) {
        int start = Math.max(from, lineFeed + 1 - RECOGNIZED);
        while (start < lineFeed && bytes[start] == 0) {
            start++;
        }
        start = Math.min(start + OVERWRITTEN, lineFeed);
        var sum = new CRC32C();
        sum.update(bytes, start, lineFeed + 1 - start);
        long value = sum.getValue();
        return (int) (value ^ value >>> Short.SIZE) & FilePosition.MAXIMUM_CHECKSUM;
    }

    /** The longest line that is returned. */
    public int maximumLine() {
        return maximumLine;
    }

    /** The bytes that contain the current line. */
    public byte[] buffer() {
        return buffer;
    }

    /** Index of the current line's first byte in {@link #buffer()}. */
    public int start() {
        return start;
    }

    /** Index after the current line's last byte in {@link #buffer()}; the LF is not part of the line. */
    public int end() {
        return end;
    }

    /**
     * The 1-based number of the current line. If a search skipped lines, they are read once more, to be counted; if
     * they are no longer there, the number is too small.
     *
     * @throws IOException if they cannot be read
     */
    public long lineNumber() throws IOException {
        if (uncounted >= 0) {
            lineNumber = counted + lineFeeds(uncounted, position()) + (terminated ? 0 : 1);
            uncounted = -1;
        }
        return lineNumber;
    }

    private long lineFeeds(long from, long to) throws IOException {
        var bytes = new byte[(int) Math.min(BLOCK, to - from)];
        long count = 0;
        int read = 1;
        for (long at = from; at < to && read > 0; at += read) {
            read = read(bytes, at, (int) Math.min(bytes.length, to - at));
            for (int i = PackedBytes.lineFeed(bytes, 0, read); i < read; i = PackedBytes.lineFeed(bytes, i + 1, read)) {
                count++;
            }
        }
        return count;
    }

    /** The 0-based offset of the current line's first byte in the file. */
    public long offset() {
        return lineOffset;
    }

    /** The position of reading: the offset after the current line. */
    public long position() {
        return bufferOffset + following;
    }

    /** The offset after the last line that ended with a LF: where a later cursor can continue. */
    public long completePosition() {
        return terminated ? position() : incompletePosition;
    }

    /** False for a last line without LF: it is still being written. */
    public boolean isTerminated() {
        return terminated;
    }

    /** Whether the line was longer than the maximum; its bytes are not returned. */
    public boolean isOverlong() {
        return overlong;
    }

    /**
     * What the current line lacks to be complete, as reported in a {@link io.github.ossec4j.io.MalformedLine}; null if
     * it is complete.
     */
    public @Nullable String lacking() {
        if (!terminated) {
            return UNTERMINATED;
        }
        return overlong ? "a line of at most " + maximumLine + " bytes" : null;
    }

    /** Whether the current line ends with these bytes. */
    public boolean endsWith(byte[] tail) {
        return end - start >= tail.length && Arrays.equals(buffer, end - tail.length, end, tail, 0, tail.length);
    }

    /** A copy of the current line's bytes. */
    public byte[] lineBytes() {
        return Arrays.copyOfRange(buffer, start, end);
    }

    /** Closes the file. */
    @Override
    public void close() throws IOException {
        ByteBuffer bytes = block;
        block = null;
        if (bytes != null && blockSize == SEARCHED_BYTES && UNUSED_BLOCKS.size() < MOST_UNUSED_BLOCKS) {
            UNUSED_BLOCKS.push(bytes);
        }
        channel.close();
    }
}
