package io.github.ossec4j.io.file;

import com.google.common.util.concurrent.Striped;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The right to change a file, held by one thread of one process: {@link #of(Path)} waits for it, {@link #close()} gives it
 * back.
 *
 * <p>It is a lock of the operating system on an empty file of its own, which a killed process loses. The file is never
 * written and stays where it is, so that all who wait lock the same one. A link or a second name of another file is
 * refused. OSSEC's own tools know nothing of the lock.
 */
public final class FileLocking implements Closeable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(4);
    private static final Set<OpenOption> OPTIONS =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    private static final FileAttribute<?>[] NO_ATTRIBUTES = {};

    /** The operating system's locks are per process: threads of this one wait here. */
    private static final Striped<Lock> THREADS = Striped.lazyWeakLock(1 << 16);

    private final Lock threads;
    private final @Nullable FileChannel channel;

    private FileLocking(Lock threads, @Nullable FileChannel channel) {
        this.threads = threads;
        this.channel = channel;
    }

    /**
     * Waits for the right to change a file, at most a minute.
     *
     * @param lockFile the file to be locked, which must have no other use; created if there is none, with permissions for
     *     its owner alone
     * @throws FileSystemException if another process does not give it back, or if it is a link or has a second name
     */
    public static FileLocking of(Path lockFile) throws IOException {
        Path file = byItsOneName(lockFile);
        Lock threads = THREADS.get(file.toUri().toString());
        threads.lock();
        try {
            return new FileLocking(threads, lock(file));
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
        requireUsable(lockFile);
        FileChannel channel = FileChannel.open(lockFile, OPTIONS, attributes(lockFile));
        try {
            requireUsable(lockFile); // also what was put there between the first look and the opening
            await(channel, lockFile, deadline);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static FileAttribute<?>[] attributes(Path lockFile) {
        return lockFile.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : NO_ATTRIBUTES;
    }

    /** Neither a pipe, which would wait for a reader, nor anything that has a use under another name. */
    private static void requireUsable(Path lockFile) throws IOException {
        try {
            if (!RegularFile.require(lockFile, LinkOption.NOFOLLOW_LINKS).isRegularFile()) {
                throw new FileSystemException(lockFile.toString(), null, "is a device, not a regular file");
            }
            if (lockFile.getFileSystem().supportedFileAttributeViews().contains("unix")
                    && (int) Files.getAttribute(lockFile, "unix:nlink", LinkOption.NOFOLLOW_LINKS) != 1) {
                throw new FileSystemException(
                        lockFile.toString(), null, "has a second name, which a lock file must not");
            }
        } catch (NoSuchFileException e) {
            // The first change in this home: it is made now.
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

    /** Gives the right back. */
    @Override
    public void close() throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            threads.unlock();
        }
    }
}
