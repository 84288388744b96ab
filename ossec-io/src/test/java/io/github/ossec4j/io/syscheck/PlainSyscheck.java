package io.github.ossec4j.io.syscheck;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;

/**
 * The plain reading of an integrity database, by strings and regular expressions: what {@link SyscheckCursor} is checked
 * against. It knows lines in memory only.
 */
final class PlainSyscheck {
    /** What a line holds: a record, or something malformed, or nothing. */
    record Line(String path, String text, boolean isRecord, boolean isMalformed, long offset) {}

    private static final String FLAGS = "(?:[+!#]\\+\\+|[!#]![+!?])";
    private static final String NUMBER = "[0-9]{1,18}";
    private static final String HASHES = "((?:[0-9a-fA-F]{32}|xxx)):((?:[0-9a-fA-F]{40}|xxx))";
    private static final java.util.regex.Pattern RECORD =
            java.util.regex.Pattern.compile("(?s)(" + FLAGS + ")([^ ]*) (?:!([^ ]*) )?(.+)");
    private static final java.util.regex.Pattern SUM = java.util.regex.Pattern.compile("(?s)(" + NUMBER + "):("
            + NUMBER + "):([^:]+):([^:]+):" + HASHES
            + "(?::((?:[0-9a-fA-F]{64}|xxx))|:([^:]*:[^:]*:[^:]*:[^:]*))?");

    private PlainSyscheck() {}

    static List<Line> read(byte[] content) {
        var lines = new ArrayList<Line>();
        String text = new String(content, ISO_8859_1);
        int from = 0;
        while (from < text.length()) {
            int lineFeed = text.indexOf('\n', from);
            if (lineFeed < 0) {
                lines.add(new Line("", "", false, true, from));
                break;
            }
            lines.add(line(afterHole(text.substring(from, lineFeed)), from));
            from = lineFeed + 1;
        }
        return lines;
    }

    /** Without zero bytes in front, the marks among them, and the mark of a record that was superseded after them. */
    private static String afterHole(String line) {
        if (!line.startsWith("\0")) {
            return line;
        }
        String rest = line.replaceFirst("^\0(?:[\0#]*\0)?", "");
        return rest.matches("(?s)#" + FLAGS + ".*") ? rest.substring(1) : rest;
    }

    private static Line line(String line, long offset) {
        if (line.isEmpty()) {
            return new Line("", "", false, false, offset);
        }
        Line malformed = new Line("", "", false, true, offset);
        var record = RECORD.matcher(line);
        if (!record.matches()) {
            return malformed;
        }
        String sum = record.group(2);
        String time = record.group(3);
        String path = record.group(4);
        if (time == null && path.startsWith("!")) {
            return malformed; // a time without a path
        }
        if (time != null && (!time.matches(NUMBER) || Long.parseLong(time) > 31_556_889_864_403_199L)) {
            return malformed;
        }
        String text = record.group(1) + " " + (time == null ? -1 : Long.parseLong(time)) + " " + path;
        if (sum.equals("-1")) {
            return new Line(path, text + " deleted", true, false, offset);
        }
        var fields = SUM.matcher(sum);
        if (!fields.matches() || Long.parseLong(fields.group(2)) > Integer.MAX_VALUE) {
            return malformed;
        }
        String mode = fields.group(2);
        int bits = mode.matches("[0-7]{1,4}") ? Integer.parseInt(mode, 8) : Integer.parseInt(mode);
        return new Line(
                path,
                text + " " + Long.parseLong(fields.group(1)) + " " + bits + " " + number(fields.group(3)) + " "
                        + number(fields.group(4)) + " " + hash(fields.group(5)) + " " + hash(fields.group(6)) + " "
                        + hash(fields.group(7)),
                true,
                false,
                offset);
    }

    private static long number(String text) {
        return text.matches(NUMBER) ? Long.parseLong(text) : -1;
    }

    private static String hash(@org.jspecify.annotations.Nullable String text) {
        return text == null || text.equals("xxx") ? "none" : text.toLowerCase(java.util.Locale.ROOT);
    }
}
