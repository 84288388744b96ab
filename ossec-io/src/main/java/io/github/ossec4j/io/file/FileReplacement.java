package io.github.ossec4j.io.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The new content of a file, written in a directory of its own beside it: {@link #commit()} moves it into place in one
 * step, {@link #close()} without that leaves everything as it was.
 *
 * <p>The new file gets owner and group of the old one, and its permissions unless others are given. A file that did not
 * exist, or was a link, gets the group of its directory.
 *
 * <p>The directory of its own, with permissions for this user alone, is what makes this safe where others may write beside
 * the file: whoever may exchange names there cannot reach what is in it, so that no link or foreign file takes the new
 * content's place while it gets its owner and permissions. One thread at a time.
 */
public final class FileReplacement implements Closeable {
    private static final String SUFFIX = ".ossec4j-new";
    private static final String CONTENT = "content";
    private static final FileAttribute<?>[] NO_ATTRIBUTES = {};

    private final Path target;
    private final HeldDirectory parent;
    private final Path temporary; // the name of the directory of its own
    private final HeldDirectory own;
    private final Path name; // in that directory
    private final Optional<Set<PosixFilePermission>> permissions;
    private final SeekableByteChannel channel;
    private final OutputStream content;
    private boolean givenToDirectoryOwner;
    private boolean prepared;

    private FileReplacement(
            Path target,
            HeldDirectory parent,
            Path temporary,
            HeldDirectory own,
            Optional<Set<PosixFilePermission>> permissions)
            throws IOException {
        this.target = target;
        this.parent = parent;
        this.temporary = temporary;
        this.own = own;
        this.name = target.getFileSystem().getPath(CONTENT);
        this.permissions = permissions;
        this.channel = own.channel(
                name,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                own.posix().isPresent() ? ours("rw-------") : NO_ATTRIBUTES);
        this.content = Channels.newOutputStream(channel);
    }

    private static FileAttribute<?>[] ours(String permissions) {
        return new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        };
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

    /** Starts new content for a file that is to belong to the owner and group of its directory, with mode 0640. */
    static FileReplacement ofDirectoryOwner(Path target) throws IOException {
        FileReplacement created = open(target, Optional.of(PosixFilePermissions.fromString("rw-r-----")));
        created.givenToDirectoryOwner = true;
        return created;
    }

    private static FileReplacement open(Path target, Optional<Set<PosixFilePermission>> permissions)
            throws IOException {
        HeldDirectory parent = HeldDirectory.holding(target);
        try {
            return open(target, parent, permissions);
        } catch (FileSystemException e) {
            parent.close();
            throw reportedOf(e, target);
        } catch (ReadOnlyFileSystemException e) {
            parent.close();
            throw readOnly(target, e);
        } catch (IOException | RuntimeException e) {
            parent.close();
            throw e;
        }
    }

    /** As the system's own file system reports it. */
    static IOException readOnly(Path file, ReadOnlyFileSystemException e) {
        return (IOException) new FileSystemException(file.toString(), null, "Read-only file system").initCause(e);
    }

    private static FileReplacement open(
            Path target, HeldDirectory parent, Optional<Set<PosixFilePermission>> permissions) throws IOException {
        Path temporary = target.getFileSystem()
                .getPath("." + target.getFileName() + "."
                        + Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), 36) + SUFFIX);
        boolean posix = parent.posix().isPresent();
        Files.createDirectory(parent.path().resolve(temporary), posix ? ours("rwx------") : NO_ATTRIBUTES);
        HeldDirectory own = parent.child(temporary);
        try {
            var replacement = new FileReplacement(target, parent, temporary, own, permissions);
            replacement.requireOwnDirectory();
            return replacement;
        } catch (IOException | RuntimeException e) {
            own.close();
            discard(parent.path(), temporary);
            throw e;
        }
    }

    /** A directory that others may write, put in the place of the one just made, would give them the content. */
    private void requireOwnDirectory() throws IOException {
        Optional<PosixFileAttributeView> directory = own.posix();
        if (directory.isPresent()) {
            PosixFileAttributes attributes = directory.get().readAttributes();
            UserPrincipal self = own.posix(name).orElseThrow().readAttributes().owner();
            if (!attributes.owner().equals(self)
                    || !attributes.permissions().equals(PosixFilePermissions.fromString("rwx------"))) {
                throw new FileSystemException(
                        target.toString(), null, "another process exchanges files in its directory");
            }
        }
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
        Optional<PosixFileAttributeView> view = own.posix(name);
        if (view.isPresent()) {
            try {
                takeOver(view.get());
            } catch (FileSystemException e) {
                throw reportedOf(e, target);
            }
        }
        if (channel instanceof FileChannel file) { // that of a disk always is one
            file.force(true);
        }
        content.close();
        prepared = true;
    }

    private void takeOver(PosixFileAttributeView view) throws IOException {
        PosixFileAttributes current = view.readAttributes();
        Optional<PosixFileAttributes> old =
                givenToDirectoryOwner ? Optional.of(parent.posix().orElseThrow().readAttributes()) : replaced();
        if (old.isPresent()) {
            // Without the right to give the file its owner and group, OSSEC could no longer read it: better to fail.
            if (!current.owner().equals(old.get().owner())) {
                view.setOwner(old.get().owner());
            }
            if (!current.group().equals(old.get().group())) {
                view.setGroup(old.get().group());
            }
        } else {
            setGroupIfAllowed(view, parent.posix().orElseThrow().readAttributes());
        }
        if (permissions.isPresent()) {
            view.setPermissions(permissions.get());
        } else if (old.isPresent()) {
            view.setPermissions(old.get().permissions());
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
            own.move(name, parent, target.getFileName());
        } catch (FileSystemException e) {
            throw reportedOf(e, target);
        }
        syncDirectory(parent.path());
    }

    private static void syncDirectory(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException | UnsupportedOperationException e) {
            // Not every system lets directories be synced; the file itself is on the disk.
        }
    }

    /** Drops the new content unless it was committed. */
    @Override
    public void close() throws IOException {
        try (parent;
                own) {
            content.close();
        } finally {
            discard(parent.path(), temporary);
        }
    }

    /**
     * Deletes what a process that was killed left; only for a caller that holds the lock of that file. What another
     * program keeps under such a name is left alone.
     */
    public static void deleteLeftovers(Path target) throws IOException {
        String prefix = "." + target.getFileName() + ".";
        try (HeldDirectory parent = HeldDirectory.holding(target)) {
            for (Path name : parent.names()) {
                if (name.toString().startsWith(prefix) && name.toString().endsWith(SUFFIX)) {
                    discard(parent.path(), name);
                }
            }
        }
    }

    /** Deletes a directory of new content; not if it holds anything else. */
    private static void discard(Path directory, Path name) {
        Path content = name.getFileSystem().getPath(CONTENT);
        try (HeldDirectory parent = HeldDirectory.open(directory)) {
            try (HeldDirectory own = parent.child(name)) {
                own.deleteFile(content);
            } catch (NoSuchFileException e) {
                // It was committed, or is gone altogether.
            }
            parent.deleteDirectory(name);
        } catch (IOException e) {
            // Gone already, or not ours; in neither case does it stand in the way.
        }
    }
}
