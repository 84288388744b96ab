package io.github.ossec4j.api.rest;

import io.github.ossec4j.api.AgentHandle;
import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.api.rest.Route.Call;
import io.github.ossec4j.io.line.RootcheckLine;
import io.github.ossec4j.io.rootcheck.RootcheckCursor.ScanMark;
import io.github.ossec4j.io.text.Ascii;
import io.github.ossec4j.io.text.LineCursor;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * The times of the last scans as the original's tool finds them in a policy database: any line that contains the text
 * of a mark anywhere sets its time, and the last one counts.
 */
final class ScanMarks {
    static final List<ScanMark> SYSCHECK = List.of(ScanMark.SYSCHECK_START, ScanMark.SYSCHECK_END);
    static final List<ScanMark> ROOTCHECK = List.of(ScanMark.ROOTCHECK_START, ScanMark.ROOTCHECK_END);
    static final List<ScanMark> ALL = List.of(ScanMark.values());

    private static final Map<ScanMark, String> MEMBERS = Map.of(
            ScanMark.SYSCHECK_START, "syscheckTime",
            ScanMark.SYSCHECK_END, "syscheckEndTime",
            ScanMark.ROOTCHECK_START, "rootcheckTime",
            ScanMark.ROOTCHECK_END, "rootcheckEndTime");

    private final Map<ScanMark, Long> times = new EnumMap<>(ScanMark.class);

    /** {@code GET …/last_scan}. */
    static Payload lastScan(Call call, List<ScanMark> members) throws IOException {
        ScanMarks marks = of(call.ossec(), call.agent(40));
        var times = new TimeText(call.ossec().zoneRules());
        return json -> {
            json.writeStartObject();
            marks.write(json, times, members);
            json.writeEndObject();
        };
    }

    /** Reads the policy database of an agent; a missing or unreadable one has no marks. */
    static ScanMarks of(Ossec ossec, AgentHandle agent) throws IOException {
        Optional<Path> database = RootcheckAnswers.database(ossec, agent);
        var marks = new ScanMarks();
        if (database.isPresent()) {
            try (LineCursor lines = LineCursor.open(database.get())) {
                lines.passUnless(RootcheckLine.SCAN_MARKS);
                while (lines.next() && lines.isTerminated()) {
                    marks.note(lines);
                    lines.passUnless(RootcheckLine.SCAN_MARKS);
                }
            } catch (NoSuchFileException | AccessDeniedException e) {
                return new ScanMarks();
            }
        }
        return marks;
    }

    private void note(LineCursor lines) {
        int end = Ascii.indexOf(lines.buffer(), lines.start(), lines.end(), '\0');
        for (ScanMark mark : ALL) {
            if (isIn(mark, lines.buffer(), lines.start(), end)) {
                times.put(mark, time(lines.buffer(), lines.start(), end));
                return;
            }
        }
    }

    /** Whether the text of a mark is anywhere in the range; its final period may be missing. */
    static boolean isIn(ScanMark mark, byte[] bytes, int from, int to) {
        return Ascii.find(bytes, from, to, mark.text().substring(0, mark.text().length() - 1)) >= 0;
    }

    /** The time of a line, whatever its first byte is. */
    static long time(byte[] bytes, int from, int to) {
        return LenientLong.parse(bytes, Math.min(from + 1, to), to);
    }

    /** Writes some of the times as members of an object. */
    void write(JsonGenerator json, TimeText text, List<ScanMark> members) {
        for (ScanMark mark : members) {
            Long time = times.get(mark);
            json.writeStringProperty(MEMBERS.get(mark), time == null ? TimeText.UNKNOWN : text.ctime(time));
        }
    }
}
