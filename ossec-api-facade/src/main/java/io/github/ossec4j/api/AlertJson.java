package io.github.ossec4j.api;

import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.text.Ascii;
import io.github.ossec4j.io.text.MonthNames;
import io.github.ossec4j.io.text.SourceLines;
import io.github.ossec4j.io.zone.LocalDays;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.alerts.Alert;
import io.github.ossec4j.model.alerts.AlertFields;
import io.github.ossec4j.model.alerts.AlertOrigin;
import io.github.ossec4j.model.alerts.AlertRule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Alerts of {@code alerts.json}, one object a line. Text is bytes that need not be UTF-8, so each byte is read as the
 * character of the same number and turned back.
 *
 * <p>The members {@code PCI_DSS} and {@code CIS} of a rule are not read: OSSEC writes stray bytes of its memory into them.
 */
final class AlertJson {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int MILLIS = 1000;
    private static final int BYTE = 0xFF;

    /** Members that are in components of an alert, or repeat them. */
    private static final Set<String> KNOWN = Set.of(
            "TimeStamp",
            "timestamp",
            "srcip",
            "srcgeoip",
            "srcport",
            "dstip",
            "dstgeoip",
            "dstport",
            "dstuser",
            "full_log",
            "hostname",
            "agentip",
            "agent_name",
            "location",
            "logfile");

    private final ZoneRules zone;

    AlertJson(ZoneRules zone) {
        this.zone = zone;
    }

    /** The alerts of a file, compressed or not; lines that are none are reported. */
    RecordStream<Alert> read(Path file, MalformedLineHandler malformed) throws IOException {
        SourceLines lines = SourceLines.open(file, malformed);
        return RecordStream.over(file, lines, () -> {
            while (lines.next()) {
                Optional<Alert> alert = alert(lines);
                if (alert.isPresent()) {
                    return alert.get();
                }
                if (lines.start() < lines.end()) {
                    lines.report("an object of JSON with a time and a rule that has sidid and level");
                }
            }
            return null;
        });
    }

    private Optional<Alert> alert(SourceLines lines) {
        JsonNode json;
        try {
            json = MAPPER.readTree(Ascii.string(lines.buffer(), lines.start(), lines.end()));
        } catch (JacksonException e) {
            return Optional.empty();
        }
        JsonNode rule = json.path("rule");
        Optional<Instant> time = time(json);
        if (time.isEmpty() || !rule.path("sidid").isInt() || !rule.path("level").isInt()) {
            return Optional.empty();
        }
        boolean isOf3 = json.has("TimeStamp");
        RawText location = location(json);
        return Optional.of(new Alert(
                isOf3 ? text(json, "id").map(RawText::lossless) : Optional.empty(),
                time.get(),
                new AlertRule(
                        rule.path("sidid").asInt(),
                        rule.path("level").asInt(),
                        text(rule, "comment").orElse(RawText.EMPTY),
                        groups(rule)),
                AlertOrigin.parse(location),
                new AlertFields(
                        text(json, "srcip"),
                        text(json, "srcgeoip"),
                        text(json, "srcport"),
                        text(json, "dstip"),
                        text(json, "dstgeoip"),
                        text(json, "dstport"),
                        text(json, "dstuser")),
                text(json, "full_log").map(AlertJson::lines).orElse(List.of()),
                new Alert.Place(
                        lines.offset(),
                        lines.end() + 1L - lines.start(),
                        text(json, "timestamp").map(RawText::lossless).orElse(""),
                        location,
                        false,
                        false,
                        true,
                        false),
                details(json, isOf3)));
    }

    private Optional<Instant> time(JsonNode json) {
        if (json.path("TimeStamp").isIntegralNumber()) {
            return Optional.of(Instant.ofEpochSecond(json.path("TimeStamp").asLong() / MILLIS));
        }
        String text = json.path("timestamp").asString("");
        String[] parts = text.split("[ :]", -1); // 2016 Oct 17 14:00:02
        try {
            byte[] month = parts[1].getBytes(StandardCharsets.ISO_8859_1);
            LocalDateTime local = LocalDateTime.of(
                    Integer.parseInt(parts[0]),
                    MonthNames.at(month, 0, month.length),
                    Integer.parseInt(parts[2]),
                    Integer.parseInt(parts[3]),
                    Integer.parseInt(parts[4]),
                    Integer.parseInt(parts[5]));
            return Optional.of(LocalDays.moment(local, zone));
        } catch (DateTimeException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static List<String> groups(JsonNode rule) {
        var groups = new ArrayList<String>();
        Optional<RawText> exact = text(rule, "group");
        if (exact.isPresent()) {
            groups.addAll(List.of(exact.get().lossless().split(",", -1)));
        } else {
            rule.path("groups")
                    .forEach(group -> groups.add(raw(group.asString("")).lossless()));
        }
        groups.removeIf(String::isEmpty);
        return groups;
    }

    /**
     * The location as {@code alerts.log} has it. Releases before 3.0 split that of an agent into {@code hostname}, {@code
     * agentip} and {@code location}; later ones leave out the host of events that are not an agent's.
     */
    private static RawText location(JsonNode json) {
        String host = json.path("hostname").asString("");
        String address = json.path("agentip").asString("");
        String source = json.path("location").asString("");
        if (json.has("agent_name") || json.has("logfile")) {
            String name = json.path("agent_name").asString("");
            boolean isWhole = source.startsWith("(") || source.equals(host);
            return raw(isWhole ? source : name + "->" + source);
        }
        if (!address.isEmpty()) {
            return raw("(" + host + ") " + address + "->" + source);
        }
        return raw(host.indexOf('|') >= 0 || source.isEmpty() || source.equals(host) ? host : host + "->" + source);
    }

    private static Map<String, RawText> details(JsonNode json, boolean isOf3) {
        Map<String, RawText> details = new HashMap<>();
        for (Map.Entry<String, JsonNode> member : json.properties()) {
            boolean isId = isOf3 && member.getKey().equals("id");
            if (member.getValue().isValueNode() && !isId && !KNOWN.contains(member.getKey())) {
                details.put(
                        raw(member.getKey()).lossless(), raw(member.getValue().asString("")));
            }
        }
        text(json.path("decoder"), "name").ifPresent(name -> details.put("decoder", name));
        text(json.path("decoder"), "parent").ifPresent(parent -> details.put("decoder_parent", parent));
        for (String name : List.of("cve", "info", "frequency", "firedtimes")) {
            text(json.path("rule"), name).ifPresent(value -> details.put(name, value));
        }
        return details;
    }

    private static Optional<RawText> text(JsonNode json, String name) {
        JsonNode value = json.path(name);
        return value.isValueNode() && !value.isNull() ? Optional.of(raw(value.asString(""))) : Optional.empty();
    }

    private static List<RawText> lines(RawText text) {
        byte[] bytes = text.bytes();
        var lines = new ArrayList<RawText>();
        int from = 0;
        for (int i = 0; i <= bytes.length; i++) {
            if (i == bytes.length || bytes[i] == '\n') {
                lines.add(RawText.of(bytes, from, i));
                from = i + 1;
            }
        }
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        return lines;
    }

    /** The bytes that the characters stand for; others, which only escapes can be, in UTF-8. */
    private static RawText raw(String text) {
        if (text.chars().allMatch(c -> c <= BYTE)) {
            return RawText.of(text.getBytes(StandardCharsets.ISO_8859_1));
        }
        var bytes = new ByteArrayOutputStream(text.length());
        text.codePoints().forEach(c -> {
            if (c <= BYTE) {
                bytes.write(c);
            } else {
                bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        });
        return RawText.of(bytes.toByteArray());
    }
}
