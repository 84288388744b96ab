package io.github.ossec4j.model.logs;

import io.github.ossec4j.model.RawText;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One message of {@code logs/ossec.log}.
 *
 * @param date to the second, in the zone of the home; the hour that repeats in autumn is ambiguous
 * @param daemon the name before the message, such as {@code ossec-analysisd} or {@code rules_op}, as {@link
 *     RawText#lossless()}; some messages have none
 * @param code the number of the message, 0 to 9999
 * @param level how serious it is; many messages do not say
 * @param message the rest; it may have several lines, separated by LF
 */
public record LogLine(
        LocalDateTime date, Optional<String> daemon, OptionalInt code, Optional<Level> level, RawText message) {
    /** How serious a message is. */
    public enum Level {
        /** Something failed. */
        ERROR,
        /** Something may need attention. */
        WARN,
        /** For information. */
        INFO,
        /** For developers. */
        DEBUG
    }

    /** A code without a daemon cannot be written. */
    public LogLine {
        if (code.isPresent() && daemon.isEmpty()) {
            throw new IllegalArgumentException("a code stands behind the name of a daemon");
        }
    }

    /** The message as it is in the file, from the date on, without the last LF. */
    public RawText text() {
        var start = new StringBuilder(48);
        pad(start, date.getYear(), 4);
        pad(start.append('/'), date.getMonthValue(), 2);
        pad(start.append('/'), date.getDayOfMonth(), 2);
        pad(start.append(' '), date.getHour(), 2);
        pad(start.append(':'), date.getMinute(), 2);
        pad(start.append(':'), date.getSecond(), 2);
        start.append(' ');
        if (daemon.isPresent()) {
            start.append(daemon.get());
            if (code.isPresent()) {
                pad(start.append('('), code.getAsInt(), 4);
                start.append(')');
            }
            start.append(": ");
        }
        level.ifPresent(word -> start.append(word).append(": "));
        return RawText.fromLossless(start + message.lossless());
    }

    private static void pad(StringBuilder out, int number, int digits) {
        String text = Integer.toString(number);
        out.append("0".repeat(Math.max(0, digits - text.length()))).append(text);
    }

    /** {@link #text()}. */
    @Override
    public String toString() {
        return text().display();
    }
}
