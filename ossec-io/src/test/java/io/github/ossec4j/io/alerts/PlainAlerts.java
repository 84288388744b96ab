package io.github.ossec4j.io.alerts;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.alerts.Alert;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The plain reading of alerts, by lines and regular expressions: what {@link AlertCursor} is checked against. It knows
 * alerts in memory only.
 */
final class PlainAlerts {
    /** An alert; texts are Latin-1. */
    record Plain(
            long offset,
            long length,
            String id,
            boolean isMailed,
            String date,
            int rule,
            int level,
            String description,
            List<String> groups,
            String location,
            Map<String, String> fields,
            List<String> log,
            boolean isCut,
            boolean isComplete) {}

    private record Line(int offset, String text) {}

    private static final Pattern HEADER =
            Pattern.compile("(?s)\\*\\* Alert ([0-9]{1,16}\\.[0-9]{1,16}):( mail )? - (.*)");
    private static final Pattern DATE =
            Pattern.compile("(?s)([0-9]{4} [A-Z][a-z]{2} [0-9]{1,2} [0-9]{2}:[0-9]{2}:[0-9]{2}) (.*)");
    private static final Pattern RULE = Pattern.compile("(?s)Rule: ([0-9]{1,9}) \\(level ([0-9]{1,9})\\) -> '(.*)");

    private static final List<String> FIELDS =
            List.of("Src IP: ", "Src Location: ", "Src Port: ", "Dst IP: ", "Dst Location: ", "Dst Port: ", "User: ");

    private final String content;
    private final List<Line> lines = new ArrayList<>();

    private PlainAlerts(byte[] content) {
        this.content = new String(content, ISO_8859_1);
        int from = 0;
        while (from < content.length) {
            int lineFeed = this.content.indexOf('\n', from);
            int end = lineFeed < 0 ? content.length : lineFeed;
            lines.add(new Line(from, this.content.substring(from, end)));
            from = end + 1;
        }
    }

    static List<Plain> read(byte[] content) {
        return new PlainAlerts(content).read();
    }

    private List<Plain> read() {
        var starts = new ArrayList<Integer>();
        for (int i = 0; i + 2 < lines.size(); i++) {
            if (HEADER.matcher(text(i)).matches()
                    && DATE.matcher(text(i + 1)).matches()
                    && RULE.matcher(text(i + 2)).matches()
                    && (i == 0 || text(i - 1).isEmpty())) {
                starts.add(i);
            }
        }
        var alerts = new ArrayList<Plain>();
        for (int i = 0; i < starts.size(); i++) {
            alerts.add(alert(starts.get(i), i + 1 < starts.size() ? starts.get(i + 1) : lines.size()));
        }
        return alerts;
    }

    private String text(int line) {
        return lines.get(line).text;
    }

    private int offset(int line) {
        return line < lines.size() ? lines.get(line).offset : content.length();
    }

    private Plain alert(int start, int end) {
        Matcher header = matched(HEADER, start);
        Matcher date = matched(DATE, start + 1);
        Matcher rule = matched(RULE, start + 2);
        String description = rule.group(3);
        int next = start + 3;
        if (!description.endsWith("'")) {
            var joined = new StringBuilder(description);
            for (int i = next; i < end && !text(i).isEmpty() && next == start + 3; i++) {
                joined.append('\n').append(text(i));
                if (text(i).endsWith("'")) {
                    description = joined.toString();
                    next = i + 1;
                }
            }
        }
        if (description.endsWith("'")) {
            description = description.substring(0, description.length() - 1);
        }
        Map<String, String> fields = new LinkedHashMap<>();
        String last = "";
        int kind = 0;
        while (next < end && (kind = kind(text(next), kind)) < FIELDS.size()) {
            last = FIELDS.get(kind);
            fields.put(last, text(next).substring(last.length()));
            kind++;
            next++;
        }
        if (!fields.isEmpty() && lines.subList(next, end).stream().allMatch(line -> line.text.isEmpty())) {
            fields.remove(last);
            next--;
        }
        var log = new ArrayList<String>();
        lines.subList(next, end).forEach(line -> log.add(line.text));
        while (!log.isEmpty() && log.get(log.size() - 1).isEmpty()) {
            log.remove(log.size() - 1);
        }
        String all = content.substring(offset(start), offset(end));
        return new Plain(
                offset(start),
                all.length(),
                header.group(1),
                header.group(2) != null,
                date.group(1),
                Integer.parseInt(rule.group(1)),
                Integer.parseInt(rule.group(2)),
                description,
                List.of(header.group(3).split(",", -1)).stream()
                        .filter(group -> !group.isEmpty())
                        .toList(),
                date.group(2),
                fields,
                log,
                offset(end) - offset(next) == 1258 && all.endsWith("\n\n"),
                all.endsWith("\n\n"));
    }

    private Matcher matched(Pattern pattern, int line) {
        Matcher matcher = pattern.matcher(text(line));
        matcher.matches();
        return matcher;
    }

    private static int kind(String line, int from) {
        int kind = from;
        while (kind < FIELDS.size() && !line.startsWith(FIELDS.get(kind))) {
            kind++;
        }
        return kind;
    }

    /** An alert that the cursor found, in the same form. */
    static Plain of(Alert alert) {
        Map<String, String> fields = new LinkedHashMap<>();
        put(fields, "Src IP: ", alert.fields().sourceAddress());
        put(fields, "Src Location: ", alert.fields().sourcePlace());
        put(fields, "Src Port: ", alert.fields().sourcePort());
        put(fields, "Dst IP: ", alert.fields().destinationAddress());
        put(fields, "Dst Location: ", alert.fields().destinationPlace());
        put(fields, "Dst Port: ", alert.fields().destinationPort());
        put(fields, "User: ", alert.fields().user());
        return new Plain(
                alert.place().offset(),
                alert.place().length(),
                alert.id().orElseThrow(),
                alert.isMailed(),
                alert.localTime(),
                alert.rule().id(),
                alert.rule().level(),
                text(alert.rule().description()),
                alert.rule().groups().stream()
                        .map(RawText::fromLossless)
                        .map(PlainAlerts::text)
                        .toList(),
                text(alert.location()),
                fields,
                alert.log().stream().map(PlainAlerts::text).toList(),
                alert.isCut(),
                alert.place().isComplete());
    }

    private static void put(Map<String, String> fields, String name, Optional<RawText> value) {
        value.ifPresent(text -> fields.put(name, text(text)));
    }

    private static String text(RawText text) {
        return new String(text.bytes(), ISO_8859_1);
    }
}
