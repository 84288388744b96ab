package io.github.ossec4j.cli;

import io.github.ossec4j.api.watch.WatchEvent;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.alerts.AlertRule;
import io.github.ossec4j.model.logs.LogLine;
import io.github.ossec4j.model.rootcheck.PolicyFinding;
import io.github.ossec4j.model.syscheck.FileChange;
import java.io.IOException;
import java.util.Locale;

/** Events for people, each on a line: {@code 2021-02-03 04:05:06 001 web-01 modified /etc/hosts (size 10 -> 12, md5)}. */
final class WatchLines implements WatchOutput {
    private final Session session;
    private final Times times;

    WatchLines(Session session) {
        this.session = session;
        this.times = session.times();
    }

    @Override
    public void print(WatchEvent event) throws IOException {
        String name = DisplayText.name(event.agentName());
        session.say(
                times.text(event.at()) + " " + event.agent() + (name.isEmpty() ? "" : " " + name) + " " + words(event));
    }

    private static String words(WatchEvent event) {
        if (event instanceof WatchEvent.FileChanged file) {
            return words(file.change());
        }
        if (event instanceof WatchEvent.RegistryChanged registry) {
            return words(registry.change());
        }
        if (event instanceof WatchEvent.PolicyFound policy) {
            PolicyFinding finding = policy.finding().finding();
            return "policy " + DisplayText.name(finding.title())
                    + finding.file()
                            .map(RawText::display)
                            .map(file -> " " + file)
                            .orElse("");
        }
        if (event instanceof WatchEvent.AgentAdded added) {
            return "was enrolled (" + added.status().text().toLowerCase(Locale.ROOT) + ")";
        }
        if (event instanceof WatchEvent.StatusChanged status) {
            return "is " + status.after().text().toLowerCase(Locale.ROOT) + ", was "
                    + status.before().text().toLowerCase(Locale.ROOT);
        }
        if (event instanceof WatchEvent.AgentRemoved) {
            return "was removed";
        }
        if (event instanceof WatchEvent.DatabaseReset database) {
            return "database " + DisplayText.word(database.database()) + " was " + DisplayText.word(database.reset());
        }
        if (event instanceof WatchEvent.DatabaseUnreadable database) {
            return "database " + DisplayText.word(database.database()) + " cannot be read: " + database.reason();
        }
        if (event instanceof WatchEvent.AlertRaised raised) {
            AlertRule rule = raised.alert().rule();
            return "alert level " + rule.level() + " rule " + rule.id() + "  "
                    + rule.description().display() + "  "
                    + raised.alert().message().display();
        }
        if (event instanceof WatchEvent.EventArchived archived) {
            return "archived " + archived.event().origin().source().display() + "  "
                    + archived.event().log().display();
        }
        if (event instanceof WatchEvent.MessageLogged logged) {
            LogLine message = logged.message();
            return "logged "
                    + message.daemon()
                            .map(name -> DisplayText.name(name) + ": ")
                            .orElse("")
                    + message.level().map(level -> level + ": ").orElse("")
                    + message.message().display();
        }
        if (event instanceof WatchEvent.LogReset log) {
            return "log " + DisplayText.word(log.log()) + " was " + DisplayText.word(log.reset());
        }
        if (event instanceof WatchEvent.LogUnreadable log) {
            return "log " + DisplayText.word(log.log()) + " cannot be read: " + log.reason();
        }
        throw new IllegalArgumentException("an event of an unknown kind: " + event.getClass());
    }

    private static String words(FileChange change) {
        String difference = HistoryListing.difference(change);
        return DisplayText.word(change.kind()) + " " + change.path().display()
                + (difference.equals("-") ? "" : " (" + difference + ")");
    }
}
