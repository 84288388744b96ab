package io.github.ossec4j.api.rest;

import io.github.ossec4j.io.text.Ascii;
import io.github.ossec4j.io.text.LineCursor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * The times of the last scans as the original's tool finds them in a policy database: any line that holds the words of a
 * mark anywhere sets its time, and the last one counts.
 */
final class ScanMarks {
    static final List<String> SYSCHECK = List.of("syscheckTime", "syscheckEndTime");
    static final List<String> ROOTCHECK = List.of("rootcheckTime", "rootcheckEndTime");
    static final List<String> ALL = List.of("syscheckTime", "syscheckEndTime", "rootcheckTime", "rootcheckEndTime");

    private static final String[] WORDS = {
        "Starting syscheck scan", "Ending syscheck scan", "Starting rootcheck scan", "Ending rootcheck scan"
    };

    private final Long[] times;

    private ScanMarks(Long[] times) {
        this.times = times;
    }

    /** Reads a database; a missing or unreadable one has no marks. */
    static ScanMarks read(Optional<Path> database) {
        var times = new Long[WORDS.length];
        if (database.isPresent()) {
            try (LineCursor lines = LineCursor.open(database.get())) {
                while (lines.next() && lines.isTerminated()) {
                    note(lines, times);
                }
            } catch (IOException e) {
                return new ScanMarks(new Long[WORDS.length]);
            }
        }
        return new ScanMarks(times);
    }

    private static void note(LineCursor lines, Long[] times) {
        byte[] bytes = lines.buffer();
        int start = lines.start();
        int end = Ascii.indexOf(bytes, start, lines.end(), '\0');
        for (int i = 0; i < WORDS.length; i++) {
            if (Ascii.find(bytes, start, end, WORDS[i]) >= 0) {
                times[i] = NumberInText.at(bytes, Math.min(start + 1, end), end);
                return;
            }
        }
    }

    /** Writes some of the times as members of an object. */
    void write(JsonGenerator json, TimeText text, List<String> members) {
        for (String member : members) {
            Long time = times[ALL.indexOf(member)];
            json.writeName(member);
            json.writeString(time == null ? TimeText.UNKNOWN : text.ctime(time));
        }
    }
}
