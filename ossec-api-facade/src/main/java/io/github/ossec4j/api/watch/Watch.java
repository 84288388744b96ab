package io.github.ossec4j.api.watch;

import io.github.ossec4j.api.watch.WatchEvent.Log;
import io.github.ossec4j.io.AccessRefusedException;
import io.github.ossec4j.io.HomeFileException;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.alerts.AlertFilter;
import io.github.ossec4j.io.zone.TimeZoneFile;
import io.github.ossec4j.model.AgentId;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.zone.ZoneRules;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows a home: delivers what changes, each change once, in the order in which each file has it.
 *
 * <pre>{@code
 * try (Watch watch = Watch.of(OssecHome.at(Path.of("/var/ossec"))).integrity().start()) {
 *     for (WatchEvent event : watch) {
 *         if (event instanceof WatchEvent.FileChanged file) {
 *             System.out.println(file.agentName() + " " + file.change().kind() + " " + file.change().path());
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>Every record that the analysis daemon appends becomes one event. A last line without a line feed waits for its end;
 * what daemons overwrite in place is no event. A database that was emptied, replaced or deleted is a {@link
 * WatchEvent.DatabaseReset}, after which its new content follows. A database that continues the old one byte for byte, as a
 * copy does, has not been reset.
 *
 * <p>{@link #position()} is where to go on after the last event that was delivered: whoever stores it after processing
 * events, and gives it to {@link Builder#from(String)}, gets those events again that came after it, and no others.
 *
 * <p>Where the system gives notice of changes, it is waited for, and once a minute everything is looked at in case a notice
 * was lost; elsewhere (macOS, network file systems) everything is looked at every two seconds. See {@link
 * Builder#sweepEvery}.
 *
 * <p>A log is followed through its daily files: see {@link Builder#alerts()}. One that was emptied is a {@link
 * WatchEvent.LogReset}.
 *
 * <p>No file stays open between two calls, except a log as long as there is more to read in it. Memory grows with the number of agents, by about 2 kB for each, and with up to a few
 * megabytes of events that were read together.
 *
 * <p>One thread at a time takes events, in one of these ways; any thread may close it.
 */
public final class Watch implements Iterable<WatchEvent>, AutoCloseable {
    static final Duration ALWAYS = Duration.ofNanos(Long.MAX_VALUE);

    /** In nanoseconds: longer than any process runs, and no sum of two overflows. */
    private static final long LONGEST = Long.MAX_VALUE >> 2;

    private final ChangeNotices notices;
    private final List<Source> sources;
    private final Progress progress;
    private final Builder options;
    private final Queue<WatchEvent> ready = new ArrayDeque<>();
    private WatchPosition position;
    private long nextSweep = System.nanoTime();
    private boolean isSwept;
    private int turn; // of the source that is asked first
    private final ReentrantLock reading = new ReentrantLock(); // held while events are taken
    private volatile boolean isClosed;

    private Watch(ChangeNotices notices, List<Source> sources, Progress progress, Builder options) {
        this.notices = notices;
        this.sources = sources;
        this.progress = progress;
        this.options = options;
        this.position = progress.position();
    }

    /** Options for watching a home. */
    public static Builder of(OssecHome home) {
        return new Builder(home);
    }

    /**
     * The next event; waits for it if there is none yet.
     *
     * @param timeout how long to wait at most; zero looks for changes without waiting
     * @return empty if nothing happened in that time, if the watch is closed, or if it {@linkplain Builder#untilNow() ends}
     * @throws HomeFileException if {@code client.keys} or a directory cannot be read; the next call tries again
     * @throws InterruptedException if the thread was interrupted
     */
    public Optional<WatchEvent> next(Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + Math.min(nanos(timeout), LONGEST);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        reading.lock();
        try {
            return nextUntil(end);
        } finally {
            reading.unlock();
            if (isClosed) {
                closeSources();
            }
        }
    }

    private Optional<WatchEvent> nextUntil(long end) throws InterruptedException {
        while (!isClosed) {
            WatchEvent event = ready.poll();
            if (event != null) {
                position = event.position();
                return Optional.of(event);
            }
            if (look()) {
                continue;
            }
            position = progress.position(); // all that has been read has been delivered
            long now = System.nanoTime();
            Optional<Long> due = due(now);
            if (now - end >= 0 || (options.endsNow && due.isEmpty())) {
                return Optional.empty();
            }
            long sweep = options.endsNow ? LONGEST : nextSweep - now;
            await(Math.min(end - now, Math.min(sweep, due.orElse(LONGEST))));
        }
        return Optional.empty();
    }

    private static long nanos(Duration duration) {
        try {
            return Math.max(0, duration.toNanos());
        } catch (ArithmeticException e) {
            return LONGEST;
        }
    }

    /** Reads something that has changed; whether there was anything. */
    private boolean look() throws InterruptedException {
        try {
            if (System.nanoTime() - nextSweep >= 0 && !(options.endsNow && isSwept)) {
                sweep();
            }
            await(0);
            for (int i = 0; i < sources.size(); i++) {
                int asked = (turn + i) % sources.size();
                if (sources.get(asked).read(System.nanoTime(), ready::add)) {
                    turn = asked + 1; // the others next: none waits for one that is busy
                    return true;
                }
            }
            turn = 0;
            return !ready.isEmpty();
        } catch (IOException e) {
            throw failed(HomeFileException.of(options.home.root(), e));
        } catch (HomeFileException e) {
            throw failed(e);
        }
    }

    private HomeFileException failed(HomeFileException failure) throws InterruptedException {
        nextSweep = System.nanoTime(); // the next call tries again
        isSwept = false;
        if (Thread.interrupted()) {
            throw new InterruptedException(); // which closes a file that is being read
        }
        return failure;
    }

    private void sweep() throws IOException {
        notices.renew();
        for (Source source : sources) {
            source.sweep();
        }
        nextSweep = System.nanoTime() + nanos(notices.areLive() ? options.sweep : options.poll);
        isSwept = true;
    }

    private void await(long nanos) throws InterruptedException {
        if (notices.await(nanos, file -> sources.forEach(source -> source.changed(file)))) {
            nextSweep = System.nanoTime(); // some were lost
        }
    }

    private Optional<Long> due(long now) {
        return sources.stream().flatMap(source -> source.due(now).stream()).min(Long::compare);
    }

    /** Where to go on after the last event that was delivered; before the first one, where the watch started. */
    public WatchPosition position() {
        return position;
    }

    /**
     * The events, each waited for. They end when the watch is closed or {@linkplain Builder#untilNow() ends}, and when the
     * thread is interrupted. {@code hasNext()} throws what {@link #next(Duration)} throws.
     */
    @Override
    public Iterator<WatchEvent> iterator() {
        return new Iterator<>() {
            private @Nullable WatchEvent ahead;

            @Override
            public boolean hasNext() {
                if (ahead == null) {
                    try {
                        ahead = Watch.this.next(ALWAYS).orElse(null);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
                return ahead != null;
            }

            @Override
            public WatchEvent next() {
                if (!hasNext() || ahead == null) {
                    throw new NoSuchElementException("the watch has ended");
                }
                WatchEvent next = ahead;
                ahead = null;
                return next;
            }
        };
    }

    /**
     * Passes events to a listener, one at a time, until the watch ends. That takes one thread of the executor for all that
     * time.
     *
     * @return completed when the watch has ended, exceptionally with what the listener threw, or with what {@link
     *     #next(Duration)} throws
     */
    public CompletionStage<Void> listen(Executor executor, Consumer<? super WatchEvent> listener) {
        return CompletableFuture.runAsync(() -> forEach(listener), executor);
    }

    /**
     * The events for one subscriber, who gets them in tasks on the executor, as many as were requested. Canceling closes the
     * watch. A second subscriber gets an {@link IllegalStateException}.
     */
    public Flow.Publisher<WatchEvent> publisher(Executor executor) {
        return new Publication(this, executor);
    }

    /** Ends the watch; a thread that waits for an event returns without one. */
    @Override
    public void close() {
        isClosed = true;
        try {
            notices.close();
        } catch (IOException e) {
            throw HomeFileException.of(options.home.root(), e);
        } finally {
            closeSources();
        }
    }

    /** Unless events are being taken: who takes them closes the sources then. */
    private void closeSources() {
        if (reading.tryLock()) {
            try {
                for (Source source : sources) {
                    source.close();
                }
            } catch (IOException e) {
                throw HomeFileException.of(options.home.root(), e);
            } finally {
                reading.unlock();
            }
        }
    }

    /** Options of {@link Watch}; one thread at a time. */
    public static final class Builder {
        private final OssecHome home;
        private final Set<AgentId> only = new LinkedHashSet<>();
        private boolean integrity;
        private boolean policy;
        private boolean agents;
        private final Set<Log> logs = EnumSet.noneOf(Log.class);
        private AlertFilter alerts = AlertFilter.ALL;
        private Optional<ZoneRules> zone = Optional.empty();
        private boolean endsNow;
        private Optional<String> from = Optional.empty();
        private Optional<Instant> since = Optional.empty();
        private Duration sweep = Duration.ofMinutes(1);
        private Duration poll = Duration.ofSeconds(2);
        private Clock clock = Clock.systemUTC();
        private MalformedLineHandler malformed = MalformedLineHandler.ignore();
        private String managerName = "";

        private Builder(OssecHome home) {
            this.home = home;
        }

        /** Changes of files and registry keys. Unless something else is chosen, this, {@link #policy()} and {@link #agents()}. */
        public Builder integrity() {
            this.integrity = true;
            return this;
        }

        /** New findings of the policy and anomaly checks. */
        public Builder policy() {
            this.policy = true;
            return this;
        }

        /**
         * Agents that are enrolled, start or stop reporting. That one stopped is noticed in the next sweep. Removed agents
         * are always an event, unless only logs are watched.
         */
        public Builder agents() {
            this.agents = true;
            return this;
        }

        /**
         * Alerts, from their daily files: also if somebody renamed {@code alerts.log}, in a file that has been compressed
         * meanwhile, and over the change of the day. An alert that is still being written is waited for.
         */
        public Builder alerts() {
            return alerts(AlertFilter.ALL);
        }

        /** {@link #alerts()} that a filter accepts. */
        public Builder alerts(AlertFilter filter) {
            logs.add(Log.ALERTS);
            alerts = filter;
            return this;
        }

        /** Archived events, in the same way as {@link #alerts()}; OSSEC writes them if {@code logall} is set. */
        public Builder archives() {
            logs.add(Log.ARCHIVES);
            return this;
        }

        /**
         * What OSSEC's programs log in {@code ossec.log}, whichever agents are watched; also if that is moved away, and a new
         * one started.
         */
        public Builder logs() {
            logs.add(Log.OSSEC_LOG);
            return this;
        }

        /** The zone of the home, for the days and times of logs. Default: that of {@code etc/localtime}, else UTC. */
        public Builder zone(ZoneRules rules) {
            this.zone = Optional.of(rules);
            return this;
        }

        /** Only these agents, enrolled or not; {@code 000} is the manager. Default: all and the manager. */
        public Builder only(Collection<AgentId> ids) {
            only.addAll(ids);
            return this;
        }

        /**
         * Starts where another watch was: at a stored {@link WatchPosition#text()}. Agents enrolled since then are new. What
         * that watch did not watch starts as without a position. Default: starts with what happens from now on.
         *
         * @throws IllegalArgumentException if it is not the text of a position
         */
        public Builder from(String position) {
            Places.parse(position);
            this.from = Optional.of(position);
            return this;
        }

        /**
         * Starts with the records of this moment, and all after them in their databases. What has no position and no
         * record starts from now on.
         */
        public Builder since(Instant moment) {
            this.since = Optional.of(moment);
            return this;
        }

        /** Ends after everything that is there when it starts, instead of waiting for more. */
        public Builder untilNow() {
            this.endsNow = true;
            return this;
        }

        /** How often everything is looked at where the system gives notice of changes. Default: every minute. */
        public Builder sweepEvery(Duration interval) {
            this.sweep = interval;
            return this;
        }

        /** How often everything is looked at where the system gives no notice. Default: every two seconds. */
        public Builder pollEvery(Duration interval) {
            this.poll = interval;
            return this;
        }

        /** The clock, for the status of agents and events without a recorded time. Default: the system's clock. */
        public Builder clock(Clock source) {
            this.clock = source;
            return this;
        }

        /** The handler that receives each skipped line. Default: none. */
        public Builder onMalformedLine(MalformedLineHandler handler) {
            this.malformed = handler;
            return this;
        }

        /** The name of the manager in its events. Default: none. */
        public Builder managerName(String name) {
            this.managerName = name;
            return this;
        }

        /**
         * Starts watching: looks where each database ends, or reads where to start.
         *
         * @throws AccessRefusedException if a file may not be read
         */
        public Watch start() {
            boolean isUsual = !integrity && !policy && !agents && logs.isEmpty();
            var scope = new Scope(integrity || isUsual, policy || isUsual, agents || isUsual, logs, only);
            try {
                return start(scope);
            } catch (IOException e) {
                throw HomeFileException.of(home.clientKeys(), e);
            }
        }

        private Watch start(Scope scope) throws IOException {
            Builder options = copy();
            ZoneRules rules = zone.orElseGet(() -> TimeZoneFile.rulesOrUtc(home.localTime()));
            var watchedLogs = new WatchedLogs(home, scope, alerts, rules, clock, malformed, managerName);
            ChangeNotices notices = endsNow ? ChangeNotices.none() : ChangeNotices.of(directories(scope, watchedLogs));
            try {
                notices.renew(); // before anything is read, so that no change is missed
                BasicFileAttributes keys = WatchedAgents.keysAttributes(home);
                SortedMap<Integer, WatchedAgent> known = scope.hasAgents()
                        ? WatchedAgents.read(home, scope, malformed, managerName)
                        : Collections.emptySortedMap();
                var progress = new Progress(
                        scope,
                        scope.hasAgents()
                                ? new Beginning(home, scope, malformed, clock, since).places(known, from)
                                : Map.of(),
                        watchedLogs.places(from, since));
                var sources = new ArrayList<Source>();
                if (scope.hasAgents()) {
                    var databases = new WatchedDatabases(home, scope, progress, malformed, clock);
                    var watched = new WatchedAgents(home, scope, progress, databases, malformed, clock, managerName);
                    watched.start(known, keys);
                    sources.add(watched);
                    sources.add(databases);
                }
                sources.addAll(watchedLogs.sources(progress, notices));
                return new Watch(notices, sources, progress, options);
            } catch (IOException | RuntimeException e) {
                notices.close();
                throw e;
            }
        }

        private List<Path> directories(Scope scope, WatchedLogs watchedLogs) {
            var directories = new ArrayList<Path>();
            if (scope.hasAgents()) {
                directories.addAll(WatchedAgents.directories(home, scope));
                directories.addAll(WatchedDatabases.directories(home, scope));
            }
            directories.addAll(watchedLogs.directories());
            return directories;
        }

        private Builder copy() {
            var copy = new Builder(home);
            copy.endsNow = endsNow;
            copy.sweep = sweep;
            copy.poll = poll;
            return copy;
        }
    }
}
