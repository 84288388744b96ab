package io.github.ossec4j.io.file;

import com.google.common.util.concurrent.Striped;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
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
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;

/**
 * The right to change a file, held by one thread of one process: {@link #of(Path)} waits for it, {@link #tryIn} does not,
 * and {@link #close()} gives it back.
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

    /** The files locked by {@link #tryIn}, which threads of this process must not open: closing one would end the lock. */
    private static final Set<URI> TRIED = ConcurrentHashMap.newKeySet();

    private static final int MOST_TRIES = 100;
    private static final Closeable NO_LOCK = () -> {};

    private final Runnable threads;
    private final Closeable system;

    private FileLocking(Runnable threads, Closeable system) {
        this.threads = threads;
        this.system = system;
    }

    /**
     * Waits for the right to change a file, at most a minute.
     *
     * @param lockFile the file to be locked, which must have no other use; created if there is none, with permissions for
     *     its owner alone
     * @throws FileSystemException if another thread or process does not give it back, or if it is a link or has a second
     *     name
     * @throws InterruptedIOException if this thread is interrupted while it waits; it still is
     */
    public static FileLocking of(Path lockFile) throws IOException {
        Path file = byItsOneName(lockFile);
        Lock threads = THREADS.get(file.toUri().toString());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            if (!threads.tryLock(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                throw held(file, "another thread");
            }
        } catch (InterruptedException e) {
            throw interrupted(file);
        }
        try {
            return new FileLocking(threads::unlock, lock(file, deadline));
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

    /**
     * The right to change what is in a directory that others may write, if nobody has it; it does not wait. The lock file
     * belongs to the owner of the directory, so that it is one lock for root and for the daemon's user.
     *
     * @param name of the lock file, which must have no other use; it is deleted at the end
     * @return empty if another thread or process has it
     */
    public static Optional<FileLocking> tryIn(HeldDirectory directory, Path name) throws IOException {
        URI file = directory.path().toRealPath().resolve(name).toUri();
        if (!TRIED.add(file)) {
            return Optional.empty();
        }
        Runnable end = () -> TRIED.remove(file);
        Optional<FileLocking> found = Optional.empty();
        try {
            found = directory.path().getFileSystem().equals(FileSystems.getDefault())
                    ? tryLock(directory, name).map(system -> new FileLocking(end, system))
                    : Optional.of(new FileLocking(end, NO_LOCK));
        } finally {
            if (found.isEmpty()) {
                end.run();
            }
        }
        return found;
    }

    /**
     * What is locked must be what has the name afterwards: the file of another owner is replaced, by the one who has locked
     * it.
     */
    private static Optional<Closeable> tryLock(HeldDirectory directory, Path name) throws IOException {
        for (int i = 0; i < MOST_TRIES; i++) {
            create(directory, name);
            Object key = directory.attributes(name).fileKey();
            FileChannel channel = (FileChannel) directory.existing(name);
            boolean isHeld = false;
            try {
                if (!isLocked(channel)) {
                    return Optional.empty();
                }
                if (Objects.equals(key, directory.attributes(name).fileKey())) {
                    if (belongsToOwnerOf(directory, name)) {
                        isHeld = true;
                        return Optional.of(() -> end(directory, name, channel));
                    }
                    try (FileReplacement given = FileReplacement.ofDirectoryOwner(directory, name)) {
                        given.commit();
                    }
                }
            } catch (NoSuchFileException e) {
                // Whoever had it has deleted it.
            } finally {
                if (!isHeld) {
                    channel.close();
                }
            }
        }
        throw new FileSystemException(
                directory.path().resolve(name).toString(), null, "another process exchanges this file");
    }

    /** Deleted before it is given back: whoever waits for the one that was deleted looks at the name again. */
    private static void end(HeldDirectory directory, Path name, FileChannel channel) throws IOException {
        try (channel) {
            directory.deleteFile(name);
        } catch (NoSuchFileException e) {
            // Somebody else has tidied up.
        }
    }

    private static boolean belongsToOwnerOf(HeldDirectory directory, Path name) throws IOException {
        return !directory.isPosix()
                || directory
                        .posix()
                        .orElseThrow()
                        .readAttributes()
                        .owner()
                        .equals(directory
                                .posix(name)
                                .orElseThrow()
                                .readAttributes()
                                .owner());
    }

    private static void create(HeldDirectory directory, Path name) throws IOException {
        try {
            BasicFileAttributes found = directory.attributes(name);
            if (!found.isRegularFile()) {
                throw new FileSystemException(
                        directory.path().resolve(name).toString(), null, "is not a regular file, as a lock must be");
            }
        } catch (NoSuchFileException e) {
            directory
                    .channel(
                            name,
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ),
                            attributes(directory.path()))
                    .close();
        }
    }

    private static FileSystemException held(Path lockFile, String by) {
        return new FileSystemException(
                lockFile.toString(), null, "held by " + by + " for more than " + PATIENCE.toSeconds() + " s");
    }

    private static InterruptedIOException interrupted(Path lockFile) {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while waiting for " + lockFile);
    }

    private static Closeable lock(Path lockFile, long deadline) throws IOException {
        if (!lockFile.getFileSystem().equals(FileSystems.getDefault())) {
            return NO_LOCK; // in memory or in a zip file there are no other processes, and hardly a lock that works
        }
        requireUsable(lockFile);
        FileChannel channel =
                RegularFile.opened(lockFile, () -> FileChannel.open(lockFile, OPTIONS, attributes(lockFile)));
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
                throw held(lockFile, "another process");
            }
            if (Thread.currentThread().isInterrupted()) {
                throw interrupted(lockFile);
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
            system.close();
        } finally {
            threads.run();
        }
    }
}
