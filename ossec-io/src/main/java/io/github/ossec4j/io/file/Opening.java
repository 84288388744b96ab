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
 * Opens files and directories without waiting for ever. Whoever opens a named pipe waits for somebody at its other end;
 * nothing ends that, and the JDK knows no other way to open. A look beforehand does not help where somebody else can put a
 * pipe in the place of a file between the look and the opening. So another thread opens, and is left behind if that takes too
 * long.
 *
 * <p>A thread that is left behind stays until somebody opens the other end of its pipe, at worst as long as the process
 * lives. It costs little, and there is a limit to their number: beyond it nothing is opened any more, and that is reported.
 *
 * <p>Safe to share.
 */
final class Opening {
    /** Long enough for a slow disk or a directory that is mounted when it is asked for. */
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
     * Opens a file or a directory; in this thread if it is not in the file system of the machine, as nothing there waits.
     *
     * @throws OpenedTooLateException if it takes too long
     * @throws IOException that the opening throws
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
                throw new OpenedTooLateException(file, patience, "too many pipes were put in the places of files");
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
                throw new OpenedTooLateException(file, patience, "a pipe may have been put in its place");
            }
            return Objects.requireNonNull(Uninterruptibles.getUninterruptibly(attempt)); // it ended this very moment
        }
    }

    /** Closes what a thread that was left behind holds, as soon as that lets go of it. */
    static void closeInTime(Closeable held) {
        OF_THIS_PROCESS.threads.execute(() -> {
            try {
                held.close();
            } catch (IOException e) {
                // Nobody waits for it any more.
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

    /** As the opening threw it, told of the thread that waits for it. */
    private static IOException thrown(Throwable failure) {
        if (failure instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return (IOException) failure;
    }

    /** An opening; what it opens too late is closed. */
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
