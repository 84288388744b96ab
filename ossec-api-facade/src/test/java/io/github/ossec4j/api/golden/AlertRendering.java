package io.github.ossec4j.api.golden;

import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.alerts.Alert;
import io.github.ossec4j.model.alerts.AlertFields;
import io.github.ossec4j.model.alerts.AlertOrigin;
import io.github.ossec4j.model.alerts.IntegrityChange;
import io.github.ossec4j.model.syscheck.FileChange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Typed alerts in the shape of the recordings: every byte of a text is the code point of the same number. */
final class AlertRendering {
    private static final Map<FileChange.Kind, String> EVENTS = Map.of(
            FileChange.Kind.ADDED, "added",
            FileChange.Kind.MODIFIED, "modified",
            FileChange.Kind.DELETED, "deleted",
            FileChange.Kind.RESTORED, "readded");

    private static final Map<FileChange.Aspect, String> ASPECTS = Map.of(
            FileChange.Aspect.SIZE, "size",
            FileChange.Aspect.MODE, "perm",
            FileChange.Aspect.OWNER, "owner",
            FileChange.Aspect.GROUP, "group",
            FileChange.Aspect.MD5, "md5",
            FileChange.Aspect.SHA1, "sha1",
            FileChange.Aspect.SHA256, "sha256");

    private AlertRendering() {}

    static JsonNode of(List<Alert> alerts) {
        return GoldenCase.MAPPER.readTree(GoldenCase.MAPPER.writeValueAsString(
                alerts.stream().map(AlertRendering::members).toList()));
    }

    private static Map<String, Object> members(Alert alert) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("offset", alert.place().offset());
        members.put("length", alert.place().length());
        members.put("id", alert.id().orElseThrow());
        members.put("time", alert.time().getEpochSecond());
        members.put("mail", alert.isMailed());
        members.put("date", alert.localTime());
        members.put("rule", alert.rule().id());
        members.put("level", alert.rule().level());
        members.put("description", text(alert.rule().description()));
        members.put("groups", texts(alert.rule().groups()));
        members.put("location", text(alert.location()));
        members.put("origin", origin(alert.origin()));
        fields(members, alert.fields());
        members.put("log", alert.log().stream().map(AlertRendering::text).toList());
        if (alert.isCut()) {
            members.put("cut", true);
        }
        if (!alert.place().isComplete()) {
            members.put("complete", false);
        }
        unlessEmpty(members, "pci_dss", texts(alert.rule().pciDss()));
        unlessEmpty(members, "cis", texts(alert.rule().cis()));
        alert.previousOutput()
                .ifPresent(lines -> members.put(
                        "previous_output",
                        lines.stream().map(AlertRendering::text).toList()));
        alert.change().ifPresent(change -> members.put("syscheck", change(change)));
        if (!alert.compliance().isEmpty()) {
            members.put("compliance", alert.compliance());
        }
        return members;
    }

    private static void unlessEmpty(Map<String, Object> members, String name, List<String> values) {
        if (!values.isEmpty()) {
            members.put(name, values);
        }
    }

    private static Map<String, String> origin(AlertOrigin origin) {
        Map<String, String> members = new LinkedHashMap<>();
        if (origin instanceof AlertOrigin.Agent agent) {
            members.put("kind", "agent");
            members.put("name", text(agent.name()));
            members.put("ip", text(agent.address()));
        } else if (origin instanceof AlertOrigin.Host host) {
            members.put("kind", "host");
            members.put("host", text(host.name()));
        } else if (origin instanceof AlertOrigin.Relayed relayed) {
            members.put("kind", "relayed");
            members.put("manager", text(relayed.name()));
        } else {
            members.put("kind", "other");
        }
        members.put("source", text(origin.source()));
        return members;
    }

    private static void fields(Map<String, Object> members, AlertFields fields) {
        field(members, "srcip", fields.sourceAddress());
        field(members, "srclocation", fields.sourcePlace());
        field(members, "srcport", fields.sourcePort());
        field(members, "dstip", fields.destinationAddress());
        field(members, "dstlocation", fields.destinationPlace());
        field(members, "dstport", fields.destinationPort());
        field(members, "user", fields.user());
    }

    private static void field(Map<String, Object> members, String name, Optional<RawText> value) {
        value.ifPresent(text -> members.put(name, text(text)));
    }

    private static Map<String, Object> change(IntegrityChange change) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("event", EVENTS.get(change.kind()));
        members.put("path", text(change.path()));
        change.steps().forEach((aspect, step) -> {
            var values = new ArrayList<@Nullable String>();
            values.add(step.before().map(AlertRendering::text).orElse(null));
            values.add(step.after().map(AlertRendering::text).orElse(null));
            members.put(ASPECTS.get(aspect), values);
        });
        change.difference()
                .ifPresent(lines -> members.put(
                        "diff", lines.stream().map(AlertRendering::text).toList()));
        return members;
    }

    private static List<String> texts(List<String> lossless) {
        return lossless.stream()
                .map(RawText::fromLossless)
                .map(AlertRendering::text)
                .toList();
    }

    static String text(RawText text) {
        return new String(text.bytes(), StandardCharsets.ISO_8859_1);
    }
}
