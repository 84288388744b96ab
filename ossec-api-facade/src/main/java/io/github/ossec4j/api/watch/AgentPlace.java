package io.github.ossec4j.api.watch;

import io.github.ossec4j.api.watch.WatchEvent.Database;
import io.github.ossec4j.io.FilePosition;
import io.github.ossec4j.model.AgentStatus;
import org.jspecify.annotations.Nullable;

/**
 * What has been delivered of an agent.
 *
 * @param status as last delivered; null if statuses are not watched
 * @param syscheck how far its integrity database has been read
 * @param registry how far its registry database has been read
 * @param rootcheck how far its policy database has been read
 */
record AgentPlace(@Nullable AgentStatus status, FilePosition syscheck, FilePosition registry, FilePosition rootcheck) {
    static final AgentPlace START = new AgentPlace(null, FilePosition.START, FilePosition.START, FilePosition.START);

    FilePosition of(Database database) {
        return switch (database) {
            case SYSCHECK -> syscheck;
            case REGISTRY -> registry;
            case ROOTCHECK -> rootcheck;
        };
    }

    AgentPlace with(Database database, FilePosition reached) {
        return switch (database) {
            case SYSCHECK -> new AgentPlace(status, reached, registry, rootcheck);
            case REGISTRY -> new AgentPlace(status, syscheck, reached, rootcheck);
            case ROOTCHECK -> new AgentPlace(status, syscheck, registry, reached);
        };
    }

    AgentPlace with(@Nullable AgentStatus now) {
        return new AgentPlace(now, syscheck, registry, rootcheck);
    }
}
