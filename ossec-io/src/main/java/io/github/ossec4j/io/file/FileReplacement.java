package io.github.ossec4j.io.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The new content of a file, written in an {@link OwnDirectory} beside it: {@link #commit()} moves it into place in one
 * step, {@link #close()} without that leaves everything as it was.
 *
 * <p>The new file gets owner and group of the old one, and its permissions unless others are given. A file that did not
 * exist, or was a link, gets the group of its directory. One thread at a time.
 */
public final class FileReplacement implements Closeable {
    private static final Set<PosixFilePermission> DAEMONS_OWN = PosixFilePermissions.fromString("rw-r-----");

    private final Path target;
    private final HeldDirectory parent;
    private final OwnDirectory own;
    private final Optional<Set<PosixFilePermission>> permissions;
    private final boolean givenToDirectoryOwner;
    private final OutputStream content;
    private boolean prepared;

    private FileReplacement(
            Path target,
            HeldDirectory parent,
            Optional<Set<PosixFilePermission>> permissions,
            boolean givenToDirectoryOwner)
            throws IOException {
        this.target = target;
        this.parent = parent;
        this.permissions = permissions;
        this.givenToDirectoryOwner = givenToDirectoryOwner;
        try {
            this.own = OwnDirectory.in(parent, target);
        } catch (FileSystemException e) {
            throw reportedOf(e, target);
        } catch (ReadOnlyFileSystemException e) {
            throw readOnly(target, e);
        }
        this.content = Channels.newOutputStream(own.content());
    }

    /**
     * The file to replace where a name may be a symbolic link that is to stay one: where the link leads, else the file
     * itself.
     *
     * @throws NoSuchFileException if the link leads nowhere
     */
    public static Path linkTarget(Path file) throws IOException {
        return Files.isSymbolicLink(file) ? file.toRealPath() : file;
    }

    /** Starts new content for a file, which need not exist; its permissions are kept. */
    public static FileReplacement of(Path target) throws IOException {
        return open(target, Optional.empty());
    }

    /** Starts new content for a file, which need not exist, to have these permissions. */
    public static FileReplacement of(Path target, Set<PosixFilePermission> permissions) throws IOException {
        return open(target, Optional.of(permissions));
    }

    private static FileReplacement open(Path target, Optional<Set<PosixFilePermission>> permissions)
            throws IOException {
        HeldDirectory parent = HeldDirectory.holding(target);
        try {
            return new FileReplacement(target, parent, permissions, false);
        } catch (IOException | RuntimeException e) {
            parent.close();
            throw e;
        }
    }

    /**
     * Starts new content for a file that is to belong to the owner and group of its directory, with mode 0640.
     *
     * @param parent its directory, which stays open
     */
    static FileReplacement ofDirectoryOwner(HeldDirectory parent, Path name) throws IOException {
        return new FileReplacement(parent.path().resolve(name), parent, Optional.of(DAEMONS_OWN), true);
    }

    /** As the system's own file system reports it. */
    static IOException readOnly(Path file, ReadOnlyFileSystemException e) {
        return (IOException) new FileSystemException(file.toString(), null, "Read-only file system").initCause(e);
    }

    /** A failure with the new content, reported of the file that it is for: nobody knows the other names. */
    static FileSystemException reportedOf(FileSystemException e, Path file) {
        FileSystemException reported;
        if (e instanceof AccessDeniedException) {
            reported = new AccessDeniedException(file.toString(), null, e.getReason());
        } else if (e instanceof NoSuchFileException) {
            reported = new NoSuchFileException(file.toString(), null, e.getReason());
        } else {
            reported = new FileSystemException(file.toString(), null, e.getReason());
        }
        reported.initCause(e);
        return reported;
    }

    /** Where the new content goes; not buffered. */
    public OutputStream content() {
        return content;
    }

    /** Brings the content to the disk and sets owner, group and permissions; afterwards only the move can fail. */
    public void prepare() throws IOException {
        try {
            if (givenToDirectoryOwner) {
                parent.give(own, OwnDirectory.CONTENT, PosixFilePermissions.toString(DAEMONS_OWN));
            } else {
                takeOver();
            }
        } catch (FileSystemException e) {
            throw reportedOf(e, target);
        }
        if (target.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            // A time that was set is not that of the last change of the file: so nobody takes it for one being written.
            own.setModified(OwnDirectory.CONTENT, FileTime.from(Instant.now()));
        }
        OwnDirectory.finish(own.content());
        prepared = true;
    }

    private void takeOver() throws IOException {
        Optional<PosixFileAttributeView> view = own.posix(OwnDirectory.CONTENT);
        if (view.isEmpty()) {
            return;
        }
        Optional<PosixFileAttributes> old = replaced();
        if (old.isPresent()) {
            HeldDirectory.takeOver(view.get(), old.get());
        } else {
            setGroupIfAllowed(view.get(), parent.posix().orElseThrow().readAttributes());
        }
        if (permissions.isPresent()) {
            view.get().setPermissions(permissions.get());
        } else if (old.isPresent()) {
            view.get().setPermissions(old.get().permissions());
        }
    }

    private Optional<PosixFileAttributes> replaced() throws IOException {
        try {
            PosixFileAttributes old =
                    parent.posix(target.getFileName()).orElseThrow().readAttributes();
            return old.isSymbolicLink() ? Optional.empty() : Optional.of(old);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static void setGroupIfAllowed(PosixFileAttributeView view, PosixFileAttributes directory) {
        try {
            view.setGroup(directory.group());
        } catch (IOException e) {
            // A new file of an ordinary user keeps that user's group.
        }
    }

    /** Moves the new content into place. */
    public void commit() throws IOException {
        if (!prepared) {
            prepare();
        }
        try {
            own.move(OwnDirectory.CONTENT, parent, target.getFileName());
        } catch (FileSystemException e) {
            throw reportedOf(e, target);
        }
        parent.sync();
    }

    /** Drops the new content unless it was committed. */
    @Override
    public void close() throws IOException {
        try {
            own.close();
        } finally {
            if (!givenToDirectoryOwner) {
                parent.close();
            }
        }
    }

    /**
     * Deletes what a process that was killed left; only for a caller that holds the lock of that file. What another
     * program keeps under such a name is left alone.
     */
    public static void deleteLeftovers(Path target) throws IOException {
        try (HeldDirectory parent = HeldDirectory.holding(target)) {
            OwnDirectory.deleteLeftovers(parent, target);
        }
    }

    /** Deletes what a process that was killed left a while ago, of any file beside this one; no lock is needed. */
    public static void deleteAbandoned(Path target) throws IOException {
        try (HeldDirectory parent = HeldDirectory.holding(target)) {
            OwnDirectory.deleteAbandoned(parent);
        }
    }
}
