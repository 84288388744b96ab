package io.github.ossec4j.api.rest;

import io.github.ossec4j.api.AgentHandle;
import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.api.rest.Route.Call;
import io.github.ossec4j.io.line.RootcheckLine;
import io.github.ossec4j.io.rootcheck.RootcheckCursor.ScanMark;
import io.github.ossec4j.io.text.Ascii;
import io.github.ossec4j.io.text.LineCursor;
import io.github.ossec4j.model.RawText;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * Policy events as the original's tool lists them: first the resolved ones, then the outstanding ones.
 *
 * <p>Quirks kept here: {@code (null)} before most events (Q24); scan marks are recognized without their last letter
 * (Q23); the first line that contains the text of a scan's start anywhere determines its time. Difference: a last line
 * without LF is not listed.
 */
final class RootcheckAnswers {
    private static final long DAY = 86_400;
    private static final List<String> MARKS = ScanMarks.ALL.stream()
            .map(mark -> mark.text().substring(0, mark.text().length() - "n.".length()))
            .toList();
    private static final List<String> WITHOUT_NULL = List.of("Application Found", "Windows Audit", "Windows Malware");

    private RootcheckAnswers() {}

    /**
     * The policy database of an agent; empty if nothing of it is shown, or its name would lead out of the directory.
     *
     * @throws IOException as {@link ReadableDatabase#of}
     */
    static Optional<Path> database(Ossec ossec, AgentHandle agent) throws IOException {
        return ReadableDatabase.of(
                agent.isManager()
                        ? Optional.of(ossec.home().managerRootcheck())
                        : ossec.home().rootcheck(agent.name(), agent.address()));
    }

    /** {@code GET /rootcheck/:agent_id}. */
    static Payload events(Call call) throws IOException {
        Optional<Path> database = database(call.ossec(), call.agent(13));
        var times = new TimeText(call.ossec().zoneRules());
        return json -> {
            json.writeStartArray();
            if (database.isPresent()) {
                try {
                    long scan = scanStart(call.ossec(), database.get());
                    events(json, database.get(), times, scan, true);
                    events(json, database.get(), times, scan, false);
                } catch (NoSuchFileException | AccessDeniedException e) {
                    // Deleted since it was checked.
                }
            }
            json.writeEndArray();
        };
    }

    private static long scanStart(Ossec ossec, Path database) throws IOException {
        try (LineCursor lines = LineCursor.open(database)) {
            lines.passUnless(RootcheckLine.SCAN_MARKS);
            while (lines.next() && lines.isTerminated()) {
                int end = Ascii.indexOf(lines.buffer(), lines.start(), lines.end(), '\0');
                if (ScanMarks.isIn(ScanMark.ROOTCHECK_START, lines.buffer(), lines.start(), end)) {
                    return ScanMarks.time(lines.buffer(), lines.start(), end);
                }
                lines.passUnless(RootcheckLine.SCAN_MARKS);
            }
        }
        return ossec.clock().instant().getEpochSecond();
    }

    private static void events(JsonGenerator json, Path database, TimeText times, long scan, boolean resolved)
            throws IOException {
        var line = new RootcheckLine();
        try (LineCursor lines = LineCursor.open(database)) {
            while (lines.next() && lines.isTerminated()) {
                event(json, lines, line, times, scan, resolved);
            }
        }
    }

    private static void event(
            JsonGenerator json, LineCursor lines, RootcheckLine line, TimeText times, long scan, boolean resolved) {
        byte[] bytes = lines.buffer();
        int end = Ascii.indexOf(bytes, lines.start(), lines.end(), '\0');
        line.find(bytes, lines.start(), end);
        if (!line.hasText()) {
            return;
        }
        long lastSeen = LenientLong.parse(bytes, line.lastSeen(), end);
        boolean isResolved = scan - DAY > lastSeen;
        if (isResolved != resolved || startsWithAny(bytes, line.text(), end, MARKS)) {
            return;
        }
        String text = RawText.of(bytes, line.text(), end).display();
        json.writeStartObject();
        json.writeStringProperty("status", resolved ? "resolved" : "outstanding");
        json.writeStringProperty("readDay", times.date(lastSeen));
        json.writeStringProperty("oldDay", times.date(LenientLong.parse(bytes, line.firstSeen(), end)));
        json.writeStringProperty(
                "event", startsWithAny(bytes, line.text(), end, WITHOUT_NULL) ? text : "(null)" + text);
        json.writeEndObject();
    }

    private static boolean startsWithAny(byte[] bytes, int from, int to, List<String> prefixes) {
        return prefixes.stream().anyMatch(prefix -> Ascii.startsWith(bytes, from, to, prefix));
    }
}
