package io.github.ossec4j.api.watch;

import io.github.ossec4j.api.watch.WatchEvent.Database;
import io.github.ossec4j.api.watch.WatchEvent.Reset;
import io.github.ossec4j.io.AppendedRecords;
import io.github.ossec4j.io.FilePosition;
import io.github.ossec4j.io.HomeFileException;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.file.RegularFile;
import io.github.ossec4j.io.rootcheck.RootcheckDatabase;
import io.github.ossec4j.io.syscheck.SyscheckDatabase;
import io.github.ossec4j.model.rootcheck.RootcheckEvent;
import io.github.ossec4j.model.syscheck.FileChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The databases of the watched agents. One is open at a time, and only while it is read: an idle one costs a look at its
 * size and times in each sweep.
 */
final class WatchedDatabases implements Source {
    /**
     * After reading a database it is left alone this many times as long as that took: a large one, in which former states
     * have to be searched, would otherwise take all the time as long as its daemon is busy.
     */
    private static final int PAUSE = 4;

    private final OssecHome home;
    private final Scope scope;
    private final Progress progress;
    private final MalformedLineHandler malformed;
    private final Clock clock;
    private final Map<Path, Followed> integrity = new HashMap<>(); // by their file names
    private final Map<Path, Followed> policy = new HashMap<>();
    private final Set<Followed> changed = new LinkedHashSet<>();
    private long sweeps;

    WatchedDatabases(OssecHome home, Scope scope, Progress progress, MalformedLineHandler malformed, Clock clock) {
        this.home = home;
        this.scope = scope;
        this.progress = progress;
        this.malformed = malformed;
        this.clock = clock;
    }

    /** A database, and how its file looked before it was last read. */
    private static final class Followed {
        private final WatchedAgent agent;
        private final Database database;
        private final Path file;
        private @Nullable BasicFileAttributes seen;
        private long lastSweep;
        private long pauseEnd = System.nanoTime();
        private boolean isUnreadable;

        Followed(WatchedAgent agent, Database database, Path file) {
            this.agent = agent;
            this.database = database;
            this.file = file;
        }
    }

    private Map<Path, Followed> byName(Database database) {
        return database == Database.ROOTCHECK ? policy : integrity;
    }

    /** Follows the databases of an agent; the next sweep finds what has been written to them already. */
    void add(WatchedAgent agent) {
        for (Database database : Database.values()) {
            Optional<Path> file = scope.includes(database) ? agent.file(home, database) : Optional.empty();
            if (file.isPresent()) {
                var followed = new Followed(agent, database, file.get());
                // Agents of the same name and address share files, which belong to the first of them.
                byName(database).putIfAbsent(file.get().getFileName(), followed);
            }
        }
    }

    /** Looks at the databases of an agent as if they had changed. */
    void look(WatchedAgent agent) {
        for (Database database : Database.values()) {
            followed(agent, database).ifPresent(changed::add);
        }
    }

    void remove(WatchedAgent agent) {
        for (Database database : Database.values()) {
            followed(agent, database).ifPresent(followed -> {
                byName(database).remove(followed.file.getFileName());
                changed.remove(followed);
            });
        }
    }

    private SyscheckDatabase syscheck(Path file) {
        return SyscheckDatabase.at(file, malformed);
    }

    private RootcheckDatabase rootcheck(Path file) {
        return RootcheckDatabase.at(file, malformed);
    }

    private Optional<Followed> followed(WatchedAgent agent, Database database) {
        return agent.file(home, database)
                .flatMap(file -> Optional.ofNullable(byName(database).get(file.getFileName())))
                .filter(followed -> followed.agent.equals(agent));
    }

    @Override
    public void changed(Path file) {
        Path directory = file.getParent();
        Map<Path, Followed> names = home.syscheckDirectory().equals(directory)
                ? integrity
                : home.rootcheckDirectory().equals(directory) ? policy : Map.of();
        Followed followed = names.get(file.getFileName());
        if (followed != null) {
            changed.add(followed);
        }
    }

    @Override
    public void sweep() {
        sweeps++;
        if (scope.integrity()) {
            sweep(home.syscheckDirectory(), integrity);
        }
        if (scope.policy()) {
            sweep(home.rootcheckDirectory(), policy);
        }
    }

    private void sweep(Path directory, Map<Path, Followed> names) {
        HomeFiles.each(directory, file -> {
            Followed followed = names.get(file.getFileName());
            if (followed != null) {
                look(followed);
            }
        });
        for (Followed followed : names.values()) {
            if (followed.lastSweep != sweeps && position(followed).offset() > 0) {
                changed.add(followed); // deleted
            }
        }
    }

    private void look(Followed followed) {
        try {
            BasicFileAttributes now = Files.readAttributes(followed.file, BasicFileAttributes.class);
            followed.lastSweep = sweeps;
            if (followed.isUnreadable || HomeFiles.hasChanged(followed.seen, now)) {
                changed.add(followed);
            }
        } catch (IOException e) {
            changed.add(followed); // reading it finds out what that means
            followed.lastSweep = sweeps;
        }
    }

    private FilePosition position(Followed followed) {
        return place(followed).of(followed.database);
    }

    private AgentPlace place(Followed followed) {
        return progress.of(followed.agent.id().number()).orElse(AgentPlace.START);
    }

    @Override
    public Optional<Long> due(long now) {
        Optional<Long> earliest = Optional.empty();
        for (Followed followed : changed) {
            long wait = Math.max(0, followed.pauseEnd - now);
            if (earliest.isEmpty() || wait < earliest.get()) {
                earliest = Optional.of(wait);
            }
        }
        return earliest;
    }

    @Override
    public boolean read(long now, Consumer<WatchEvent> events) throws IOException {
        Iterator<Followed> waiting = changed.iterator();
        while (waiting.hasNext()) {
            Followed followed = waiting.next();
            if (followed.pauseEnd - now <= 0) {
                waiting.remove();
                long start = System.nanoTime();
                read(followed, events);
                long end = System.nanoTime();
                followed.pauseEnd = end + PAUSE * (end - start);
                return true;
            }
        }
        return false;
    }

    private void read(Followed followed, Consumer<WatchEvent> events) throws IOException {
        try {
            BasicFileAttributes now = RegularFile.require(followed.file);
            FilePosition after = position(followed);
            Optional<Boolean> isEnd = followed.database == Database.ROOTCHECK
                    ? pass(followed, rootcheck(followed.file).appended(after), events, this::found)
                    : pass(followed, syscheck(followed.file).appended(after), events, this::changed);
            if (isEnd.isEmpty()) {
                reset(followed, HomeFiles.isAnother(followed.seen, now) ? Reset.REPLACED : Reset.CLEARED, events);
            }
            followed.isUnreadable = false;
            followed.seen = now;
            if (!isEnd.orElse(false)) {
                changed.add(followed); // after the others
            }
        } catch (NoSuchFileException e) {
            followed.isUnreadable = false;
            followed.seen = null;
            if (position(followed).offset() > 0) {
                reset(followed, Reset.DELETED, events);
            }
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                changed.add(followed);
                throw e; // the interruption has closed the file
            }
            if (!followed.isUnreadable) {
                followed.isUnreadable = true;
                String reason =
                        String.valueOf(HomeFileException.of(followed.file, e).getMessage());
                WatchedAgent agent = followed.agent;
                events.accept(new WatchEvent.DatabaseUnreadable(
                        agent.id(), agent.name(), clock.instant(), followed.database, reason, progress.position()));
            }
        }
    }

    @FunctionalInterface
    private interface Happening<T> {
        WatchEvent event(Followed followed, T record);
    }

    /** Whether the end was reached; empty if the database does not continue what was read. */
    private <T> Optional<Boolean> pass(
            Followed followed,
            Optional<AppendedRecords<T>> appended,
            Consumer<WatchEvent> events,
            Happening<T> happening) {
        if (appended.isEmpty()) {
            return Optional.empty();
        }
        for (AppendedRecords.Item<T> item : appended.get().items()) {
            reached(followed, item.reached());
            events.accept(happening.event(followed, item.value()));
        }
        if (!position(followed).equals(appended.get().reached())) {
            reached(followed, appended.get().reached());
        }
        return Optional.of(appended.get().isEnd());
    }

    private void reached(Followed followed, FilePosition position) {
        progress.put(followed.agent.id().number(), place(followed).with(followed.database, position));
    }

    private void reset(Followed followed, Reset reset, Consumer<WatchEvent> events) {
        reached(followed, FilePosition.START);
        WatchedAgent agent = followed.agent;
        events.accept(new WatchEvent.DatabaseReset(
                agent.id(), agent.name(), clock.instant(), followed.database, reset, progress.position()));
    }

    private WatchEvent changed(Followed followed, FileChange change) {
        WatchedAgent agent = followed.agent;
        Instant at = change.at().orElseGet(clock::instant);
        return followed.database == Database.REGISTRY
                ? new WatchEvent.RegistryChanged(agent.id(), agent.name(), at, change, progress.position())
                : new WatchEvent.FileChanged(agent.id(), agent.name(), at, change, progress.position());
    }

    private WatchEvent found(Followed followed, RootcheckEvent finding) {
        WatchedAgent agent = followed.agent;
        Instant at = finding.firstSeen().orElseGet(clock::instant);
        return new WatchEvent.PolicyFound(agent.id(), agent.name(), at, finding, progress.position());
    }

    /** The directories in which they are. */
    static List<Path> directories(OssecHome home, Scope scope) {
        var directories = new ArrayList<Path>();
        if (scope.integrity()) {
            directories.add(home.syscheckDirectory());
        }
        if (scope.policy()) {
            directories.add(home.rootcheckDirectory());
        }
        return directories;
    }
}
