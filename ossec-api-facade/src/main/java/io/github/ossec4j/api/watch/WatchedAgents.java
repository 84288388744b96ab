package io.github.ossec4j.api.watch;

import io.github.ossec4j.io.HomeFileException;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.keys.ClientKeysCursor;
import io.github.ossec4j.io.keys.ClientKeysLine;
import io.github.ossec4j.model.AgentId;
import io.github.ossec4j.model.AgentStatus;
import io.github.ossec4j.model.ClientKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The agents in {@code client.keys}, and whether they are reporting.
 *
 * <p>OSSEC's tools rewrite {@code client.keys} in place. So an agent that is missing counts as removed only after the file
 * has not changed for a second.
 */
final class WatchedAgents implements Source {
    private static final long PATIENCE = Duration.ofSeconds(1).toNanos();

    private final OssecHome home;
    private final Scope scope;
    private final Progress progress;
    private final WatchedDatabases databases;
    private final MalformedLineHandler malformed;
    private final Clock clock;
    private final String managerName;

    private SortedMap<Integer, WatchedAgent> agents = new TreeMap<>();
    private final Map<Path, WatchedAgent> byKeepAlive = new HashMap<>(); // by the names of the files
    private final Set<WatchedAgent> changed = new LinkedHashSet<>();
    private boolean keysChanged;
    private @Nullable BasicFileAttributes keysSeen; // before they were last read
    private @Nullable Long removalsFrom; // when missing agents count as removed

    WatchedAgents(
            OssecHome home,
            Scope scope,
            Progress progress,
            WatchedDatabases databases,
            MalformedLineHandler malformed,
            Clock clock,
            String managerName) {
        this.home = home;
        this.scope = scope;
        this.progress = progress;
        this.databases = databases;
        this.malformed = malformed;
        this.clock = clock;
        this.managerName = managerName;
    }

    /** The wanted agents of the home at this moment, by their numbers; of several with the same number, the first. */
    static SortedMap<Integer, WatchedAgent> read(
            OssecHome home, Scope scope, MalformedLineHandler malformed, String managerName) throws IOException {
        var found = new TreeMap<Integer, WatchedAgent>();
        if (scope.includes(AgentId.MANAGER)) {
            found.put(0, WatchedAgent.manager(managerName));
        }
        try (ClientKeysCursor keys = ClientKeysCursor.open(home.clientKeys(), malformed)) {
            while (keys.next()) {
                if (keys.isActive()
                        && scope.includes(AgentId.of(keys.number()))
                        && keys.line() instanceof ClientKeysLine.Active line) {
                    ClientKey key = line.key();
                    found.putIfAbsent(keys.number(), new WatchedAgent(key.id(), key.name(), key.address()));
                }
            }
        } catch (NoSuchFileException e) {
            // Without the file, there is only the manager.
        }
        return found;
    }

    /**
     * Follows the agents that there were at the start, without an event.
     *
     * @param keysBefore how {@code client.keys} looked before they were read
     */
    void start(SortedMap<Integer, WatchedAgent> known, @Nullable BasicFileAttributes keysBefore) {
        agents = new TreeMap<>(known);
        agents.keySet().retainAll(progress.agents()); // those enrolled since the position are found again, as new ones
        agents.values().forEach(this::follow);
        keysSeen = keysBefore;
        keysChanged = !progress.agents().equals(known.keySet());
    }

    private void follow(WatchedAgent agent) {
        databases.add(agent);
        if (scope.agents()) {
            agent.keepAlive(home).ifPresent(file -> byKeepAlive.putIfAbsent(file.getFileName(), agent));
        }
    }

    private void leave(WatchedAgent agent) {
        databases.remove(agent);
        agent.keepAlive(home).ifPresent(file -> byKeepAlive.remove(file.getFileName(), agent));
        changed.remove(agent);
    }

    /** Whether an agent is reporting; the manager always is. */
    static AgentStatus status(WatchedAgent agent, OssecHome home, Clock clock) {
        if (agent.id().isManager()) {
            return AgentStatus.ACTIVE;
        }
        Optional<Path> file = agent.keepAlive(home);
        Optional<Instant> reported = Optional.empty();
        if (file.isPresent()) {
            try {
                reported = Optional.of(Files.getLastModifiedTime(file.get()).toInstant());
            } catch (NoSuchFileException e) {
                // It never connected.
            } catch (IOException e) {
                throw HomeFileException.of(file.get(), e);
            }
        }
        return AgentStatus.of(reported, clock.instant());
    }

    @Override
    public void changed(Path file) {
        Path directory = file.getParent();
        if (file.equals(home.clientKeys())) {
            keysChanged = true;
        } else if (home.agentInfoDirectory().equals(directory)) {
            WatchedAgent agent = byKeepAlive.get(file.getFileName());
            if (agent != null) {
                changed.add(agent);
            }
        }
    }

    @Override
    public void sweep() {
        keysChanged |= HomeFiles.hasChanged(keysSeen, keysAttributes(home));
        if (scope.agents()) {
            sweepKeepAlives();
        }
    }

    private void sweepKeepAlives() {
        Set<WatchedAgent> reporting = new HashSet<>();
        Instant now = clock.instant();
        HomeFiles.each(home.agentInfoDirectory(), file -> {
            WatchedAgent agent = byKeepAlive.get(file.getFileName());
            if (agent != null) {
                Instant reported = Files.getLastModifiedTime(file).toInstant();
                reporting.add(agent);
                if (AgentStatus.of(Optional.of(reported), now) != place(agent).status()) {
                    changed.add(agent);
                }
            }
        });
        for (WatchedAgent agent : byKeepAlive.values()) {
            if (!reporting.contains(agent) && place(agent).status() != AgentStatus.NEVER_CONNECTED) {
                changed.add(agent);
            }
        }
    }

    private AgentPlace place(WatchedAgent agent) {
        return progress.of(agent.id().number()).orElse(AgentPlace.START);
    }

    /** How {@code client.keys} looks; null if there is none. */
    static @Nullable BasicFileAttributes keysAttributes(OssecHome home) {
        try {
            return Files.readAttributes(home.clientKeys(), BasicFileAttributes.class);
        } catch (IOException e) {
            return null; // reading it finds out why
        }
    }

    @Override
    public Optional<Long> due(long now) {
        if (keysChanged || !changed.isEmpty()) {
            return Optional.of(0L);
        }
        return removalsFrom == null ? Optional.empty() : Optional.of(Math.max(0, removalsFrom - now));
    }

    @Override
    public boolean read(long now, Consumer<WatchEvent> events) throws IOException {
        boolean isTimeForRemovals = removalsFrom != null && removalsFrom - now <= 0;
        if (keysChanged || isTimeForRemovals) {
            keysChanged = false;
            readKeys(now, events);
            return true;
        }
        for (WatchedAgent agent : List.copyOf(changed)) {
            changed.remove(agent);
            compareStatus(agent, events);
        }
        return false;
    }

    private void readKeys(long now, Consumer<WatchEvent> events) throws IOException {
        BasicFileAttributes attributes = keysAttributes(home);
        boolean isSame = !HomeFiles.hasChanged(keysSeen, attributes);
        SortedMap<Integer, WatchedAgent> found;
        try {
            found = read(home, scope, malformed, managerName);
        } catch (IOException e) {
            keysSeen = null;
            keysChanged = true;
            throw HomeFileException.of(home.clientKeys(), e);
        }
        keysSeen = attributes;
        List<Integer> missing = new ArrayList<>(progress.agents());
        missing.removeIf(id -> found.containsKey(id) && found.get(id).equals(agents.getOrDefault(id, found.get(id))));
        if (!missing.isEmpty() && !(isSame && removalsFrom != null && removalsFrom - now <= 0)) {
            if (!isSame || removalsFrom == null) {
                removalsFrom = now + PATIENCE;
            }
            missing.clear();
            found.putAll(unconfirmed(found));
        } else {
            removalsFrom = null;
        }
        for (int id : missing) {
            WatchedAgent agent = agents.get(id);
            if (agent != null) {
                leave(agent);
            }
            progress.remove(id);
            events.accept(new WatchEvent.AgentRemoved(
                    AgentId.of(id), agent == null ? "" : agent.name(), clock.instant(), progress.position()));
        }
        for (WatchedAgent agent : found.values()) {
            if (progress.of(agent.id().number()).isEmpty()) {
                added(agent, events);
            }
        }
        agents = found;
    }

    /** The agents that are missing or have changed, and may be back as they were within a second. */
    private SortedMap<Integer, WatchedAgent> unconfirmed(SortedMap<Integer, WatchedAgent> found) {
        var kept = new TreeMap<Integer, WatchedAgent>();
        agents.forEach((id, agent) -> {
            if (!agent.equals(found.get(id))) {
                kept.put(id, agent);
            }
        });
        return kept;
    }

    private void added(WatchedAgent agent, Consumer<WatchEvent> events) {
        follow(agent);
        databases.look(agent);
        if (scope.agents()) {
            AgentStatus status = status(agent, home, clock);
            progress.put(agent.id().number(), AgentPlace.START.with(status));
            events.accept(
                    new WatchEvent.AgentAdded(agent.id(), agent.name(), clock.instant(), status, progress.position()));
        } else {
            progress.put(agent.id().number(), AgentPlace.START);
        }
    }

    private void compareStatus(WatchedAgent agent, Consumer<WatchEvent> events) {
        AgentPlace place = place(agent);
        AgentStatus before = place.status();
        AgentStatus now = status(agent, home, clock);
        if (now != before) {
            progress.put(agent.id().number(), place.with(now));
            if (before != null) {
                events.accept(new WatchEvent.StatusChanged(
                        agent.id(), agent.name(), clock.instant(), before, now, progress.position()));
            }
        }
    }

    /** The directories in which they are. */
    static List<Path> directories(OssecHome home, Scope scope) {
        var directories = new ArrayList<Path>();
        Path etc = home.clientKeys().getParent();
        if (etc != null) {
            directories.add(etc);
        }
        if (scope.agents()) {
            directories.add(home.agentInfoDirectory());
        }
        return directories;
    }
}
