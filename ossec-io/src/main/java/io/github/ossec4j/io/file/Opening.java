package io.github.ossec4j.io.file;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens files and directories without blocking the caller. Opening a named pipe blocks until another process opens its other
 * end; nothing interrupts that, and the JDK has no other way to open a file. Checking the file first does not help if another
 * process can replace it with a pipe before it is opened. So another thread opens it, and is abandoned if that takes too
 * long.
 *
 * <p>An abandoned thread ends when another process opens the other end of the pipe, in the worst case with the JVM. Its cost
 * is small, and the number of such threads is limited; beyond the limit, opening fails with an exception.
 *
 * <p>Safe to share.
 */
final class Opening {
    /** Long enough for a slow disk or a directory that is mounted on first access. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int MOST_THREADS = 512;
    private static final int STACK_BYTES = 1 << 18;

    /** How long a thread stays without a file to open. */
    private static final Duration IDLE = Duration.ofMinutes(1);

    /** Waking a thread takes longer than opening a file. */
    private static final long SPIN_NANOS = 50_000;

    private static final boolean MULTIPROCESSOR = Runtime.getRuntime().availableProcessors() > 1;

    private static final Opening OF_THIS_PROCESS = new Opening(PATIENCE, MOST_THREADS);

    private final Duration patience;
    private final Semaphore free;
    private final ConcurrentLinkedDeque<Opener> idle = new ConcurrentLinkedDeque<>();

    /** With other limits, for tests. */
    Opening(Duration patience, int mostThreads) {
        this.patience = patience;
        this.free = new Semaphore(mostThreads);
    }

    /**
     * Opens a file or a directory; in the calling thread if it is not on the default file system, where nothing blocks.
     *
     * @throws OpenedTooLateException if it takes too long
     * @throws IOException if opening throws it
     */
    static <T extends Closeable> T of(Path file, Callable<T> opening) throws IOException {
        return OF_THIS_PROCESS.open(file, opening);
    }

    <T extends Closeable> T open(Path file, Callable<T> opening) throws IOException {
        var attempt = new Attempt<>(opening);
        try {
            if (!file.getFileSystem().equals(FileSystems.getDefault())) {
                attempt.run();
            } else if (Uninterruptibles.tryAcquireUninterruptibly(free, patience)) {
                start(attempt);
            } else {
                throw new OpenedTooLateException(file, patience, "too many files have been replaced by pipes");
            }
            return opened(file, attempt);
        } catch (ExecutionException e) {
            throw thrown(Objects.requireNonNull(e.getCause()));
        }
    }

    private <T extends Closeable> T opened(Path file, Attempt<T> attempt) throws IOException, ExecutionException {
        spin(attempt::isDone);
        try {
            return Objects.requireNonNull(Uninterruptibles.getUninterruptibly(attempt, patience));
        } catch (TimeoutException e) {
            if (attempt.cancel(false)) {
                throw new OpenedTooLateException(file, patience, "it may have been replaced by a pipe");
            }
            return Objects.requireNonNull(Uninterruptibles.getUninterruptibly(attempt)); // it ended this very moment
        }
    }

    /** Closes a resource that an abandoned thread is using, as soon as the thread ends. */
    static void closeInTime(Closeable held) {
        OF_THIS_PROCESS.run(() -> {
            try {
                held.close();
            } catch (IOException e) {
                // The result is no longer needed.
            }
        });
    }

    private void start(Attempt<?> attempt) {
        boolean started = false;
        try {
            run(() -> {
                try {
                    attempt.run();
                } finally {
                    free.release();
                }
            });
            started = true;
        } finally {
            if (!started) {
                free.release(); // the system had no thread to give
            }
        }
    }

    /** In the thread that became idle last, which may still be spinning. */
    private void run(Runnable task) {
        Opener opener = idle.pollFirst();
        if (opener == null) {
            new Opener(task).start();
        } else {
            opener.next(task);
        }
    }

    /** Waits for what is likely to happen within microseconds; waking a thread takes longer. */
    private static void spin(BooleanSupplier happened) {
        if (MULTIPROCESSOR && !happened.getAsBoolean()) {
            long end = System.nanoTime() + SPIN_NANOS;
            while (!happened.getAsBoolean() && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        }
    }

    /** The exception of the other thread, for the caller. */
    private static IOException thrown(Throwable failure) {
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return (IOException) failure;
    }

    /** A thread that opens files, and ends after a minute without any. */
    private final class Opener extends Thread {
        private volatile @Nullable Runnable task;
        private boolean quick; // the last task came so soon that the next one is worth spinning for

        Opener(Runnable task) {
            super(null, null, "ossec4j-open", STACK_BYTES, false);
            setDaemon(true);
            this.task = task;
        }

        void next(Runnable next) {
            task = next;
            LockSupport.unpark(this);
        }

        @Override
        public void run() {
            Runnable current = task;
            while (current != null) {
                current.run();
                task = null;
                idle.addFirst(this);
                current = awaitTask();
            }
        }

        /** The next task; null if there was none in time and no other thread is about to assign one. */
        private @Nullable Runnable awaitTask() {
            long start = System.nanoTime();
            if (quick) {
                spin(() -> task != null);
            }
            while (task == null) {
                long left = start + IDLE.toNanos() - System.nanoTime();
                if (left <= 0 && idle.remove(this)) {
                    return null;
                }
                LockSupport.parkNanos(this, Math.max(left, SPIN_NANOS));
            }
            quick = System.nanoTime() - start < SPIN_NANOS;
            return task;
        }
    }

    /** An attempt to open; a resource that is opened too late is closed. */
    private static final class Attempt<T extends Closeable> extends FutureTask<T> {
        Attempt(Callable<T> opening) {
            super(opening);
        }

        @Override
        protected void set(T opened) {
            super.set(opened);
            if (isCancelled()) {
                try {
                    opened.close();
                } catch (IOException e) {
                    // Nobody waits for it any more.
                }
            }
        }
    }
}
