package io.github.ossec4j.api.rest;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.io.text.Ascii;
import io.github.ossec4j.io.text.LineCursor;
import io.github.ossec4j.model.RawText;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * Policy events as the original's tool lists them: first the resolved ones, then the outstanding ones.
 *
 * <p>Quirks kept here: {@code (null)} before most events (Q24); scan marks are recognised without their last letter (Q23);
 * the first line that holds the words of a scan's start anywhere tells when it was. Difference: a last line without LF is
 * not listed.
 */
final class RootcheckAnswers {
    private static final long DAY = 86_400;
    private static final String SCAN_START = "Starting rootcheck scan";
    private static final String[] MARKS = {
        "Starting rootcheck sca", "Ending rootcheck sca", "Starting syscheck sca", "Ending syscheck sca"
    };
    private static final String[] WITHOUT_NULL = {"Application Found", "Windows Audit", "Windows Malware"};

    private final Ossec ossec;

    RootcheckAnswers(Ossec ossec) {
        this.ossec = ossec;
    }

    /** {@code GET /rootcheck/:agent_id}. */
    Payload events(Optional<Path> database) {
        var times = new TimeText(ossec.zoneRules());
        return json -> {
            json.writeStartArray();
            if (database.isPresent()) {
                try {
                    long scan = scanStart(database.get());
                    events(json, database.get(), times, scan, true);
                    events(json, database.get(), times, scan, false);
                } catch (FileSystemException e) {
                    // The tool shows an empty list for what it cannot open.
                }
            }
            json.writeEndArray();
        };
    }

    private long scanStart(Path database) throws IOException {
        try (LineCursor lines = LineCursor.open(database)) {
            while (lines.next() && lines.isTerminated()) {
                int end = Ascii.indexOf(lines.buffer(), lines.start(), lines.end(), '\0');
                if (Ascii.find(lines.buffer(), lines.start(), end, SCAN_START) >= 0) {
                    return NumberInText.at(lines.buffer(), Math.min(lines.start() + 1, end), end);
                }
            }
        }
        return ossec.clock().instant().getEpochSecond();
    }

    private static void events(JsonGenerator json, Path database, TimeText times, long scan, boolean resolved)
            throws IOException {
        try (LineCursor lines = LineCursor.open(database)) {
            while (lines.next() && lines.isTerminated()) {
                event(json, lines, times, scan, resolved);
            }
        }
    }

    private static void event(JsonGenerator json, LineCursor lines, TimeText times, long scan, boolean resolved) {
        byte[] bytes = lines.buffer();
        int start = lines.start();
        int end = Ascii.indexOf(bytes, start, lines.end(), '\0');
        int second = Ascii.indexOf(bytes, Math.min(start + 1, end), end, '!');
        int textStart = Ascii.indexOf(bytes, second, end, ' ') + 1;
        if (second == end || textStart > end) {
            return;
        }
        long lastSeen = NumberInText.at(bytes, start + 1, end);
        boolean isResolved = scan - DAY > lastSeen;
        if (isResolved != resolved || startsWithAny(bytes, textStart, end, MARKS)) {
            return;
        }
        String text = RawText.of(bytes, textStart, end).display();
        json.writeStartObject();
        text(json, "status", resolved ? "resolved" : "outstanding");
        text(json, "readDay", times.date(lastSeen));
        text(json, "oldDay", times.date(NumberInText.at(bytes, second + 1, end)));
        text(json, "event", startsWithAny(bytes, textStart, end, WITHOUT_NULL) ? text : "(null)" + text);
        json.writeEndObject();
    }

    private static boolean startsWithAny(byte[] bytes, int from, int to, String[] prefixes) {
        for (String prefix : prefixes) {
            if (Ascii.startsWith(bytes, from, to, prefix)) {
                return true;
            }
        }
        return false;
    }

    private static void text(JsonGenerator json, String name, String value) {
        json.writeName(name);
        json.writeString(value);
    }
}
