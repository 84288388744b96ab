package io.github.ossec4j.io.logs;

import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.file.RegularFile;
import io.github.ossec4j.model.logs.LogLine;
import io.github.ossec4j.model.logs.LogLine.Level;
import io.github.ossec4j.model.logs.LogSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The messages of {@code logs/ossec.log}, which OSSEC never rotates or shortens, so it may be of any size.
 *
 * <p>Every call opens the file again and reads its content at that moment; memory does not grow with it unless stated.
 */
public final class OssecLog {
    private static final int MOST_DAEMONS = 10_000;

    private final Path file;
    private final MalformedLineHandler malformed;

    private OssecLog(Path file, MalformedLineHandler malformed) {
        this.file = file;
        this.malformed = malformed;
    }

    /** Binds to a file; nothing is read. */
    public static OssecLog at(Path file, MalformedLineHandler malformed) {
        return new OssecLog(file, malformed);
    }

    /**
     * All messages, in the order of the file.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such file
     */
    public RecordStream<LogLine> lines() throws IOException {
        OssecLogCursor cursor = OssecLogCursor.open(file, malformed);
        return RecordStream.over(file, cursor, () -> cursor.next() ? cursor.line() : null);
    }

    /**
     * The last messages that are wanted, in the order of the file. Reads from the end, in parts of a MiB, only as far as
     * necessary; the messages are held in memory, and lines in reports are numbered within each part.
     *
     * @param most how many, at most
     * @throws java.nio.file.NoSuchFileException if there is no such file
     */
    public List<LogLine> last(int most, Predicate<? super LogLine> wanted) throws IOException {
        return last(most, wanted, 1 << 20);
    }

    /** With another size of parts, for tests. */
    List<LogLine> last(int most, Predicate<? super LogLine> wanted, long partBytes) throws IOException {
        Deque<LogLine> found = new ArrayDeque<>();
        long end = RegularFile.require(file).size();
        while (end > 0 && found.size() < most) {
            long start = Math.max(0, end - partBytes);
            long first = firstMessage(start, end);
            if (first == end && start > 0) {
                partBytes *= 2; // no message starts in so many bytes
                continue;
            }
            Deque<LogLine> part = new ArrayDeque<>();
            try (OssecLogCursor cursor = OssecLogCursor.open(file, first, end, malformed)) {
                while (cursor.next()) {
                    if (wanted.test(cursor.line())) {
                        part.addLast(cursor.line());
                        if (part.size() > most - found.size()) {
                            part.removeFirst();
                        }
                    }
                }
            }
            while (!part.isEmpty()) {
                found.addFirst(part.removeLast());
            }
            end = first;
        }
        return List.copyOf(found);
    }

    /** The offset of the first message that starts in this range; {@code to} if none does, 0 if the range starts there. */
    private long firstMessage(long from, long to) throws IOException {
        if (from == 0) {
            return 0;
        }
        // What precedes the first message belongs to the one before the range, which is read later.
        try (OssecLogCursor cursor = OssecLogCursor.open(file, from, to, MalformedLineHandler.ignore())) {
            return cursor.next() ? cursor.offset() : to;
        }
    }

    /**
     * How many messages each daemon has logged, in the order of their first message; memory grows with the number of
     * different names, of which the first 10,000 are distinguished.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such file
     */
    public List<LogSummary> summary() throws IOException {
        Map<String, LogSummary> summaries = new LinkedHashMap<>();
        try (RecordStream<LogLine> lines = lines()) {
            for (LogLine line : lines) {
                String daemon = line.daemon().orElse("");
                String counted = summaries.size() < MOST_DAEMONS || summaries.containsKey(daemon) ? daemon : "";
                boolean isError = line.level().filter(Level.ERROR::equals).isPresent();
                boolean isWarning = line.level().filter(Level.WARN::equals).isPresent();
                summaries.merge(
                        counted,
                        new LogSummary(counted, 1, isError ? 1 : 0, isWarning ? 1 : 0),
                        (a, b) -> new LogSummary(
                                a.daemon(),
                                a.lines() + b.lines(),
                                a.errors() + b.errors(),
                                a.warnings() + b.warnings()));
            }
        }
        return List.copyOf(summaries.values());
    }
}
