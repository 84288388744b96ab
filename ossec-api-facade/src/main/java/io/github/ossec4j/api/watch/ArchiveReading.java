package io.github.ossec4j.api.watch;

import io.github.ossec4j.io.FilePosition;
import io.github.ossec4j.io.logs.ArchiveCursor;
import io.github.ossec4j.io.zone.LocalDays;
import io.github.ossec4j.model.alerts.AlertOrigin;
import java.io.IOException;
import java.time.Instant;
import java.time.zone.ZoneRules;

/** The archived events of the watched agents. */
final class ArchiveReading implements LogReading {
    private final ArchiveCursor cursor;
    private final AgentNames names;
    private final ZoneRules zone;

    ArchiveReading(ArchiveCursor cursor, AgentNames names, ZoneRules zone) {
        this.cursor = cursor;
        this.names = names;
        this.zone = zone;
    }

    @Override
    public boolean next() throws IOException {
        while (cursor.next()) {
            if (names.includes(cursor.event().origin())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Instant at() {
        return LocalDays.moment(cursor.event().date(), zone);
    }

    @Override
    public WatchEvent event(WatchPosition position) {
        AlertOrigin origin = cursor.event().origin();
        return new WatchEvent.EventArchived(names.agent(origin), names.name(origin), at(), cursor.event(), position);
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
