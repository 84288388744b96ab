package io.github.ossec4j.io.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An open directory, in which files are opened, changed, moved and deleted by their names alone: whoever exchanges the
 * directory or a part of its path for something else meanwhile does not lead these operations elsewhere.
 *
 * <p>No operation follows a link that replaces a file, and none blocks on a pipe. Where a file system has
 * no such directories (Windows, zip files, in memory) the operations work by path, and only links in place of the file
 * itself are refused. One thread at a time.
 */
public final class HeldDirectory implements Closeable {
    /** Only one thread at a time creates a directory: the next one must find it finished. */
    private static final Object MAKING = new Object();

    private final Path path;
    private final DirectoryStream<Path> stream;
    private final @Nullable SecureDirectoryStream<Path> secure;
    private boolean opening; // an abandoned thread is still opening a file, for which the JDK's close would wait

    private HeldDirectory(Path path, DirectoryStream<Path> stream) {
        this.path = path;
        this.stream = stream;
        this.secure = stream instanceof SecureDirectoryStream<Path> held ? held : null;
    }

    /**
     * Opens a directory; a link to one is followed.
     *
     * @throws NoSuchFileException if there is none
     * @throws NotDirectoryException if it is something else
     */
    @SuppressWarnings("StreamResourceLeak") // closed with the held directory
    public static HeldDirectory open(Path directory) throws IOException {
        return new HeldDirectory(directory, list(directory, "*"));
    }

    /**
     * Lists a directory by its path; a link to one is followed. Unlike {@link Files#newDirectoryStream(Path, String)} it does
     * not block if a pipe has replaced the directory.
     *
     * @param names a glob pattern, as for {@link Files#newDirectoryStream(Path, String)}
     * @throws NoSuchFileException if there is none
     * @throws NotDirectoryException if it is something else
     */
    @SuppressWarnings("StreamResourceLeak") // closed by the caller
    public static DirectoryStream<Path> list(Path directory, String names) throws IOException {
        if (!Files.readAttributes(directory, BasicFileAttributes.class).isDirectory()) {
            throw new NotDirectoryException(directory.toString());
        }
        return Opening.of(directory, () -> Files.newDirectoryStream(directory, names));
    }

    /** Opens the directory that holds a file. */
    static HeldDirectory holding(Path file) throws IOException {
        Path parent = file.getParent();
        return open(parent == null ? file.toAbsolutePath().resolveSibling("") : parent);
    }

    /**
     * Opens a directory in this one; a link is not followed.
     *
     * @throws NotDirectoryException if it is a link or a file
     */
    public HeldDirectory child(Path name) throws IOException {
        Path child = path.resolve(name);
        BasicFileAttributes found = attributes(name);
        if (!found.isDirectory()) {
            throw found.isSymbolicLink()
                    ? new FileSystemException(
                            child.toString(), null, "is a symbolic link, and none is followed to change files")
                    : new NotDirectoryException(child.toString());
        }
        if (secure == null) {
            return open(child);
        }
        // Through its own entry ".", which a pipe does not have: opening a pipe would block.
        SecureDirectoryStream<Path> opened = secure.newDirectoryStream(name.resolve("."));
        var held = new HeldDirectory(child, opened);
        Object key = opened.getFileAttributeView(BasicFileAttributeView.class)
                .readAttributes()
                .fileKey();
        if (!Objects.equals(found.fileKey(), key)) {
            held.close();
            throw new FileSystemException(child.toString(), null, "another process is replacing it");
        }
        return held;
    }

    /**
     * Opens a directory in this one as {@link #child}, and creates it if there is none: with the owner and group of this one,
     * and mode 0750.
     */
    public HeldDirectory childMade(Path name) throws IOException {
        synchronized (MAKING) {
            try {
                return child(name);
            } catch (NoSuchFileException e) {
                return make(name);
            }
        }
    }

    private HeldDirectory make(Path name) throws IOException {
        try {
            createDirectory(name);
        } catch (FileAlreadyExistsException e) {
            return child(name); // another process was faster
        }
        HeldDirectory made = child(name);
        try {
            // A directory with files is not the one just created, or another process was faster: do not change its
            // owner.
            if (isPosix() && made.names().isEmpty()) {
                give(made.posix().orElseThrow(), PosixFilePermissions.fromString("rwxr-x---"));
            }
            return made;
        } catch (IOException | RuntimeException e) {
            made.close();
            throw e;
        }
    }

    /**
     * Creates a directory for this user alone, by path, since the JDK has no other way: if another process redirects that
     * path, all that it gets is an empty directory.
     */
    void createDirectory(Path name) throws IOException {
        Files.createDirectory(path.resolve(name), createdWith(OwnDirectory.OURS_ALONE));
    }

    /** Permissions for what is created here, where there are any. */
    FileAttribute<?>[] createdWith(Set<PosixFilePermission> permissions) {
        return isPosix()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    /** The path by which the directory was opened. */
    public Path path() {
        return path;
    }

    /** A name in it. */
    public Path name(String text) {
        return path.getFileSystem().getPath(text);
    }

    /** The names in the directory, in no order. */
    public List<Path> names() throws IOException {
        var names = new ArrayList<Path>();
        try (DirectoryStream<Path> files =
                secure != null ? secure.newDirectoryStream(name(".")) : Files.newDirectoryStream(path)) {
            for (Path file : files) {
                names.add(file.getFileName());
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    /** Opens a file; never one that a link leads to, and no pipe. */
    public SeekableByteChannel channel(Path name, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        Set<OpenOption> all = new HashSet<>(options);
        if (!path.getFileSystem().provider().getScheme().equals("jar")) {
            all.add(LinkOption.NOFOLLOW_LINKS); // of zip files the JDK follows no links and knows no such option
        }
        SecureDirectoryStream<Path> held = secure;
        Path file = path.resolve(name);
        try {
            return RegularFile.opened(
                    file,
                    () -> held != null
                            ? held.newByteChannel(name, all, attributes)
                            : Files.newByteChannel(file, all, attributes));
        } catch (OpenedTooLateException e) {
            opening = true;
            throw e;
        }
    }

    /**
     * Opens an existing regular file for writing. A pipe that has replaced it since it was checked is refused without
     * blocking, because the file is opened for reading as well.
     */
    public SeekableByteChannel existing(Path name, OpenOption... options) throws IOException {
        Set<OpenOption> all = new HashSet<>(Set.of(options));
        all.add(StandardOpenOption.WRITE);
        if (secure != null) {
            all.add(StandardOpenOption.READ);
        }
        return channel(name, all);
    }

    /** Opens a regular file for reading; follows no link and does not block on a pipe. */
    public SeekableByteChannel reading(Path name) throws IOException {
        BasicFileAttributes found = attributes(name);
        if (!found.isRegularFile()) {
            Path file = path.resolve(name);
            throw new FileSystemException(file.toString(), null, RegularFile.kind(file, found));
        }
        if (secure != null) {
            try {
                return existing(name);
            } catch (AccessDeniedException e) {
                // Without write permission this process has no more rights than the user who could block it.
            }
        }
        return channel(name, Set.of(StandardOpenOption.READ));
    }

    /** The attributes of a file, or of a link itself. */
    public BasicFileAttributes attributes(Path name) throws IOException {
        return basic(name).readAttributes();
    }

    private BasicFileAttributeView basic(Path name) {
        return secure != null
                ? secure.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                : Files.getFileAttributeView(
                        path.resolve(name), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether something has this name. */
    public boolean exists(Path name) throws IOException {
        try {
            attributes(name);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Sets when a file was modified; only for files that no other user can replace. */
    void setModified(Path name, FileTime time) throws IOException {
        basic(name).setTimes(time, null, null);
    }

    boolean isPosix() {
        return posix().isPresent();
    }

    /** Owner, group and permissions of a file, not of what a link leads to; empty where there are none. */
    Optional<PosixFileAttributeView> posix(Path name) {
        return Optional.ofNullable(
                secure != null
                        ? secure.getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        : Files.getFileAttributeView(
                                path.resolve(name), PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS));
    }

    /** Owner, group and permissions of the directory itself; empty where there are none. */
    Optional<PosixFileAttributeView> posix() {
        return Optional.ofNullable(
                secure != null
                        ? secure.getFileAttributeView(PosixFileAttributeView.class)
                        : Files.getFileAttributeView(path, PosixFileAttributeView.class));
    }

    /** Sets the owner and group of this directory, and permissions, on a file that no other user can reach. */
    public void give(OwnDirectory own, String file, String permissions) throws IOException {
        Optional<PosixFileAttributeView> view = own.posix(file);
        if (view.isPresent()) {
            give(view.get(), PosixFilePermissions.fromString(permissions));
        }
    }

    private void give(PosixFileAttributeView file, Set<PosixFilePermission> permissions) throws IOException {
        takeOver(file, posix().orElseThrow().readAttributes());
        file.setPermissions(permissions);
    }

    /** Without the right to give the file its owner and group, OSSEC could no longer read it: better to fail. */
    static void takeOver(PosixFileAttributeView file, PosixFileAttributes from) throws IOException {
        PosixFileAttributes current = file.readAttributes();
        if (!current.owner().equals(from.owner())) {
            file.setOwner(from.owner());
        }
        if (!current.group().equals(from.group())) {
            file.setGroup(from.group());
        }
    }

    /** Moves a file to another directory, in one step where the file system can; it replaces a file that is there. */
    public void move(Path name, HeldDirectory to, Path newName) throws IOException {
        if (secure != null && to.secure != null) {
            secure.move(name, to.secure, newName);
            return;
        }
        Path from = path.resolve(name);
        Path target = to.path.resolve(newName);
        try {
            Files.move(from, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Deletes a file, or a link itself. */
    public void deleteFile(Path name) throws IOException {
        if (secure != null) {
            secure.deleteFile(name);
        } else {
            Files.delete(path.resolve(name));
        }
    }

    /** Deletes an empty directory. */
    void deleteDirectory(Path name) throws IOException {
        if (secure != null) {
            secure.deleteDirectory(name);
        } else {
            Files.delete(path.resolve(name));
        }
    }

    /** Brings what was moved in it to the disk, where the system can do that. */
    public void sync() {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException | UnsupportedOperationException e) {
            // Not every system lets directories be synced; the files themselves are on the disk.
        }
    }

    @Override
    public void close() throws IOException {
        if (opening) {
            Opening.closeInTime(stream);
        } else {
            stream.close();
        }
    }
}
