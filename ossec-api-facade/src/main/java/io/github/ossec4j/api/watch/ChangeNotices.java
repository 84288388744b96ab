package io.github.ossec4j.api.watch;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The system's notices of changes in some directories, if there are any: not on macOS, where the JDK itself looks at every
 * file again and again, not on network file systems, where others may write, and not if the system has no more of them to
 * give. A directory that does not exist, or is exchanged for another, is watched from the next {@link #renew()} on.
 *
 * <p>One thread at a time; any thread may close it, which ends waiting.
 */
final class ChangeNotices implements Closeable {
    private static final Set<String> NETWORK =
            Set.of("nfs", "nfs4", "cifs", "smb2", "smb3", "9p", "fuse.sshfs", "ceph");

    private static final WatchEvent.Kind<?>[] KINDS = {
        StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE, StandardWatchEventKinds.ENTRY_MODIFY
    };

    private final List<Path> directories;
    private final @Nullable WatchService service;
    private final Map<Path, WatchKey> keys = new HashMap<>();
    private final Map<WatchKey, Path> byKey = new HashMap<>();
    private final Map<Path, Object> identities = new HashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean isRefused;

    private ChangeNotices(List<Path> directories, @Nullable WatchService service) {
        this.directories = new ArrayList<>(directories);
        this.service = service;
    }

    static ChangeNotices of(List<Path> directories) {
        return new ChangeNotices(directories, service(directories));
    }

    /** Without notices, even if the system has them. */
    static ChangeNotices none() {
        return new ChangeNotices(List.of(), null);
    }

    private static @Nullable WatchService service(List<Path> directories) {
        boolean isMac =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac");
        try {
            for (Path directory : directories) {
                if (isMac || !directory.getFileSystem().equals(FileSystems.getDefault()) || isOnNetwork(directory)) {
                    return null;
                }
            }
            return FileSystems.getDefault().newWatchService();
        } catch (IOException | UnsupportedOperationException e) {
            return null; // the system gives only so many
        }
    }

    private static boolean isOnNetwork(Path directory) throws IOException {
        try {
            return NETWORK.contains(Files.getFileStore(directory).type());
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Whether the system reports changes in all directories that exist. */
    boolean areLive() {
        return service != null && !isRefused;
    }

    /** Watches another directory, if it exists already from now on. */
    void add(Path directory) throws IOException {
        if (service != null && !keys.containsKey(directory)) {
            if (!directories.contains(directory)) {
                directories.add(directory);
            }
            renew(directory);
        }
    }

    /** Watches directories that are new, or others than before. */
    void renew() throws IOException {
        if (service == null) {
            return;
        }
        for (Path directory : directories) {
            renew(directory);
        }
    }

    private void renew(Path directory) throws IOException {
        WatchService active = service;
        if (active == null) {
            return;
        }
        try {
            Object identity = Objects.requireNonNullElse(
                    Files.readAttributes(directory, BasicFileAttributes.class).fileKey(), directory);
            WatchKey key = keys.get(directory);
            if (key == null || !key.isValid() || !identity.equals(identities.get(directory))) {
                forget(directory);
                WatchKey made = directory.register(active, KINDS);
                keys.put(directory, made);
                byKey.put(made, directory);
                identities.put(directory, identity);
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            forget(directory);
        } catch (ClosedWatchServiceException e) {
            // The watch has ended.
        } catch (IOException e) {
            isRefused = true; // the system watches only so many directories of a user
        }
    }

    private void forget(Path directory) {
        WatchKey key = keys.remove(directory);
        if (key != null) {
            key.cancel();
            byKey.remove(key);
        }
    }

    /**
     * Waits for notices and passes on the changed files.
     *
     * @param nanos how long at most; 0 for those that are there
     * @return whether notices have been lost
     */
    boolean await(long nanos, Consumer<Path> changed) throws InterruptedException {
        if (service == null) {
            if (nanos > 0) {
                closed.await(nanos, TimeUnit.NANOSECONDS);
            }
            return false;
        }
        boolean isLost = false;
        try {
            WatchKey key = nanos > 0 ? service.poll(nanos, TimeUnit.NANOSECONDS) : service.poll();
            while (key != null) {
                isLost |= pass(key, changed);
                key = service.poll();
            }
        } catch (ClosedWatchServiceException e) {
            return false;
        }
        return isLost;
    }

    private boolean pass(WatchKey key, Consumer<Path> changed) {
        boolean isLost = false;
        Path directory = byKey.get(key);
        for (WatchEvent<?> event : key.pollEvents()) {
            if (event.kind().equals(StandardWatchEventKinds.OVERFLOW)) {
                isLost = true;
            } else if (directory != null && event.context() instanceof Path name) {
                changed.accept(directory.resolve(name));
            }
        }
        return !key.reset() || isLost; // a directory that is gone
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        if (service != null) {
            service.close();
        }
    }
}
