package io.github.ossec4j.io.logs;

import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.line.DailyDate;
import io.github.ossec4j.io.text.Ascii;
import io.github.ossec4j.io.text.SourceLines;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.logs.FirewallEvent;
import io.github.ossec4j.model.logs.FirewallEvent.Action;
import io.github.ossec4j.model.logs.FirewallEvent.Peer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The events of one {@code firewall.log} or daily file, compressed or not:
 * {@code 2016 Oct 17 14:00:02 web-01->/var/log/messages DROP tcp 10.0.0.1:100->10.0.0.2:22}.
 */
public final class FirewallLog {
    private static final String FORM =
            "a date, a location, DROP, CLOSED, ALLOW or UNKNOWN, a protocol, and two addresses"
                    + " with ports, joined by ->";

    private FirewallLog() {}

    /**
     * The events in the order of the file, read on demand; other lines are reported and skipped.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such file
     * @throws java.nio.file.AccessDeniedException if it may not be read
     */
    public static RecordStream<FirewallEvent> read(Path file, MalformedLineHandler malformed) throws IOException {
        SourceLines lines = SourceLines.open(file, malformed);
        return RecordStream.over(file, lines, () -> {
            while (lines.next()) {
                FirewallEvent event = event(lines.buffer(), lines.start(), lines.end());
                if (event != null) {
                    return event;
                }
                lines.report(FORM);
            }
            return null;
        });
    }

    /** The parts from the end on: only the location may have blanks. */
    private static @Nullable FirewallEvent event(byte[] bytes, int from, int to) {
        var dates = new DailyDate();
        LocalDateTime date = dates.in(bytes, from, to);
        if (date == null) {
            return null;
        }
        int start = dates.end();
        int addresses = afterBlank(bytes, start, to);
        int protocol = afterBlank(bytes, start, addresses - 1);
        int word = afterBlank(bytes, start, protocol - 1);
        if (word <= start) {
            return null;
        }
        Action action = action(bytes, word, protocol - 1);
        int arrow = addresses;
        while (arrow < to - 1 && (bytes[arrow] != '-' || bytes[arrow + 1] != '>')) {
            arrow++;
        }
        Peer source = peer(bytes, addresses, arrow);
        Peer destination = peer(bytes, Math.min(arrow + 2, to), to);
        if (action == null || source == null || destination == null) {
            return null;
        }
        RawText location = RawText.of(bytes, start, word - 1);
        return new FirewallEvent(
                date, location, action, RawText.of(bytes, protocol, addresses - 1), source, destination);
    }

    /** The index after the last blank in this range; its start if there is none. */
    private static int afterBlank(byte[] bytes, int from, int to) {
        int at = to;
        while (at > from && bytes[at - 1] != ' ') {
            at--;
        }
        return Math.max(at, from);
    }

    private static @Nullable Action action(byte[] bytes, int from, int to) {
        for (Action action : Action.values()) {
            if (Ascii.equals(bytes, from, to, action.name())) {
                return action;
            }
        }
        return null;
    }

    /** The port is what follows the last colon: an address of IPv6 has others. */
    private static @Nullable Peer peer(byte[] bytes, int from, int to) {
        for (int at = to - 1; at >= from; at--) {
            if (bytes[at] == ':') {
                return new Peer(RawText.of(bytes, from, at), RawText.of(bytes, at + 1, to));
            }
        }
        return null;
    }
}
