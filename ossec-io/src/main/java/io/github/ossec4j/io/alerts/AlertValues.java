package io.github.ossec4j.io.alerts;

import io.github.ossec4j.io.line.AlertHead;
import io.github.ossec4j.io.line.AlertText;
import io.github.ossec4j.io.line.AlertText.Field;
import io.github.ossec4j.io.text.Ascii;
import io.github.ossec4j.io.text.PackedBytes;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.alerts.Alert;
import io.github.ossec4j.model.alerts.AlertFields;
import io.github.ossec4j.model.alerts.AlertOrigin;
import io.github.ossec4j.model.alerts.AlertRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes values from the alerts of a cursor; what recurs is made once, see {@link Recent}. */
final class AlertValues {
    private record Location(RawText text, AlertOrigin origin) {}

    private final Recent<List<String>> groups = new Recent<>(AlertValues::groups);
    private final Recent<Location> locations = new Recent<>(text -> new Location(text, AlertOrigin.parse(text)));
    private final Recent<String> dates = new Recent<>(RawText::lossless);
    private final Recent<AlertRule[]> rules = new Recent<>(line -> new AlertRule[1]);
    private Instant time = Instant.EPOCH;

    Alert alert(AlertCursor cursor) {
        byte[] bytes = cursor.buffer();
        int start = cursor.start();
        AlertHead head = cursor.head();
        AlertText text = cursor.text();
        if (time.getEpochSecond() != head.epochSecond()) {
            time = Instant.ofEpochSecond(head.epochSecond());
        }
        Location location = locations.of(bytes, start + head.location(), start + head.locationEnd());
        return new Alert(
                Optional.of(Ascii.string(bytes, start + head.id(), start + head.idEnd())),
                time,
                rule(bytes, start, head, text),
                location.origin,
                text.fields() == 0 ? AlertFields.NONE : fields(bytes, text),
                lines(bytes, text.log(), text.logEnd()),
                new Alert.Place(
                        cursor.offset(),
                        cursor.length(),
                        dates.of(bytes, start + head.date(), start + head.dateEnd()),
                        location.text,
                        head.isMailed(),
                        text.isCut(),
                        cursor.isComplete(),
                        cursor.isDisplaced()),
                Map.of());
    }

    /** The rule with these groups: the same rule has others after its file has changed. */
    private AlertRule rule(byte[] bytes, int start, AlertHead head, AlertText text) {
        List<String> named = groups.of(bytes, start + head.groups(), start + head.groupsEnd());
        AlertRule[] last = rules.of(bytes, start + head.rule(), text.descriptionEnd());
        AlertRule rule = last[0];
        if (rule == null || rule.groups() != named) {
            rule = new AlertRule(
                    head.ruleId(),
                    head.level(),
                    RawText.of(bytes, start + head.description(), text.descriptionEnd()),
                    named);
            last[0] = rule;
        }
        return rule;
    }

    private static List<String> groups(RawText text) {
        var parts = new ArrayList<String>();
        for (String part : text.lossless().split(",", -1)) {
            if (!part.isEmpty()) {
                parts.add(part);
            }
        }
        return List.copyOf(parts);
    }

    private static AlertFields fields(byte[] bytes, AlertText text) {
        return new AlertFields(
                field(bytes, text, Field.SOURCE_ADDRESS),
                field(bytes, text, Field.SOURCE_PLACE),
                field(bytes, text, Field.SOURCE_PORT),
                field(bytes, text, Field.DESTINATION_ADDRESS),
                field(bytes, text, Field.DESTINATION_PLACE),
                field(bytes, text, Field.DESTINATION_PORT),
                field(bytes, text, Field.USER));
    }

    private static Optional<RawText> field(byte[] bytes, AlertText text, Field field) {
        int from = text.start(field);
        return from < 0 ? Optional.empty() : Optional.of(RawText.of(bytes, from, text.end(field)));
    }

    private static List<RawText> lines(byte[] bytes, int from, int to) {
        if (from == to) {
            return List.of();
        }
        int lineFeed = PackedBytes.lineFeed(bytes, from, to);
        RawText first = RawText.of(bytes, from, lineFeed);
        if (lineFeed == to) {
            return List.of(first);
        }
        var lines = new ArrayList<RawText>();
        lines.add(first);
        while (lineFeed < to) {
            int lineStart = lineFeed + 1;
            lineFeed = PackedBytes.lineFeed(bytes, lineStart, to);
            lines.add(RawText.of(bytes, lineStart, lineFeed));
        }
        return List.copyOf(lines);
    }
}
