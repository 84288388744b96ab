package io.github.ossec4j.api.watch;

import io.github.ossec4j.api.watch.WatchEvent.Database;
import io.github.ossec4j.io.FilePosition;
import io.github.ossec4j.io.HomeFileException;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.file.RegularFile;
import io.github.ossec4j.io.rootcheck.RootcheckDatabase;
import io.github.ossec4j.io.syscheck.SyscheckDatabase;
import io.github.ossec4j.model.AgentId;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where a watch starts: at a position, as far as it says something, else at the records since a moment, else now.
 *
 * @param since that moment
 */
record Beginning(OssecHome home, Scope scope, MalformedLineHandler malformed, Clock clock, Optional<Instant> since) {
    /** The names of the databases that there are: nearly no agent has a registry, and failing to look for it takes long. */
    private Set<Path> names() {
        var names = new HashSet<Path>();
        HomeFiles.each(home.syscheckDirectory(), file -> names.add(file.getFileName()));
        HomeFiles.each(home.rootcheckDirectory(), file -> names.add(file.getFileName()));
        return names;
    }

    /** Without those of the known agents that were enrolled after the position, and with those that were removed. */
    Map<Integer, AgentPlace> places(Map<Integer, WatchedAgent> known, Optional<String> position) {
        var places = new TreeMap<Integer, AgentPlace>();
        Optional<Places> from = position.map(Places::parse);
        if (from.isPresent()) {
            from.get().agents().forEach((id, place) -> {
                if (scope.includes(AgentId.of(id))) {
                    places.put(id, place);
                }
            });
        }
        Set<Path> names = names();
        boolean isComplete = from.isPresent() && from.get().all();
        known.forEach((id, agent) -> {
            if (places.containsKey(id) || !isComplete) {
                places.put(id, place(agent, names, from, Optional.ofNullable(places.get(id))));
            }
        });
        return places;
    }

    private AgentPlace place(
            WatchedAgent agent, Set<Path> names, Optional<Places> from, Optional<AgentPlace> delivered) {
        AgentPlace place = AgentPlace.START;
        for (Database database : Database.values()) {
            if (scope.includes(database)) {
                boolean isKnown = delivered.isPresent() && from.orElseThrow().includes(database);
                place = place.with(
                        database,
                        isKnown
                                ? delivered.get().of(database)
                                : agent.file(home, database)
                                        .filter(file -> names.contains(file.getFileName()))
                                        .map(file -> start(file, database))
                                        .orElse(FilePosition.START));
            }
        }
        if (!scope.agents()) {
            return place;
        }
        return place.with(delivered
                .flatMap(known -> Optional.ofNullable(known.status()))
                .orElseGet(() -> WatchedAgents.status(agent, home, clock)));
    }

    private FilePosition start(Path file, Database database) {
        try {
            BasicFileAttributes found = RegularFile.require(file);
            // A file that was last written before has nothing of that moment, and need not be read.
            Optional<Instant> moment =
                    since.filter(wanted -> !found.lastModifiedTime().toInstant().isBefore(wanted));
            if (database == Database.ROOTCHECK) {
                RootcheckDatabase findings = RootcheckDatabase.at(file, malformed);
                return moment.isPresent() ? findings.since(moment.get()) : findings.end();
            }
            SyscheckDatabase records = SyscheckDatabase.at(file, malformed);
            return moment.isPresent() ? records.since(moment.get()) : records.end();
        } catch (NoSuchFileException e) {
            return FilePosition.START;
        } catch (IOException e) {
            throw HomeFileException.of(file, e);
        }
    }
}
