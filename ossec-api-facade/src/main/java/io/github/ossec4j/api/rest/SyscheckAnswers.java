package io.github.ossec4j.api.rest;

import io.github.ossec4j.api.AgentHandle;
import io.github.ossec4j.api.PathPattern;
import io.github.ossec4j.api.rest.Route.Call;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.line.ChecksumText;
import io.github.ossec4j.io.line.SyscheckLine;
import io.github.ossec4j.io.text.LineCursor;
import io.github.ossec4j.io.text.PackedBytes;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.syscheck.FileMode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * Changed files as the original's tool lists them: line by line, with superseded states, whatever a line contains.
 *
 * <p>Quirks kept here: {@code changes} is 0, 2, 3 or 4, never 1; a line without a blank after its time ends the listing
 * (Q30); names that do not start with a slash count as Windows; a mode is read as a decimal number. Differences: a last
 * line without LF is not listed, and the SHA-256 of OSSEC 4.x has its own member.
 */
final class SyscheckAnswers {
    private static final int SHORTEST_LINE = 15;
    private static final int LONGEST_PATTERN = 2048;
    private static final int PERMISSIONS = 07777;

    private SyscheckAnswers() {}

    /** {@code GET /syscheck/:agent_id/files/changed}, without and with {@code filename}. */
    static Payload changed(Call call) throws IOException {
        Optional<String> filename = call.checked("filename", Values::isName, Refusal.notAName("filename"));
        AgentHandle agent = call.agent(33);
        OssecHome home = call.ossec().home();
        Optional<Path> database = ReadableDatabase.of(
                agent.isManager() ? Optional.of(home.managerSyscheck()) : home.syscheck(agent.name(), agent.address()));
        var times = new TimeText(call.ossec().zoneRules());
        return json -> {
            json.writeStartArray();
            if (database.isPresent() && filename.map(String::length).orElse(0) <= LONGEST_PATTERN) {
                try (LineCursor lines = LineCursor.open(database.get())) {
                    if (filename.isPresent()) {
                        history(json, times, lines, PathPattern.of(filename.get()));
                    } else {
                        listing(json, times, lines);
                    }
                } catch (NoSuchFileException | AccessDeniedException e) {
                    // Deleted since it was checked.
                }
            }
            json.writeEndArray();
        };
    }

    /** Whether the line describes a file; also false for lines that the tool skips. */
    private static boolean find(SyscheckLine line, LineCursor lines, boolean withBaselines) {
        int start = lines.start();
        int zero = PackedBytes.firstOf(lines.buffer(), start, lines.end(), (byte) 0);
        // If a zero byte ends the line, the tool drops the last byte, as it drops the LF of others.
        line.find(lines.buffer(), start, zero < lines.end() ? Math.max(zero - 1, start) : zero);
        if (line.end() - start < SHORTEST_LINE) {
            return false;
        }
        byte first = lines.buffer()[start];
        return (first == '!' || first == '#' || (withBaselines && first == '+')) && line.mark() < line.end();
    }

    /**
     * Where the path starts, after the first blank after the mark; greater than the end in a line that ends the
     * listing.
     */
    private static int pathStart(SyscheckLine line) {
        return line.blankFrom(line.mark()) + 1;
    }

    private static RawText path(SyscheckLine line) {
        return RawText.of(line.bytes(), pathStart(line), line.end());
    }

    private static int changes(SyscheckLine line) {
        if (line.bytes()[line.start() + 1] != '!') {
            return 0;
        }
        byte third = line.bytes()[line.start() + 2];
        return third == '!' ? 3 : third == '?' ? 4 : 2;
    }

    private static void listing(JsonGenerator json, TimeText times, LineCursor lines) throws IOException {
        var line = new SyscheckLine();
        lines.passBeginningWith('+');
        while (lines.next() && lines.isTerminated()) {
            if (find(line, lines, false)) {
                if (pathStart(line) > line.end()) {
                    return;
                }
                json.writeStartObject();
                file(json, times, line);
                json.writeEndObject();
            }
            lines.passBeginningWith('+');
        }
    }

    private static void history(JsonGenerator json, TimeText times, LineCursor lines, PathPattern pattern)
            throws IOException {
        Map<RawText, State> previous = new HashMap<>();
        var line = new SyscheckLine();
        var sum = new ChecksumText();
        while (lines.next() && lines.isTerminated()) {
            if (find(line, lines, true)) {
                int pathStart = pathStart(line);
                if (pathStart > line.end()) {
                    return;
                }
                if (pattern.accepts(line.bytes(), pathStart, line.end())) {
                    sum.divide(line.bytes(), line.sumStart(), Math.max(line.mark() - 1, line.sumStart()));
                    State state = State.of(sum);
                    json.writeStartObject();
                    file(json, times, line);
                    json.writeObjectPropertyStart("attrs");
                    attributes(json, line, sum, state, Optional.ofNullable(previous.put(path(line), state)));
                    json.writeEndObject();
                    json.writeEndObject();
                }
            }
        }
    }

    private static void file(JsonGenerator json, TimeText times, SyscheckLine line) {
        json.writeStringProperty("date", times.date(LenientLong.parse(line.bytes(), line.mark() + 1, line.end())));
        json.writeName("file");
        int start = pathStart(line);
        if (isAscii(line.bytes(), start, line.end())) {
            json.writeUTF8String(line.bytes(), start, line.end() - start); // without a text that is decoded and encoded
        } else {
            json.writeString(path(line).display());
        }
        json.writeNumberProperty("changes", changes(line));
    }

    private static boolean isAscii(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] >= 0) {
            i++;
        }
        return i == to;
    }

    /** The parts of a checksum text that are compared with the next one of the same path. */
    private enum State {
        DELETED,
        KNOWN,
        DAMAGED;

        static State of(ChecksumText sum) {
            return sum.isDeletion() ? DELETED : sum.fields() > ChecksumText.SHA1 ? KNOWN : DAMAGED;
        }
    }

    private static void attributes(
            JsonGenerator json, SyscheckLine line, ChecksumText sum, State state, Optional<State> previous) {
        if (state == State.DELETED) {
            json.writeStringProperty("event", "deleted");
        } else if (state == State.KNOWN) {
            json.writeStringProperty("event", event(previous));
            if (previous.isEmpty() || previous.get() != State.DAMAGED) {
                state(json, line.bytes(), sum, line.bytes()[pathStart(line)] == '/');
            }
        }
    }

    private static String event(Optional<State> previous) {
        if (previous.isEmpty()) {
            return "added";
        }
        return previous.get() == State.DELETED ? "restored" : "modified";
    }

    private static void state(JsonGenerator json, byte[] bytes, ChecksumText sum, boolean unix) {
        int mode = unix
                ? (int) LenientLong.parse(bytes, sum.fieldStart(ChecksumText.MODE), sum.fieldEnd(ChecksumText.MODE))
                : 0;
        field(json, "size", bytes, sum, ChecksumText.SIZE);
        json.writeNumberProperty("mode", mode);
        json.writeStringProperty("perm", unix ? permissions(mode) : "");
        if (unix) {
            field(json, "uid", bytes, sum, ChecksumText.OWNER);
            field(json, "gid", bytes, sum, ChecksumText.GROUP);
        } else {
            json.writeStringProperty("uid", "");
            json.writeStringProperty("gid", "");
        }
        field(json, "md5", bytes, sum, ChecksumText.MD5);
        if (sum.hasSha256()) {
            field(json, "sha1", bytes, sum, ChecksumText.SHA1);
            field(json, "sha256", bytes, sum, ChecksumText.SHA256);
        } else {
            json.writeStringProperty(
                    "sha1",
                    RawText.of(bytes, sum.fieldStart(ChecksumText.SHA1), sum.end())
                            .display());
        }
    }

    private static void field(JsonGenerator json, String name, byte[] bytes, ChecksumText sum, int field) {
        json.writeStringProperty(
                name,
                RawText.of(bytes, sum.fieldStart(field), sum.fieldEnd(field)).display());
    }

    /** Nine letters in which the special bits hide whether the file may be executed. */
    private static String permissions(int mode) {
        return new FileMode(mode & PERMISSIONS).symbolic().replace('S', 's').replace('T', 't');
    }
}
