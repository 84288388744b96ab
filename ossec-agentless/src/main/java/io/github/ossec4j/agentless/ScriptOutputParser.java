package io.github.ossec4j.agentless;

import io.github.ossec4j.model.RawText;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Converts a script's output, passed in pieces of any size, to events.
 *
 * <p>A line ends at LF or with the output. Only the part of a line before its first CR or NUL counts. Commands
 * are case-sensitive and must be at the very start of a line. A long line is one line, however long.
 *
 * <p>For one run of one script; one thread at a time.
 */
public final class ScriptOutputParser {
    /** Longest line by default: 4 MiB. */
    public static final int DEFAULT_MAX_LINE_BYTES = 4 << 20;

    /** {@code FWD:} and {@code LOG:} pass on what follows the byte after the colon, whatever that byte is. */
    private static final int FORWARDED_FROM = 5;

    private static final byte[] NONE = {};

    private final boolean stores;
    private final StoreReading reading;
    private final int maxLineBytes;

    private byte[] line = NONE;
    private int length;
    private boolean isLineOpen;
    private boolean isLineCut;
    private boolean isLineTooLong;
    private boolean isStoring;
    private boolean isEnded;

    private ScriptOutputParser(boolean stores, StoreReading reading, int maxLineBytes) {
        if (maxLineBytes < 1) {
            throw new IllegalArgumentException("maxLineBytes must be 1 or more, was " + maxLineBytes);
        }
        this.stores = stores;
        this.reading = reading;
        this.maxLineBytes = maxLineBytes;
    }

    /**
     * Reads as the daemon does, with lines up to {@link #DEFAULT_MAX_LINE_BYTES}.
     *
     * @param stores whether the entry is {@code periodic_diff}; otherwise {@code STORE} is ordinary text
     */
    public static ScriptOutputParser of(boolean stores) {
        return of(stores, StoreReading.DAEMON, DEFAULT_MAX_LINE_BYTES);
    }

    /**
     * Reads with these settings.
     *
     * @param stores as in {@link #of(boolean)}
     * @param maxLineBytes how much of a line is held in memory; a longer one becomes a {@link
     *     AgentlessEvent.LineTooLong}
     */
    public static ScriptOutputParser of(boolean stores, StoreReading reading, int maxLineBytes) {
        return new ScriptOutputParser(stores, reading, maxLineBytes);
    }

    /**
     * Takes the bytes from {@code from}, inclusive, to {@code to}, exclusive; the array may be reused afterwards.
     *
     * @throws IOException only from the handler
     */
    public void feed(byte[] bytes, int from, int to, Handler handler) throws IOException {
        int position = from;
        while (position < to && !isEnded) {
            isLineOpen = true;
            int kept = position;
            while (kept < to && bytes[kept] != '\n' && bytes[kept] != '\r' && bytes[kept] != 0) {
                kept++;
            }
            int end = kept;
            while (end < to && bytes[end] != '\n') {
                end++;
            }
            if (end < to && length == 0 && !isLineCut && !isLineTooLong && kept - position <= maxLineBytes) {
                line(bytes, position, kept, handler);
                isLineOpen = false;
            } else {
                keep(bytes, position, kept);
                isLineCut |= kept < end;
                if (end < to) {
                    endLine(handler);
                }
            }
            position = end + 1;
        }
    }

    /**
     * Ends the output: a last line without LF also counts.
     *
     * @throws IOException only from the handler
     */
    public void finish(Handler handler) throws IOException {
        if (isLineOpen && !isEnded) {
            endLine(handler);
        }
        isEnded = true;
    }

    private void keep(byte[] bytes, int from, int to) {
        int more = to - from;
        if (isLineCut || isLineTooLong || more == 0) {
            return;
        }
        if (more > maxLineBytes - length) {
            isLineTooLong = true;
            line = NONE;
            length = 0;
            return;
        }
        if (length + more > line.length) {
            line = Arrays.copyOf(line, (int) Math.min(maxLineBytes, Math.max(256L, 2L * (length + more))));
        }
        System.arraycopy(bytes, from, line, length, more);
        length += more;
    }

    private void endLine(Handler handler) throws IOException {
        int end = length;
        boolean tooLong = isLineTooLong;
        length = 0;
        isLineOpen = false;
        isLineCut = false;
        isLineTooLong = false;
        if (tooLong) {
            handler.event(new AgentlessEvent.LineTooLong(maxLineBytes));
        } else {
            line(line, 0, end, handler);
        }
    }

    private void line(byte[] bytes, int from, int to, Handler handler) throws IOException {
        AgentlessEvent event = command(bytes, from, to);
        if (event == null) {
            event = new AgentlessEvent.Line(RawText.of(bytes, from, to), isStoring);
        } else if (event instanceof AgentlessEvent.StoreStart) {
            isStoring = true;
        } else {
            isStoring &= reading == StoreReading.DAEMON;
            isEnded = event instanceof AgentlessEvent.ErrorReport;
        }
        handler.event(event);
    }

    private @Nullable AgentlessEvent command(byte[] bytes, int from, int to) {
        if (startsWith("ERROR: ", bytes, from, to)) {
            return new AgentlessEvent.ErrorReport(RawText.of(bytes, from + 7, to));
        }
        if (startsWith("INFO: ", bytes, from, to)) {
            return new AgentlessEvent.Info(RawText.of(bytes, from + 6, to));
        }
        if (startsWith("FWD:", bytes, from, to)) {
            return new AgentlessEvent.Integrity(RawText.of(bytes, Math.min(to, from + FORWARDED_FROM), to));
        }
        if (startsWith("LOG:", bytes, from, to)) {
            return new AgentlessEvent.Log(RawText.of(bytes, Math.min(to, from + FORWARDED_FROM), to));
        }
        if (stores && startsWith("STORE: ", bytes, from, to)) {
            return new AgentlessEvent.StoreStart();
        }
        return null;
    }

    private static boolean startsWith(String word, byte[] bytes, int from, int to) {
        if (to - from < word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (bytes[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Receives each event, in the order of the output. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Receives an event.
         *
         * @throws IOException to stop reading; the reader of the output passes it on
         */
        void event(AgentlessEvent event) throws IOException;
    }
}
