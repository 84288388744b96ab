package io.github.ossec4j.io.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The right to change a file, held by one thread of one process: {@link #of(Path)} waits for it, {@link #close()} gives it
 * back.
 *
 * <p>It is a lock of the operating system on a file of its own, which a killed process loses; the file is deleted when
 * the right is given back. OSSEC's own tools know nothing of it.
 */
public final class FileLocking implements Closeable {
    /** Of the lock file, which is a hole but for its last byte. */
    private static final long LONGEST = 1L << 24;

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(4);

    /** The operating system's locks are per process: threads of this one wait here. */
    private static final Map<String, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private final ReentrantLock threads;
    private final Path lockFile;
    private final @Nullable FileChannel channel;

    private FileLocking(ReentrantLock threads, Path lockFile, @Nullable FileChannel channel) {
        this.threads = threads;
        this.lockFile = lockFile;
        this.channel = channel;
    }

    /**
     * Waits for the right to change a file, at most a minute.
     *
     * @param lockFile the file to be locked, which must have no other use
     * @throws FileSystemException if another process does not give it back
     */
    public static FileLocking of(Path lockFile) throws IOException {
        Path file = byItsOneName(lockFile);
        ReentrantLock threads = THREADS.computeIfAbsent(file.toUri().toString(), key -> new ReentrantLock());
        threads.lock();
        try {
            return new FileLocking(threads, file, lock(file));
        } catch (IOException | RuntimeException e) {
            threads.unlock();
            throw e;
        }
    }

    /** The same file, by whatever name its directory was given: threads must meet at one lock. */
    private static Path byItsOneName(Path lockFile) throws IOException {
        Path file = lockFile.toAbsolutePath();
        Path directory = file.getParent();
        return directory == null ? file : directory.toRealPath().resolve(String.valueOf(file.getFileName()));
    }

    private static @Nullable FileChannel lock(Path lockFile) throws IOException {
        if (!lockFile.getFileSystem().equals(FileSystems.getDefault())) {
            return null; // in memory or in a zip file there are no other processes, and hardly a lock that works
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            requireRegularOrMissing(lockFile);
            FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                await(channel, lockFile, deadline);
                if (hasStillItsName(channel, lockFile)) {
                    return channel;
                }
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
            channel.close(); // the holder before has deleted it: wait for the one that has the name now
        }
    }

    /** Neither a pipe, which would wait for a reader, nor {@code /dev/null}, which takes no length. */
    private static void requireRegularOrMissing(Path lockFile) throws IOException {
        try {
            if (!RegularFile.require(lockFile).isRegularFile()) {
                throw new FileSystemException(lockFile.toString(), null, "is a device, not a regular file");
            }
        } catch (NoSuchFileException e) {
            // The usual case: it is made now.
        }
    }

    /**
     * Asks again and again: waiting in the system has no time limit. The channel stays open meanwhile, because closing it
     * would end the lock of another class loader of this process.
     */
    private static void await(FileChannel channel, Path lockFile, long deadline) throws IOException {
        while (!isLocked(channel)) {
            if (System.nanoTime() > deadline) {
                throw new FileSystemException(
                        lockFile.toString(),
                        null,
                        "held by another process for more than " + PATIENCE.toSeconds() + " s");
            }
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE.toNanos()));
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // held by this library in another class loader
        }
    }

    /**
     * Whether the locked file is the one of that name: a length that is given to the one must be seen of the other. The
     * file must not be opened a second time for that, because closing it would end the lock of the whole process.
     */
    private static boolean hasStillItsName(FileChannel channel, Path lockFile) throws IOException {
        long length = 1 + ThreadLocalRandom.current().nextLong(LONGEST);
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(new byte[1]), length - 1);
        try {
            return Files.size(lockFile) == length;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Gives the right back. */
    @Override
    public void close() throws IOException {
        try {
            if (channel != null) {
                Files.deleteIfExists(lockFile); // while it is still ours
                channel.close();
            }
        } finally {
            threads.unlock();
        }
    }
}
