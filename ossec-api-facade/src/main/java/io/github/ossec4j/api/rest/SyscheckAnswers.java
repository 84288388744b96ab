package io.github.ossec4j.api.rest;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.api.PathPattern;
import io.github.ossec4j.io.text.Ascii;
import io.github.ossec4j.io.text.LineCursor;
import io.github.ossec4j.model.RawText;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * Changed files as the original's tool lists them: line by line, with superseded states, whatever a line holds.
 *
 * <p>Quirks kept here: {@code changes} is 0, 2, 3 or 4, never 1; a line without a blank behind its time ends the listing
 * (Q30); names that do not start with a slash count as Windows; a mode is read as a decimal number. Differences: a last
 * line without LF is not listed, and the SHA-256 of OSSEC 4.x has a member of its own.
 */
final class SyscheckAnswers {
    private static final int FLAGS = 3;
    private static final int SHORTEST_LINE = 15;
    private static final int LONGEST_PATTERN = 2048;
    private static final int SUM_FIELDS = 6;

    private final TimeText times;

    SyscheckAnswers(Ossec ossec) {
        this.times = new TimeText(ossec.zoneRules());
    }

    /** {@code GET /syscheck/:agent_id/files/changed}, without and with {@code filename}. */
    Payload changed(Optional<Path> database, Optional<String> filename) {
        return json -> {
            json.writeStartArray();
            if (database.isPresent() && filename.map(String::length).orElse(0) <= LONGEST_PATTERN) {
                try (LineCursor lines = LineCursor.open(database.get())) {
                    if (filename.isPresent()) {
                        history(json, lines, PathPattern.of(filename.get()));
                    } else {
                        listing(json, lines);
                    }
                } catch (FileSystemException e) {
                    // The tool shows an empty list for what it cannot open.
                }
            }
            json.writeEndArray();
        };
    }

    /** Where the parts of a line are; reused for all lines. */
    private static final class Line {
        byte[] bytes = {};
        int start;
        int end;
        int mark;
        int pathStart;

        /** Whether the line tells of a file; false also for lines the tool passes over. */
        boolean find(LineCursor lines, boolean withBaselines) {
            bytes = lines.buffer();
            start = lines.start();
            int zero = Ascii.indexOf(bytes, start, lines.end(), '\0');
            // Of a line that a zero byte ends the tool drops the last byte, as it drops the LF of others.
            boolean cut = zero < lines.end();
            end = cut ? Math.max(zero - 1, start) : zero;
            if (end - start < SHORTEST_LINE) {
                return false;
            }
            byte first = bytes[start];
            if (first != '!' && first != '#' && !(withBaselines && first == '+')) {
                return false;
            }
            mark = Ascii.indexOf(bytes, start + FLAGS, end, '!');
            if (mark == end) {
                return false;
            }
            pathStart = Ascii.indexOf(bytes, mark, end, ' ') + 1;
            return true;
        }

        /** False for the line that ends the listing. */
        boolean hasPath() {
            return pathStart <= end;
        }

        int changes() {
            if (bytes[start + 1] != '!') {
                return 0;
            }
            byte third = bytes[start + 2];
            return third == '!' ? 3 : third == '?' ? 4 : 2;
        }

        RawText path() {
            return RawText.of(bytes, pathStart, end);
        }
    }

    private void listing(JsonGenerator json, LineCursor lines) throws IOException {
        var line = new Line();
        lines.passBeginningWith('+');
        while (lines.next() && lines.isTerminated()) {
            if (line.find(lines, false)) {
                if (!line.hasPath()) {
                    return;
                }
                json.writeStartObject();
                file(json, line);
                json.writeEndObject();
            }
            lines.passBeginningWith('+');
        }
    }

    private void history(JsonGenerator json, LineCursor lines, PathPattern pattern) throws IOException {
        Map<RawText, RawText> previous = new HashMap<>();
        var line = new Line();
        while (lines.next() && lines.isTerminated()) {
            if (line.find(lines, true)) {
                if (!line.hasPath()) {
                    return;
                }
                if (pattern.accepts(line.bytes, line.pathStart, line.end)) {
                    int sumStart = line.start + FLAGS;
                    var sum = RawText.of(line.bytes, sumStart, Math.max(line.mark - 1, sumStart));
                    json.writeStartObject();
                    file(json, line);
                    json.writeName("attrs");
                    attributes(
                            json,
                            sum,
                            Optional.ofNullable(previous.put(line.path(), sum)),
                            line.bytes[line.pathStart] == '/');
                    json.writeEndObject();
                }
            }
        }
    }

    private void file(JsonGenerator json, Line line) {
        json.writeName("date");
        json.writeString(times.date(NumberInText.at(line.bytes, line.mark + 1, line.end)));
        json.writeName("file");
        json.writeString(line.path().display());
        json.writeName("changes");
        json.writeNumber(line.changes());
    }

    private static void attributes(JsonGenerator json, RawText sum, Optional<RawText> previous, boolean unix) {
        json.writeStartObject();
        byte[] bytes = sum.bytes();
        int[] colons = colons(bytes);
        if (isDeletion(sum)) {
            event(json, "deleted");
        } else if (colons.length == SUM_FIELDS - 1) {
            event(json, event(previous));
            if (previous.isEmpty()
                    || isDeletion(previous.get())
                    || colons(previous.get().bytes()).length == SUM_FIELDS - 1) {
                state(json, bytes, colons, unix);
            }
        }
        json.writeEndObject();
    }

    private static boolean isDeletion(RawText sum) {
        return sum.length() == 2 && sum.startsWith("-1");
    }

    private static String event(Optional<RawText> previous) {
        if (previous.isEmpty()) {
            return "added";
        }
        return isDeletion(previous.get()) ? "restored" : "modified";
    }

    private static void event(JsonGenerator json, String event) {
        json.writeName("event");
        json.writeString(event);
    }

    /** The first five colons; fewer if there are fewer. */
    private static int[] colons(byte[] sum) {
        var colons = new int[SUM_FIELDS - 1];
        int found = 0;
        for (int i = 0; i < sum.length && found < colons.length; i++) {
            if (sum[i] == ':') {
                colons[found++] = i;
            }
        }
        return found == colons.length ? colons : java.util.Arrays.copyOf(colons, found);
    }

    private static void state(JsonGenerator json, byte[] sum, int[] colons, boolean unix) {
        int mode = unix ? (int) NumberInText.at(sum, colons[0] + 1, colons[1]) : 0;
        member(json, "size", sum, 0, colons[0]);
        json.writeName("mode");
        json.writeNumber(mode);
        json.writeName("perm");
        json.writeString(unix ? permissions(mode) : "");
        if (unix) {
            member(json, "uid", sum, colons[1] + 1, colons[2]);
            member(json, "gid", sum, colons[2] + 1, colons[3]);
        } else {
            member(json, "uid", sum, 0, 0);
            member(json, "gid", sum, 0, 0);
        }
        member(json, "md5", sum, colons[3] + 1, colons[4]);
        int sha1End = sha1End(sum, colons[4] + 1);
        member(json, "sha1", sum, colons[4] + 1, sha1End);
        if (sha1End < sum.length) {
            member(json, "sha256", sum, sha1End + 1, sum.length);
        }
    }

    /** Where a SHA-256 in a seventh field begins; the end of the text if there is none. */
    private static int sha1End(byte[] sum, int from) {
        int colon = Ascii.indexOf(sum, from, sum.length, ':');
        boolean sha256 = colon < sum.length
                && (Ascii.isHex(sum, colon + 1, sum.length, 64) || Ascii.equals(sum, colon + 1, sum.length, "xxx"));
        return sha256 ? colon : sum.length;
    }

    private static void member(JsonGenerator json, String name, byte[] bytes, int from, int to) {
        json.writeName(name);
        json.writeString(RawText.of(bytes, from, to).display());
    }

    /** Nine letters in which the special bits hide whether the file may be executed. */
    private static String permissions(int mode) {
        var text = new StringBuilder(9);
        triple(text, mode >> 6, (mode & 04000) != 0 ? 's' : '\0');
        triple(text, mode >> 3, (mode & 02000) != 0 ? 's' : '\0');
        triple(text, mode, (mode & 01000) != 0 ? 't' : '\0');
        return text.toString();
    }

    private static void triple(StringBuilder text, int bits, char special) {
        text.append((bits & 4) != 0 ? 'r' : '-');
        text.append((bits & 2) != 0 ? 'w' : '-');
        if (special != '\0') {
            text.append(special);
        } else {
            text.append((bits & 1) != 0 ? 'x' : '-');
        }
    }
}
