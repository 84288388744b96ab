package io.github.ossec4j.api;

import io.github.ossec4j.api.search.FileSearch;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.syscheck.SyscheckDatabase;
import io.github.ossec4j.model.OssecException;
import io.github.ossec4j.model.syscheck.SyscheckEntry;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The search of one database, in pieces: a task finds a limited number of records and ends, and is submitted again when most of
 * them have been taken. So no thread of the executor waits for the one that takes, and any executor will do. Safe to share.
 */
final class DatabaseSearch {
    private static final int MOST_FOUND = 256;
    private static final int MOST_FOUND_BYTES = 1 << 17;
    private static final int FEW_FOUND = MOST_FOUND / 4;

    private final FleetSource source;
    private final FileSearch search;
    private final BooleanSupplier isCanceled;

    // Only the running task uses these.
    private @Nullable RecordStream<SyscheckEntry> records;
    private @Nullable Iterator<SyscheckEntry> iterator;

    // Guarded by this.
    private final Queue<SyscheckEntry> found = new ArrayDeque<>();
    private long foundBytes;
    private boolean submitted;
    private boolean running;
    private boolean ended;
    private @Nullable Throwable failure;

    DatabaseSearch(FleetSource source, FileSearch search, BooleanSupplier isCanceled) {
        this.source = source;
        this.search = search;
        this.isCanceled = isCanceled;
    }

    FleetSource source() {
        return source;
    }

    /** Finds the first records, or the next ones; not if it is doing that or has ended. */
    void submit(Executor executor) {
        synchronized (this) {
            if (submitted || ended) {
                return;
            }
            submitted = true;
        }
        try {
            executor.execute(this::run);
        } catch (RuntimeException e) {
            synchronized (this) {
                submitted = false;
            }
            throw e; // the executor takes no more
        }
    }

    private void run() {
        synchronized (this) {
            if (ended) {
                return;
            }
            running = true;
        }
        boolean isLast = true;
        Throwable reason = null;
        try {
            isLast = !findSome();
        } catch (CancellationException e) {
            // The caller wants no more.
        } catch (RuntimeException | Error e) {
            reason = e;
        }
        try {
            if (isLast && records != null) {
                records.close();
            }
        } catch (RuntimeException e) {
            reason = reason == null ? e : reason;
        }
        synchronized (this) {
            running = false;
            submitted = false;
            ended |= isLast;
            failure = reason;
            notifyAll();
        }
    }

    /** Whether there may be more. */
    private boolean findSome() {
        Iterator<SyscheckEntry> entries = iterator;
        if (entries == null) {
            RecordStream<SyscheckEntry> opened = open();
            records = opened;
            entries = opened.iterator();
            iterator = entries;
        }
        while (!isCanceled.getAsBoolean() && entries.hasNext()) {
            if (!add(entries.next())) {
                return true;
            }
        }
        return false;
    }

    private RecordStream<SyscheckEntry> open() {
        var database = SyscheckDatabase.at(source.file(), source.manager().malformedLines());
        return Failures.readingIfExists(source.file(), () -> search.in(database, isCanceled))
                .orElseGet(RecordStream::empty); // never scanned, or cleared
    }

    /** Whether there is room for another. */
    private synchronized boolean add(SyscheckEntry entry) {
        found.add(entry);
        foundBytes += entry.path().length();
        if (found.size() == 1) {
            notifyAll();
        }
        return found.size() < MOST_FOUND && foundBytes < MOST_FOUND_BYTES;
    }

    /** The next record, waiting for it; null at the end. */
    @Nullable
    SyscheckEntry take(Executor executor) throws InterruptedException {
        while (true) {
            if (isShort()) {
                submit(executor);
            }
            synchronized (this) {
                SyscheckEntry entry = found.poll();
                if (entry != null) {
                    foundBytes -= entry.path().length();
                    return entry;
                }
                if (ended) {
                    return null;
                }
                if (submitted) {
                    wait(); // else the task ended after it was looked for
                }
            }
        }
    }

    private synchronized boolean isShort() {
        return found.size() <= FEW_FOUND && foundBytes < MOST_FOUND_BYTES;
    }

    /** Whether {@link #take} would not wait. */
    synchronized boolean isReady() {
        return !found.isEmpty() || ended;
    }

    /**
     * Why the search ended early; empty if it did not.
     *
     * @throws RuntimeException if it is no fault of the database
     */
    synchronized Optional<OssecException> failure() {
        if (failure instanceof RuntimeException unexpected && !(failure instanceof OssecException)) {
            throw unexpected;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return Optional.ofNullable((OssecException) failure);
    }

    /** Ends the search; a task that is running notices soon, and is waited for. */
    void close() {
        boolean isInterrupted = false;
        synchronized (this) {
            ended = true;
            while (running) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    isInterrupted = true;
                }
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
        RecordStream<SyscheckEntry> open = records;
        if (open != null) {
            open.close();
        }
    }
}
