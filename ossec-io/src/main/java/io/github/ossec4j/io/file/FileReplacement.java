package io.github.ossec4j.io.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The new content of a file, written beside it: {@link #commit()} moves it into place in one step, {@link #close()} without
 * that leaves everything as it was.
 *
 * <p>The new file gets owner and group of the old one, and its permissions unless others are given. A file that did not
 * exist gets the group of its directory. One thread at a time.
 */
public final class FileReplacement implements Closeable {
    private static final String SUFFIX = ".ossec4j-new";
    private static final Set<PosixFilePermission> OURS_ALONE =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final FileAttribute<?>[] NO_ATTRIBUTES = {};

    private final Path target;
    private final Path temporary;
    private final Optional<Set<PosixFilePermission>> permissions;
    private final SeekableByteChannel channel;
    private final OutputStream content;
    private boolean prepared;
    private boolean committed;

    private FileReplacement(
            Path target, Path temporary, Optional<Set<PosixFilePermission>> permissions, SeekableByteChannel channel) {
        this.target = target;
        this.temporary = temporary;
        this.permissions = permissions;
        this.channel = channel;
        this.content = Channels.newOutputStream(channel);
    }

    /**
     * The file to replace where a name may be a symbolic link that is to stay one: where the link leads, else the file
     * itself.
     *
     * @throws NoSuchFileException if the link leads nowhere
     */
    public static Path behindLinks(Path file) throws IOException {
        return Files.isSymbolicLink(file) ? file.toRealPath() : file;
    }

    /** Begins new content for a file, which need not exist; its permissions are kept. */
    public static FileReplacement of(Path target) throws IOException {
        return open(target, Optional.empty());
    }

    /** Begins new content for a file, which need not exist, to have these permissions. */
    public static FileReplacement of(Path target, Set<PosixFilePermission> permissions) throws IOException {
        return open(target, Optional.of(permissions));
    }

    private static FileReplacement open(Path target, Optional<Set<PosixFilePermission>> permissions)
            throws IOException {
        try {
            return create(target, permissions);
        } catch (ReadOnlyFileSystemException e) {
            throw readOnly(target, e);
        }
    }

    /** As the system's own file system tells it. */
    static IOException readOnly(Path file, ReadOnlyFileSystemException e) {
        return (IOException) new FileSystemException(file.toString(), null, "Read-only file system").initCause(e);
    }

    private static FileReplacement create(Path target, Optional<Set<PosixFilePermission>> permissions)
            throws IOException {
        Path temporary = target.resolveSibling("." + target.getFileName() + "."
                + Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), 36) + SUFFIX);
        boolean posix = Files.getFileStore(parent(target)).supportsFileAttributeView(PosixFileAttributeView.class);
        try {
            SeekableByteChannel channel = Files.newByteChannel(
                    temporary,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    posix ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OURS_ALONE)} : NO_ATTRIBUTES);
            return new FileReplacement(target, temporary, permissions, channel);
        } catch (FileSystemException e) {
            throw ofTarget(e, target, temporary);
        }
    }

    /** What failed with the new file is told of the file it is for: nobody knows the other name. */
    private static FileSystemException ofTarget(FileSystemException e, Path target, Path temporary) {
        if (e instanceof NoSuchFileException || !temporary.toString().equals(e.getFile())) {
            return e;
        }
        FileSystemException told = e instanceof AccessDeniedException
                ? new AccessDeniedException(target.toString(), null, e.getReason())
                : new FileSystemException(target.toString(), null, e.getReason());
        told.initCause(e);
        return told;
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? file.toAbsolutePath().resolveSibling("") : parent;
    }

    /** Where the new content goes; not buffered. */
    public OutputStream content() {
        return content;
    }

    /** Brings the content to the disk and sets owner, group and permissions; afterwards only the move can fail. */
    public void prepare() throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
        if (view != null) {
            try {
                takeOver(view);
            } catch (FileSystemException e) {
                throw ofTarget(e, target, temporary);
            }
        }
        if (channel instanceof FileChannel file) { // that of a disk always is one
            file.force(true);
        }
        content.close();
        prepared = true;
    }

    private void takeOver(PosixFileAttributeView view) throws IOException {
        PosixFileAttributes own = view.readAttributes();
        PosixFileAttributes old = null;
        try {
            old = Files.readAttributes(target, PosixFileAttributes.class);
        } catch (NoSuchFileException e) {
            PosixFileAttributes directory = Files.readAttributes(parent(target), PosixFileAttributes.class);
            if (!own.group().equals(directory.group())) {
                setGroupIfAllowed(view, directory);
            }
        }
        if (old != null) {
            // Without the right to give the file its owner and group, OSSEC could no longer read it: better to fail.
            if (!own.owner().equals(old.owner())) {
                view.setOwner(old.owner());
            }
            if (!own.group().equals(old.group())) {
                view.setGroup(old.group());
            }
        }
        if (permissions.isPresent()) {
            view.setPermissions(permissions.get());
        } else if (old != null) {
            view.setPermissions(old.permissions());
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
            move();
        } catch (FileSystemException e) {
            throw ofTarget(e, target, temporary);
        }
        committed = true;
        syncDirectory(parent(target));
    }

    private void move() throws IOException {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
        }
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
        if (!committed) {
            try {
                content.close();
            } finally {
                Files.deleteIfExists(temporary);
            }
        }
    }

    /** Deletes what a process that was killed left behind; only for who holds the lock of that file. */
    public static void deleteLeftovers(Path target) throws IOException {
        String prefix = "." + target.getFileName() + ".";
        try (DirectoryStream<Path> files = Files.newDirectoryStream(parent(target))) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (name.startsWith(prefix) && name.endsWith(SUFFIX)) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }
}
