package io.github.ossec4j.api.watch;

import io.github.ossec4j.io.FilePosition;
import io.github.ossec4j.io.logs.OssecLogCursor;
import io.github.ossec4j.io.zone.LocalDays;
import io.github.ossec4j.model.AgentId;
import java.io.IOException;
import java.time.Instant;
import java.time.zone.ZoneRules;

/** The messages of {@code ossec.log}. */
final class MessageReading implements LogReading {
    private final OssecLogCursor cursor;
    private final String managerName;
    private final ZoneRules zone;

    MessageReading(OssecLogCursor cursor, String managerName, ZoneRules zone) {
        this.cursor = cursor;
        this.managerName = managerName;
        this.zone = zone;
    }

    @Override
    public boolean next() throws IOException {
        return cursor.next();
    }

    @Override
    public Instant at() {
        return LocalDays.moment(cursor.line().date(), zone);
    }

    @Override
    public WatchEvent event(WatchPosition position) {
        return new WatchEvent.MessageLogged(AgentId.MANAGER, managerName, at(), cursor.line(), position);
    }

    @Override
    public FilePosition before() throws IOException {
        return cursor.before();
    }

    @Override
    public FilePosition reached() throws IOException {
        return cursor.reached();
    }

    @Override
    public void close() throws IOException {
        cursor.close();
    }
}
