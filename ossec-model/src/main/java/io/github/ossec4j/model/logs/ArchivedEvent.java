package io.github.ossec4j.model.logs;

import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.alerts.AlertOrigin;
import java.time.LocalDateTime;
import java.util.Arrays;

/**
 * An event that the manager received, as {@code archives.log} has it, whether it raised an alert or not.
 *
 * @param date to the second, in the zone of the home; the hour that repeats in autumn is ambiguous
 * @param location where the event comes from, as written
 * @param log the event; it may have several lines, separated by LF
 */
public record ArchivedEvent(LocalDateTime date, RawText location, RawText log) {
    private static final RawText ARROW = RawText.of("->");
    private static final RawText OUTPUT = RawText.of(" ossec: output: '");

    /**
     * Divides what follows the date: the location ends at the first blank after its arrow. Only a command may have blanks, if
     * the event is its output: a file with a blank in its name is cut there, since nothing else marks the end.
     */
    public static ArchivedEvent of(LocalDateTime date, RawText text) {
        byte[] bytes = text.bytes();
        int source = indexOf(bytes, 0, ARROW) + ARROW.length();
        int end = source < ARROW.length() ? indexOf(bytes, 0, RawText.of(" ")) : endOfSource(bytes, source);
        return end < 0
                ? new ArchivedEvent(date, text, RawText.EMPTY)
                : new ArchivedEvent(date, RawText.of(bytes, 0, end), RawText.of(bytes, end + 1, bytes.length));
    }

    private static int endOfSource(byte[] bytes, int source) {
        int output = indexOf(bytes, source, OUTPUT);
        if (output >= 0 && isRepeated(bytes, source, output, output + OUTPUT.length(), '\'')) {
            return output;
        }
        int once = indexOf(bytes, source, ARROW);
        if (once >= 0 && isRepeated(bytes, 0, once, once + ARROW.length(), ' ')) {
            return 2 * once + ARROW.length(); // OSSEC 4.3 writes some locations twice
        }
        return indexOf(bytes, source, RawText.of(" "));
    }

    /** Whether this range is repeated at another index, and followed by this byte. */
    private static boolean isRepeated(byte[] bytes, int from, int to, int again, char next) {
        int end = again + to - from;
        return end < bytes.length && bytes[end] == next && Arrays.equals(bytes, from, to, bytes, again, end);
    }

    private static int indexOf(byte[] bytes, int from, RawText wanted) {
        for (int at = from; at <= bytes.length - wanted.length(); at++) {
            if (wanted.equalsRange(bytes, at, at + wanted.length())) {
                return at;
            }
        }
        return -1;
    }

    /** The parsed location. */
    public AlertOrigin origin() {
        return AlertOrigin.parse(location);
    }
}
