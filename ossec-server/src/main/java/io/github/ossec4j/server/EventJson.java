package io.github.ossec4j.server;

import io.github.ossec4j.api.watch.WatchEvent;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.alerts.Alert;
import io.github.ossec4j.model.logs.LogLine;
import io.github.ossec4j.model.syscheck.FileAttributes;
import io.github.ossec4j.model.syscheck.FileChange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An event as the lines {@code event:} and {@code data:}; the data is an object on one line. */
final class EventJson {

    private EventJson() {}

    static String of(WatchEvent event) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("agent", event.agent().toString());
        data.put("name", event.agentName());
        data.put("at", event.at().toString());
        String type = describe(event, data);
        return "event: " + type + "\ndata: " + Json.MAPPER.writeValueAsString(data) + "\n\n";
    }

    private static String describe(WatchEvent event, Map<String, Object> data) {
        if (event instanceof WatchEvent.FileChanged file) {
            return change("file", file.change(), data);
        }
        if (event instanceof WatchEvent.RegistryChanged key) {
            return change("registry", key.change(), data);
        }
        if (event instanceof WatchEvent.PolicyFound found) {
            data.put("event", found.finding().text().display());
            return "policy";
        }
        if (event instanceof WatchEvent.AgentAdded added) {
            data.put("status", added.status().text());
            return "agent-added";
        }
        if (event instanceof WatchEvent.StatusChanged changed) {
            data.put("before", changed.before().text());
            data.put("status", changed.after().text());
            return "agent-status";
        }
        if (event instanceof WatchEvent.DatabaseReset reset) {
            data.put("database", word(reset.database()));
            data.put("reset", word(reset.reset()));
            return "database-reset";
        }
        if (event instanceof WatchEvent.DatabaseUnreadable unreadable) {
            data.put("database", word(unreadable.database()));
            data.put("reason", unreadable.reason());
            return "database-unreadable";
        }
        if (event instanceof WatchEvent.AlertRaised raised) {
            return alert(raised.alert(), data);
        }
        if (event instanceof WatchEvent.EventArchived archived) {
            data.put("location", archived.event().location().display());
            data.put("log", archived.event().log().display());
            return "archived";
        }
        if (event instanceof WatchEvent.MessageLogged logged) {
            return message(logged.message(), data);
        }
        if (event instanceof WatchEvent.LogReset reset) {
            data.put("log", word(reset.log()));
            data.put("reset", word(reset.reset()));
            return "log-reset";
        }
        if (event instanceof WatchEvent.LogUnreadable unreadable) {
            data.put("log", word(unreadable.log()));
            data.put("reason", unreadable.reason());
            return "log-unreadable";
        }
        return "agent-removed";
    }

    /** With the names that {@code GET /alerts} has for them. */
    private static String alert(Alert alert, Map<String, Object> data) {
        alert.id().ifPresent(id -> data.put("id", id));
        data.put("rule", alert.rule().id());
        data.put("level", alert.rule().level());
        data.put("description", alert.rule().description().display());
        data.put("groups", names(alert.rule().groups()));
        data.put("location", alert.location().display());
        alert.fields().sourceAddress().ifPresent(text -> data.put("srcip", text.display()));
        alert.fields().destinationAddress().ifPresent(text -> data.put("dstip", text.display()));
        alert.fields().user().ifPresent(text -> data.put("user", text.display()));
        data.put("log", alert.log().stream().map(RawText::display).toList());
        return "alert";
    }

    private static List<String> names(List<String> lossless) {
        return lossless.stream()
                .map(name -> RawText.fromLossless(name).display())
                .toList();
    }

    private static String message(LogLine message, Map<String, Object> data) {
        message.daemon()
                .ifPresent(name -> data.put("daemon", RawText.fromLossless(name).display()));
        message.code().ifPresent(code -> data.put("code", code));
        message.level().ifPresent(level -> data.put("level", word(level)));
        data.put("message", message.message().display());
        return "logged";
    }

    private static String change(String type, FileChange change, Map<String, Object> data) {
        data.put("change", word(change.kind()));
        data.put("path", change.path().display());
        List<String> changed =
                change.changed().stream().map(EventJson::word).sorted().toList();
        if (!changed.isEmpty()) {
            data.put("changed", changed);
        }
        change.before().map(FileAttributes::size).ifPresent(size -> data.put("sizeBefore", size));
        change.after().map(FileAttributes::size).ifPresent(size -> data.put("size", size));
        return type;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
