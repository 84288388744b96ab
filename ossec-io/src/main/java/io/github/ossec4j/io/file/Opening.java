package io.github.ossec4j.io.file;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;

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

    private static final Opening OF_THIS_PROCESS = new Opening(PATIENCE, MOST_THREADS);

    private final Duration patience;
    private final Semaphore free;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        var thread = new Thread(null, task, "ossec4j-open", STACK_BYTES, false);
        thread.setDaemon(true);
        return thread;
    });

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
                begin(attempt);
            } else {
                throw new OpenedTooLateException(file, patience, "too many files have been replaced by pipes");
            }
            return opened(file, attempt);
        } catch (ExecutionException e) {
            throw thrown(Objects.requireNonNull(e.getCause()));
        }
    }

    private <T extends Closeable> T opened(Path file, Attempt<T> attempt) throws IOException, ExecutionException {
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
        OF_THIS_PROCESS.threads.execute(() -> {
            try {
                held.close();
            } catch (IOException e) {
                // The result is no longer needed.
            }
        });
    }

    private void begin(Attempt<?> attempt) {
        boolean begun = false;
        try {
            threads.execute(() -> {
                try {
                    attempt.run();
                } finally {
                    free.release();
                }
            });
            begun = true;
        } finally {
            if (!begun) {
                free.release(); // the system had no thread to give
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
