package io.github.ossec4j.io.logs;

import io.github.ossec4j.io.FilePosition;
import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.line.LogLineRanges;
import io.github.ossec4j.io.text.Ascii;
import io.github.ossec4j.io.text.LineCursor;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.logs.LogLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Iterates over the messages of {@code ossec.log}, in the order of the file.
 *
 * <p>A message starts with a date; lines without one belong to the message before, empty ones are dropped. A message
 * has up to {@value #MAXIMUM_MESSAGE} bytes: lines that do not fit, lines of more than a MiB, and lines without a date
 * before the first message are reported and skipped. The last line may lack its LF: it is part of the last message all
 * the same, unless the cursor follows a log, see {@link #openAfter}.
 *
 * <p>Reads up to the end of the file when it was opened. One thread at a time.
 */
public final class OssecLogCursor implements RecordStream.Cursor {
    /** The most bytes of a message. */
    public static final int MAXIMUM_MESSAGE = 1 << 16;

    private final LineCursor lines;
    private final boolean isFollowing;
    private final MalformedLineHandler malformed;
    private final LogLineRanges ranges = new LogLineRanges();

    /** The next message, as far as it has been read; empty before the first and after the last. */
    private Optional<LogLine> ahead = Optional.empty();

    private final ByteArrayOutputStream aheadMore = new ByteArrayOutputStream();
    private long aheadOffset;

    private Optional<LogLine> current = Optional.empty();
    private long offset;

    private OssecLogCursor(LineCursor lines, boolean isFollowing, MalformedLineHandler malformed) {
        this.lines = lines;
        this.isFollowing = isFollowing;
        this.malformed = malformed;
    }

    /**
     * Opens a log.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws java.nio.file.AccessDeniedException if it may not be read
     */
    public static OssecLogCursor open(Path file, MalformedLineHandler malformed) throws IOException {
        return new OssecLogCursor(LineCursor.openAppended(file), false, malformed);
    }

    /**
     * Opens a log that messages are being appended to, after a position. A last line without a LF is left for the next
     * reading; lines without a date that come later than their message are reported.
     *
     * @param position an earlier cursor's {@link #reached()}
     * @return empty if the file no longer continues what was read: it has been emptied or replaced
     * @throws java.nio.file.NoSuchFileException if there is none
     */
    public static Optional<OssecLogCursor> openAfter(Path file, FilePosition position, MalformedLineHandler malformed)
            throws IOException {
        return LineCursor.openAppendedAfter(file, position).map(lines -> new OssecLogCursor(lines, true, malformed));
    }

    /** Opens the lines that start from {@code from}, inclusive, to {@code to}, exclusive; they are numbered from 1 on. */
    static OssecLogCursor open(Path file, long from, long to, MalformedLineHandler malformed) throws IOException {
        return new OssecLogCursor(LineCursor.openAppended(file, from, to), false, malformed);
    }

    /** Moves to the next message; false at the end. */
    public boolean next() throws IOException {
        while (lines.next() && (lines.isTerminated() || !isFollowing)) {
            byte[] bytes = lines.buffer();
            int start = lines.start();
            int end = Ascii.withoutReturn(bytes, start, lines.end());
            if (lines.isOverlong()) {
                report("a line of at most " + lines.maximumLine() + " bytes");
            } else if (ranges.find(bytes, start, end)) {
                long messageOffset = aheadOffset;
                Optional<LogLine> finished = finished();
                begin(bytes, end);
                if (finished.isPresent()) {
                    current = finished;
                    offset = messageOffset;
                    return true;
                }
            } else if (start < end) {
                more(bytes, start, end);
            }
        }
        offset = aheadOffset;
        current = finished();
        return current.isPresent();
    }

    private void begin(byte[] bytes, int end) throws IOException {
        int messageEnd = Math.min(end, ranges.messageStart() + MAXIMUM_MESSAGE);
        if (messageEnd < end) {
            report("a message of at most " + MAXIMUM_MESSAGE + " bytes");
        }
        ahead = Optional.of(new LogLine(
                ranges.date(),
                ranges.nameEnd() == ranges.textStart()
                        ? Optional.empty()
                        : Optional.of(RawText.of(bytes, ranges.textStart(), ranges.nameEnd())
                                .lossless()),
                ranges.code() < 0 ? OptionalInt.empty() : OptionalInt.of(ranges.code()),
                ranges.level(),
                RawText.of(bytes, ranges.messageStart(), messageEnd)));
        aheadOffset = lines.offset();
    }

    private void more(byte[] bytes, int start, int end) throws IOException {
        if (ahead.isEmpty()) {
            report("a date, such as 2016/10/17 14:00:00, at the start of the first message");
        } else if (ahead.get().message().length() + aheadMore.size() + end - start + 1 > MAXIMUM_MESSAGE) {
            report("a message of at most " + MAXIMUM_MESSAGE + " bytes");
        } else {
            aheadMore.write('\n');
            aheadMore.write(bytes, start, end - start);
        }
    }

    private Optional<LogLine> finished() {
        Optional<LogLine> message = ahead;
        if (message.isPresent() && aheadMore.size() > 0) {
            LogLine first = message.get();
            var text = new ByteArrayOutputStream(first.message().length() + aheadMore.size());
            text.writeBytes(first.message().bytes());
            text.writeBytes(aheadMore.toByteArray());
            message = Optional.of(new LogLine(
                    first.date(), first.daemon(), first.code(), first.level(), RawText.of(text.toByteArray())));
        }
        aheadMore.reset();
        ahead = Optional.empty();
        return message;
    }

    private void report(String expected) throws IOException {
        malformed.malformed(new MalformedLine(lines.file(), lines.lineNumber(), lines.offset(), expected));
    }

    /**
     * The current message.
     *
     * @throws IllegalStateException before the first and after the last
     */
    public LogLine line() {
        return current.orElseThrow(() -> new IllegalStateException("the cursor is not at a message"));
    }

    /** The 0-based offset of the current message's date in the file. */
    public long offset() {
        return offset;
    }

    /** The position before the current message. */
    public FilePosition before() throws IOException {
        return lines.positionAt(offset);
    }

    /** The position after the current message; after the last one, where a later cursor can continue. */
    public FilePosition reached() throws IOException {
        return ahead.isPresent() ? lines.before() : lines.reached();
    }

    /** How many bytes have been read. */
    @Override
    public long position() {
        return lines.position();
    }

    /** The size of the file when it was opened. */
    @Override
    public long size() {
        return lines.size();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
