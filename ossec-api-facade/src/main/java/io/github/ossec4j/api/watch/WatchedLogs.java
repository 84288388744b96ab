package io.github.ossec4j.api.watch;

import io.github.ossec4j.api.watch.WatchEvent.Log;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.alerts.AlertCursor;
import io.github.ossec4j.io.alerts.AlertFilter;
import io.github.ossec4j.io.logs.ArchiveCursor;
import io.github.ossec4j.io.logs.DailyLog;
import io.github.ossec4j.io.logs.OssecLogCursor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.zone.ZoneRules;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The logs that are watched.
 *
 * @param alerts which alerts are wanted
 * @param zone of the home
 */
record WatchedLogs(
        OssecHome home,
        Scope scope,
        AlertFilter alerts,
        ZoneRules zone,
        Clock clock,
        MalformedLineHandler malformed,
        String managerName) {
    private LogFiles files(Log log) {
        return switch (log) {
            case ALERTS -> new DailyFiles(home, DailyLog.ALERTS, clock, zone);
            case ARCHIVES -> new DailyFiles(home, DailyLog.ARCHIVES, clock, zone);
            case OSSEC_LOG -> new OssecLogFiles(home);
        };
    }

    private LogReading.Opening opening(Log log) {
        var names = new AgentNames(home, scope, managerName);
        return switch (log) {
            case ALERTS ->
                (file, position) -> {
                    names.refresh();
                    return AlertCursor.openAfter(file, position, malformed)
                            .map(cursor -> new AlertReading(cursor, alerts, names));
                };
            case ARCHIVES ->
                (file, position) -> {
                    names.refresh();
                    return ArchiveCursor.openAfter(file, position, malformed)
                            .map(cursor -> new ArchiveReading(cursor, names, zone));
                };
            case OSSEC_LOG ->
                (file, position) -> OssecLogCursor.openAfter(file, position, malformed)
                        .map(cursor -> new MessageReading(cursor, managerName, zone));
        };
    }

    /** Where they start: at a position, as far as it says something, else at a moment, else now. */
    Map<Log, LogPlace> places(Optional<String> position, Optional<Instant> since) throws IOException {
        Map<Log, LogPlace> delivered =
                position.map(text -> Places.parse(text).logs()).orElse(Map.of());
        Map<Log, LogPlace> places = new EnumMap<>(Log.class);
        for (Log log : scope.logs()) {
            LogPlace known = delivered.get(log);
            places.put(log, known == null ? start(log, since) : known);
        }
        return places;
    }

    private LogPlace start(Log log, Optional<Instant> since) throws IOException {
        return since.isPresent()
                ? WatchedLog.since(since.get(), files(log), opening(log))
                : files(log).end();
    }

    List<WatchedLog> sources(Progress progress, ChangeNotices notices) {
        return scope.logs().stream()
                .sorted()
                .map(log ->
                        new WatchedLog(log, files(log), opening(log), progress, notices, malformed, clock, managerName))
                .toList();
    }

    /** The directories that are there from the start; those of months are added. */
    List<Path> directories() {
        return scope.logs().stream()
                .map(log -> files(log).directory())
                .distinct()
                .toList();
    }
}
