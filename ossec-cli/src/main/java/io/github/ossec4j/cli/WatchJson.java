package io.github.ossec4j.cli;

import io.github.ossec4j.api.watch.WatchEvent;
import io.github.ossec4j.model.rootcheck.RootcheckEvent;
import io.github.ossec4j.model.syscheck.FileChange;
import java.io.IOException;
import java.util.Optional;

/** Events as JSON Lines; each line is complete when it is printed. */
final class WatchJson implements WatchOutput {
    private final Session session;

    WatchJson(Session session) {
        this.session = session;
    }

    @Override
    public void print(WatchEvent event) throws IOException {
        try (Json out = Json.line(session.terminal().out())) {
            write(out, event);
        }
    }

    private static void write(Json out, WatchEvent event) {
        if (event instanceof WatchEvent.FileChanged file) {
            change(start(out, "file-changed", event), file.change());
        } else if (event instanceof WatchEvent.RegistryChanged registry) {
            change(start(out, "registry-changed", event), registry.change());
        } else if (event instanceof WatchEvent.PolicyFound policy) {
            RootcheckEvent finding = policy.finding();
            PolicyCommand.members(start(out, "policy-found", event).text("text", finding.text()), finding.finding());
        } else if (event instanceof WatchEvent.AgentAdded added) {
            start(out, "agent-added", event).member("status", DisplayText.word(added.status()));
        } else if (event instanceof WatchEvent.StatusChanged status) {
            start(out, "status-changed", event)
                    .member("before", DisplayText.word(status.before()))
                    .member("after", DisplayText.word(status.after()));
        } else if (event instanceof WatchEvent.AgentRemoved) {
            start(out, "agent-removed", event);
        } else if (event instanceof WatchEvent.DatabaseReset database) {
            start(out, "database-reset", event)
                    .member("database", DisplayText.word(database.database()))
                    .member("reset", DisplayText.word(database.reset()));
        } else if (event instanceof WatchEvent.DatabaseUnreadable database) {
            start(out, "database-unreadable", event)
                    .member("database", DisplayText.word(database.database()))
                    .member("reason", database.reason());
        } else if (event instanceof WatchEvent.AlertRaised raised) {
            new AlertListing(false).members(start(out, "alert", event).object("alert"), raised.alert());
            out.endObject();
        } else if (event instanceof WatchEvent.EventArchived archived) {
            start(out, "archived", event)
                    .text("location", archived.event().location())
                    .text("log", archived.event().log());
        } else if (event instanceof WatchEvent.MessageLogged logged) {
            LogsCommand.members(start(out, "logged", event), logged.message());
        } else if (event instanceof WatchEvent.LogReset log) {
            start(out, "log-reset", event)
                    .member("log", DisplayText.word(log.log()))
                    .member("reset", DisplayText.word(log.reset()));
        } else if (event instanceof WatchEvent.LogUnreadable log) {
            start(out, "log-unreadable", event)
                    .member("log", DisplayText.word(log.log()))
                    .member("reason", log.reason());
        }
        out.endObject();
    }

    private static void change(Json out, FileChange change) {
        HistoryListing.members(out.text("path", change.path()), change);
    }

    private static Json start(Json out, String kind, WatchEvent event) {
        String name = event.agentName();
        return out.object()
                .member("event", kind)
                .member("agent", event.agent().toString())
                .member("name", name.isEmpty() ? Optional.empty() : Optional.of(DisplayText.name(name)))
                .time("at", Optional.of(event.at()));
    }
}
