package io.github.ossec4j.agentless;

import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.model.conf.AgentlessEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the {@code <agentless>} entries of a home, many at a time, instead of {@code ossec-agentlessd}.
 *
 * <pre>{@code
 * var home = OssecHome.at(Path.of("/var/ossec"));
 * var configuration = OssecConfigurationFile.read(home.configuration(), MalformedLineHandler.failing());
 * try (var monitor = AgentlessMonitor.builder(home)
 *         .entries(configuration.agentless())
 *         .sink(AnalysisQueue.at(home))
 *         .build()) {
 *     monitor.runOnce().forEach(result -> System.out.println(result.message()));
 * }
 * }</pre>
 *
 * <p>Either {@link #start()} it, and each host is checked at its entry's frequency until {@link #close()}, or {@link
 * #runOnce()}. A script is tested before its first run ({@code TYPE test test}); entries of one that fails wait for the
 * next test, after one minute, two, and so on up to an hour. A host that fails keeps its frequency for a number of
 * times, and from then on less and less often, until it recovers: nothing is abandoned permanently. Only one host with
 * the same address is checked at a time. An entry whose only state is {@code stay_connected} never runs.
 *
 * <p>Safe to share.
 */
public final class AgentlessMonitor implements AutoCloseable {
    private final Dispatcher.Work work;
    private final LongSupplier ticker;
    private final Pacing pacing;
    private final int maxConcurrent;
    private final Duration stopTimeout;
    private final Optional<Executor> executor;
    private final List<AgentlessCheck> checks = new ArrayList<>();
    private final List<AgentlessResult> refused = new ArrayList<>();

    private final CountDownLatch termination = new CountDownLatch(1);

    private @Nullable Dispatcher current;
    private @Nullable ExecutorService own;
    private boolean isClosed;

    private AgentlessMonitor(Builder builder) {
        AgentlessOptions options = builder.options;
        this.work = new Dispatcher.Work(
                AgentlessEngine.at(builder.home, options), options.clock(), builder.sink, builder.listener);
        this.ticker = builder.ticker;
        this.pacing = new Pacing(
                Pacing.nanos(builder.minInterval),
                Pacing.nanos(builder.startSpread),
                builder.failurePatience,
                Pacing.nanos(builder.maxBackOff),
                Pacing.nanos(builder.failureMemory));
        this.maxConcurrent = builder.maxConcurrent;
        this.stopTimeout = builder.stopTimeout;
        this.executor = builder.executor;
        builder.entries.forEach(this::plan);
    }

    /** For a home; reads nothing, and nothing is run until {@link #start()} or {@link #runOnce()}. */
    public static Builder builder(OssecHome home) {
        return new Builder(home);
    }

    /** For the directory of a home, as {@link #builder(OssecHome)}. */
    public static Builder builder(Path home) {
        return builder(OssecHome.at(home));
    }

    /** The checks that are run: each host of each valid entry. */
    public List<AgentlessCheck> checks() {
        return List.copyOf(checks);
    }

    /** The checks that cannot be run, and why; the listener also receives them, at the start. */
    public List<AgentlessResult> refused() {
        return List.copyOf(refused);
    }

    /**
     * Starts to run the entries, and returns. All threads of the monitor are daemon threads, which do not keep the JVM
     * alive: {@link #awaitTermination} does.
     *
     * @throws IllegalStateException if it was started before, runs once at the moment, or was closed
     */
    public void start() {
        Dispatcher dispatcher = begin(false);
        var thread = new Thread(
                () -> {
                    try {
                        dispatcher.run();
                    } catch (InterruptedException e) {
                        dispatcher.stop(Duration.ZERO); // an interrupt of this thread asks to stop
                    }
                },
                "agentless monitor");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Tests each script once, then runs each host of the entries whose script has passed, once and now, whatever the
     * frequency, and returns when all have ended.
     *
     * @return one result for each host of each entry that is not just {@code stay_connected}: the refused ones first,
     *     the others in the order in which they ended
     * @throws IllegalStateException if it has been started, is running once at the moment, or was
     *     closed
     * @throws InterruptedException if the thread is interrupted; running checks have been ended then
     */
    public List<AgentlessResult> runOnce() throws InterruptedException {
        Dispatcher dispatcher = begin(true);
        try {
            dispatcher.run();
        } finally {
            dispatcher.stop(Duration.ZERO);
            release();
        }
        List<AgentlessResult> results = new ArrayList<>(refused);
        results.addAll(dispatcher.results());
        return List.copyOf(results);
    }

    /**
     * Starts no further check, waits for those under way up to the stop timeout, and ends the ones that are left, with
     * their processes. {@link #runOnce()} returns then. Not to be called by a listener, which would wait for itself.
     */
    @Override
    public void close() {
        Dispatcher dispatcher;
        synchronized (this) {
            isClosed = true;
            dispatcher = current;
        }
        if (dispatcher != null) {
            dispatcher.stop(stopTimeout);
        }
        release();
        termination.countDown();
    }

    /**
     * Waits until {@link #close()} has been called and has returned, usually by another thread or a shutdown
     * hook.
     *
     * @return whether it has; false after the timeout
     * @throws InterruptedException if the thread is interrupted; the monitor continues
     */
    public boolean awaitTermination(Duration timeout) throws InterruptedException {
        return termination.await(Pacing.nanos(timeout), TimeUnit.NANOSECONDS);
    }

    /** Looks at the ticker again, for tests that advance it. */
    void wake() {
        Dispatcher dispatcher;
        synchronized (this) {
            dispatcher = current;
        }
        if (dispatcher != null) {
            dispatcher.wake();
        }
    }

    private void plan(AgentlessEntry entry) {
        if (entry.states().equals(Set.of(AgentlessEntry.State.STAY_CONNECTED))) {
            return;
        }
        for (AgentlessEntry.Host host : entry.hosts()) {
            try {
                checks.add(AgentlessCheck.of(entry, host));
            } catch (IllegalArgumentException e) {
                refused.add(AgentlessResult.without(
                        entry,
                        host.target(),
                        new AgentlessOutcome.Refused(String.valueOf(e.getMessage())),
                        work.clock().instant()));
            }
        }
    }

    private Dispatcher begin(boolean isOnce) {
        Dispatcher dispatcher;
        synchronized (this) {
            if (isClosed || current != null) {
                throw new IllegalStateException(isClosed ? "the monitor was closed" : "the monitor runs already");
            }
            Executor workers;
            if (executor.isPresent()) {
                workers = executor.get();
            } else {
                own = Workers.create();
                workers = own;
            }
            dispatcher = new Dispatcher(
                    work,
                    new Schedule(checks, pacing, isOnce, ticker.getAsLong()),
                    isOnce,
                    workers,
                    maxConcurrent,
                    ticker);
            current = dispatcher;
        }
        refused.forEach(result -> Dispatcher.report(() -> work.listener().finished(result)));
        return dispatcher;
    }

    private synchronized void release() {
        current = null;
        if (own != null) {
            own.shutdown();
            own = null;
        }
    }

    /** Builds a monitor; one thread at a time. */
    public static final class Builder {
        private final OssecHome home;
        private final List<AgentlessEntry> entries = new ArrayList<>();
        private AgentlessOptions options = AgentlessOptions.DEFAULT;
        private QueueSink sink = QueueSink.none();
        private AgentlessListener listener = AgentlessListener.none();
        private Optional<Executor> executor = Optional.empty();
        private int maxConcurrent = 32;
        private Duration minInterval = Duration.ofMinutes(1);
        private Duration startSpread = Duration.ofMinutes(1);
        private int failurePatience = 10;
        private Duration maxBackOff = Duration.ofDays(1);
        private Duration failureMemory = Duration.ofDays(2);
        private Duration stopTimeout = Duration.ofSeconds(30);
        private LongSupplier ticker = System::nanoTime;

        private Builder(OssecHome home) {
            this.home = home;
        }

        /** Adds entries of a configuration, or created in code; there are none by default. */
        public Builder entries(Collection<AgentlessEntry> more) {
            entries.addAll(more);
            return this;
        }

        /** Default: {@link AgentlessOptions#DEFAULT}. */
        public Builder options(AgentlessOptions value) {
            options = value;
            return this;
        }

        /** The destination of messages; used by many threads at the same time. Default: {@link QueueSink#none()}. */
        public Builder sink(QueueSink value) {
            sink = value;
            return this;
        }

        /** Default: {@link AgentlessListener#none()}. */
        public Builder listener(AgentlessListener value) {
            listener = value;
            return this;
        }

        /**
         * The executor of checks, each of which uses a thread until it ends; not shut down by the monitor. Default:
         * virtual threads if the JDK has them, else threads created as needed.
         */
        public Builder executor(Executor value) {
            executor = Optional.of(value);
            return this;
        }

        /** How many checks run at the same time. Default: 32. */
        public Builder maxConcurrent(int value) {
            if (value < 1) {
                throw new IllegalArgumentException("maxConcurrent must be 1 or more, was " + value);
            }
            maxConcurrent = value;
            return this;
        }

        /** The shortest time from start to start, whatever the frequency. Default: a minute, as in the original. */
        public Builder minInterval(Duration value) {
            minInterval = positive("minInterval", value);
            return this;
        }

        /** The time over which the first runs are spread, or the frequency if that is shorter. Default: a minute. */
        public Builder startSpread(Duration value) {
            if (value.isNegative()) {
                throw new IllegalArgumentException("startSpread must not be negative, was " + value);
            }
            startSpread = value;
            return this;
        }

        /**
         * How many failures in a row of one host have no effect; with each further one the time to its next run
         * doubles. Default: 10, after which the original gives up.
         */
        public Builder failurePatience(int value) {
            if (value < 0) {
                throw new IllegalArgumentException("failurePatience must be 0 or more, was " + value);
            }
            failurePatience = value;
            return this;
        }

        /** The longest time between runs after failures. Default: a day. */
        public Builder maxBackOff(Duration value) {
            maxBackOff = positive("maxBackOff", value);
            return this;
        }

        /** The time without another failure after which one failure is forgotten. Default: two days. */
        public Builder failureMemory(Duration value) {
            failureMemory = positive("failureMemory", value);
            return this;
        }

        /** How long {@link AgentlessMonitor#close()} waits for running checks. Default: 30 seconds. */
        public Builder stopTimeout(Duration value) {
            if (value.isNegative()) {
                throw new IllegalArgumentException("stopTimeout must not be negative, was " + value);
            }
            stopTimeout = value;
            return this;
        }

        /** A monotonic clock in nanoseconds that determines which checks are due. Default: the JVM's. */
        public Builder ticker(LongSupplier value) {
            ticker = value;
            return this;
        }

        /** The monitor. */
        public AgentlessMonitor build() {
            return new AgentlessMonitor(this);
        }

        private static Duration positive(String name, Duration value) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException(name + " must be positive, was " + value);
            }
            return value;
        }
    }
}
