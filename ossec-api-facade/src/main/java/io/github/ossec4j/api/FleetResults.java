package io.github.ossec4j.api;

import io.github.ossec4j.api.search.FileSearch;
import io.github.ossec4j.model.OssecException;
import io.github.ossec4j.model.syscheck.SyscheckEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What a search of a {@link Fleet} finds: in the order of {@link Fleet#sources()}, and of the records in each database, however
 * many threads read. Single pass; must be closed, which ends the search and its threads.
 *
 * <p>A database that cannot be read, or not to its end, is among the {@link #failures()}; the search goes on. A database that
 * does not exist has no records.
 *
 * <p>One thread at a time, except {@link #searched()}.
 */
public final class FleetResults implements Iterable<FleetMatch>, AutoCloseable {
    /** How many databases are being searched or have been, ahead of the caller, for each processor. */
    private static final int AHEAD = 4;

    private static final AtomicInteger THREADS = new AtomicInteger();

    private final List<FleetSource> sources;
    private final FileSearch search;
    private final Executor executor;
    private final @Nullable ThreadPoolExecutor ownThreads;
    private final int ahead;
    private final Deque<DatabaseSearch> started = new ArrayDeque<>();
    private final List<FleetFailure> failures = new ArrayList<>();
    private int next; // the next source to be started
    private final AtomicInteger searched = new AtomicInteger();
    private volatile boolean closed;
    private boolean taken;

    FleetResults(List<FleetSource> sources, FileSearch search, @Nullable Executor executor) {
        this.sources = sources;
        this.search = search;
        int processors = Runtime.getRuntime().availableProcessors();
        this.ahead = AHEAD * processors;
        this.ownThreads = executor == null ? threads(Math.max(1, Math.min(processors, sources.size()))) : null;
        this.executor = executor == null ? Objects.requireNonNull(ownThreads) : executor;
        try {
            start();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private static ThreadPoolExecutor threads(int number) {
        var threads = new ThreadPoolExecutor(number, number, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            var thread = new Thread(task, "ossec4j-fleet-" + THREADS.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        threads.allowCoreThreadTimeOut(true); // should the caller forget to close
        return threads;
    }

    private void start() {
        while (next < sources.size() && started.size() < ahead) {
            var database = new DatabaseSearch(sources.get(next++), search, () -> closed);
            started.add(database);
            database.submit(executor);
        }
    }

    /**
     * The matches.
     *
     * @throws IllegalStateException the second time: the databases are read only once
     */
    @Override
    public Iterator<FleetMatch> iterator() {
        if (taken) {
            throw new IllegalStateException("the results can be read only once");
        }
        taken = true;
        return new Iterator<>() {
            private @Nullable FleetMatch match;

            @Override
            public boolean hasNext() {
                if (match == null) {
                    match = nextMatch();
                }
                return match != null;
            }

            @Override
            public FleetMatch next() {
                if (!hasNext() || match == null) {
                    throw new NoSuchElementException("no more matches");
                }
                FleetMatch found = match;
                match = null;
                return found;
            }
        };
    }

    private @Nullable FleetMatch nextMatch() {
        while (!closed && !started.isEmpty()) {
            DatabaseSearch first = started.element();
            SyscheckEntry entry = take(first);
            if (entry != null) {
                return new FleetMatch(first.source(), entry);
            }
            first.failure().ifPresent(reason -> failures.add(new FleetFailure(first.source(), reason)));
            started.remove();
            searched.incrementAndGet();
            start();
        }
        return null;
    }

    private @Nullable SyscheckEntry take(DatabaseSearch database) {
        try {
            return database.take(executor);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OssecException("the search was interrupted");
        }
    }

    /** The matches as a sequential stream; closing it closes these results. */
    public Stream<FleetMatch> stream() {
        int traits = Spliterator.ORDERED | Spliterator.NONNULL;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator(), traits), false)
                .onClose(this::close);
    }

    /** Whether the next match, or the end, is known without waiting. */
    public boolean isReady() {
        return closed || started.isEmpty() || started.element().isReady();
    }

    /** The databases before the last match that could not be read; at the end, all of them. */
    public List<FleetFailure> failures() {
        return List.copyOf(failures);
    }

    /** How many databases have been searched, of {@link #total()}. May be called by any thread. */
    public int searched() {
        return searched.get();
    }

    /** How many databases are searched. */
    public int total() {
        return sources.size();
    }

    /** Ends the search: when it returns, all files are closed and the threads of this search are ending. */
    @Override
    public void close() {
        closed = true;
        started.forEach(DatabaseSearch::close);
        started.clear();
        if (ownThreads != null) {
            ownThreads.shutdown();
        }
    }
}
