package io.github.ossec4j.io.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An open directory, in which files are opened, changed, moved and deleted by their names alone: whoever exchanges the
 * directory or a part of its path for something else meanwhile does not lead these operations elsewhere.
 *
 * <p>No operation follows a link in place of a file. Where a file system has no such directories (Windows, zip files, in
 * memory) the operations work by path, and only links in place of the file itself are refused. One thread at a time.
 */
public final class HeldDirectory implements Closeable {
    private final Path path;
    private final DirectoryStream<Path> stream;
    private final @Nullable SecureDirectoryStream<Path> secure;

    private HeldDirectory(Path path, DirectoryStream<Path> stream) {
        this.path = path;
        this.stream = stream;
        this.secure = stream instanceof SecureDirectoryStream<Path> held ? held : null;
    }

    /**
     * Opens a directory; a link to one is followed.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws NotDirectoryException if it is something else
     */
    @SuppressWarnings("StreamResourceLeak") // closed with the held directory
    public static HeldDirectory open(Path directory) throws IOException {
        return new HeldDirectory(directory, Files.newDirectoryStream(directory));
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
    HeldDirectory child(Path name) throws IOException {
        Path child = path.resolve(name);
        if (secure != null) {
            return new HeldDirectory(child, secure.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS));
        }
        if (!Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
            throw new NotDirectoryException(child.toString());
        }
        return open(child);
    }

    /** The path by which the directory was opened. */
    Path path() {
        return path;
    }

    /** The names in the directory, in no order; to be asked once. */
    List<Path> names() throws IOException {
        var names = new ArrayList<Path>();
        try {
            for (Path file : stream) {
                names.add(file.getFileName());
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    /** Opens a file; never one that a link leads to. */
    SeekableByteChannel channel(Path name, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        Set<OpenOption> all = new HashSet<>(options);
        if (!path.getFileSystem().provider().getScheme().equals("jar")) {
            all.add(LinkOption.NOFOLLOW_LINKS); // of zip files the JDK follows no links and knows no such option
        }
        return secure != null
                ? secure.newByteChannel(name, all, attributes)
                : Files.newByteChannel(path.resolve(name), all, attributes);
    }

    /** What a name stands for; a link for itself. */
    BasicFileAttributes attributes(Path name) throws IOException {
        return secure != null
                ? secure.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .readAttributes()
                : Files.readAttributes(path.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
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

    /** Moves a file to another directory, in one step where the file system can; it replaces a file that is there. */
    void move(Path name, HeldDirectory to, Path newName) throws IOException {
        if (secure != null && to.secure != null) {
            secure.move(name, to.secure, newName);
            return;
        }
        Path from = path.resolve(name);
        Path target = to.path.resolve(newName);
        try {
            Files.move(from, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (java.nio.file.AtomicMoveNotSupportedException e) {
            Files.move(from, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Deletes a file, or a link itself. */
    void deleteFile(Path name) throws IOException {
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

    /** Names the file by its whole path: an open directory reports failures with the name alone. */
    FileSystemException named(FileSystemException e, Path name) {
        return FileReplacement.reportedOf(e, path.resolve(name));
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
