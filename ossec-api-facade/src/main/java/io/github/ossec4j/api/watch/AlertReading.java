package io.github.ossec4j.api.watch;

import io.github.ossec4j.io.FilePosition;
import io.github.ossec4j.io.alerts.AlertCursor;
import io.github.ossec4j.io.alerts.AlertFilter;
import io.github.ossec4j.model.AgentId;
import io.github.ossec4j.model.alerts.Alert;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The alerts that a filter accepts, of the watched agents. */
final class AlertReading implements LogReading {
    private final AlertCursor cursor;
    private final AlertFilter filter;
    private final AgentNames names;
    private @Nullable Alert alert;

    AlertReading(AlertCursor cursor, AlertFilter filter, AgentNames names) {
        this.cursor = cursor;
        this.filter = filter;
        this.names = names;
    }

    @Override
    public boolean next() throws IOException {
        while (cursor.nextMatching(filter)) {
            Alert found = cursor.alert();
            if (names.includes(found.origin())) {
                alert = found;
                return true;
            }
        }
        return false;
    }

    @Override
    public Instant at() {
        return Instant.ofEpochSecond(cursor.epochSecond());
    }

    @Override
    public WatchEvent event(WatchPosition position) {
        Alert found = alert;
        if (found == null) {
            throw new IllegalStateException("there is no alert");
        }
        AgentId agent = names.agent(found.origin());
        return new WatchEvent.AlertRaised(agent, names.name(found.origin()), found.time(), found, position);
    }

    @Override
    public FilePosition before() {
        return cursor.before();
    }

    @Override
    public FilePosition reached() {
        return cursor.reached();
    }

    @Override
    public void close() throws IOException {
        cursor.close();
    }
}
