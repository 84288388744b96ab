package io.github.ossec4j.io.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A directory for this user alone, inside one that other users may write to. They cannot reach its files, so no link or
 * foreign file can replace a file while it gets its owner and permissions. Finished files are moved out of it.
 *
 * <p>{@link #close()} deletes it with any remaining files. Its name is hidden and different each time, so an existing file
 * cannot block it. One thread at a time.
 */
public final class OwnDirectory implements Closeable {
    /** The file that each of these directories has. */
    public static final String CONTENT = "content";

    /** A file to compare with {@link #CONTENT}. */
    public static final String PREVIOUS = "previous";

    /** The result of the comparison. */
    public static final String DIFFERENCE = "difference";

    private static final List<String> FILES = List.of(CONTENT, PREVIOUS, DIFFERENCE);
    private static final String SUFFIX = ".ossec4j-new";
    private static final Duration LONGEST_USE = Duration.ofMinutes(1);
    static final Set<PosixFilePermission> OURS_ALONE = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE_OF_OURS = PosixFilePermissions.fromString("rw-------");

    private final HeldDirectory parent;
    private final Path name;
    private final HeldDirectory held;
    private final SeekableByteChannel content;

    private OwnDirectory(HeldDirectory parent, Path name, HeldDirectory held) throws IOException {
        this.parent = parent;
        this.name = name;
        this.held = held;
        this.content = create(CONTENT);
    }

    /**
     * Creates a directory with an empty {@link #CONTENT}.
     *
     * @param parent where to create it; stays open
     * @param file the file that will get the new content, which becomes part of the name
     * @throws FileSystemException also if another process replaces the directory with its own
     */
    public static OwnDirectory in(HeldDirectory parent, Path file) throws IOException {
        Path name = parent.name(
                prefix(file) + Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), 36) + SUFFIX);
        parent.createDirectory(name);
        HeldDirectory held = parent.child(name);
        try {
            var own = new OwnDirectory(parent, name, held);
            own.requireOurs();
            return own;
        } catch (IOException | RuntimeException e) {
            held.close();
            discard(parent, name);
            throw e;
        }
    }

    private static String prefix(Path file) {
        return "." + file.getFileName() + ".";
    }

    /** If another process has replaced the directory just created with its own, its user could read the content. */
    private void requireOurs() throws IOException {
        Optional<PosixFileAttributeView> view = held.posix();
        if (view.isPresent()) {
            PosixFileAttributes attributes = view.get().readAttributes();
            UserPrincipal self = posix(CONTENT).orElseThrow().readAttributes().owner();
            if (!attributes.owner().equals(self) || !attributes.permissions().equals(OURS_ALONE)) {
                throw new FileSystemException(
                        parent.path().toString(), null, "another process exchanges files in this directory");
            }
        }
    }

    /** The channel of {@link #CONTENT}, to write and to read. */
    public SeekableByteChannel content() {
        return content;
    }

    /** Creates another file, with permissions for this user alone. */
    public SeekableByteChannel create(String file) throws IOException {
        return held.channel(
                held.name(file),
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.READ),
                held.createdWith(FILE_OF_OURS));
    }

    /** Opens one of its files to read it. */
    public SeekableByteChannel reading(String file) throws IOException {
        return held.channel(held.name(file), Set.of(StandardOpenOption.READ));
    }

    /** Where one of its files is, for what the JDK can only do by path. */
    public Path path(String file) {
        return held.path().resolve(held.name(file));
    }

    /** The attributes of one of its files. */
    public BasicFileAttributes attributes(String file) throws IOException {
        return held.attributes(held.name(file));
    }

    /** Owner, group and permissions of one of its files; empty where there are none. */
    Optional<PosixFileAttributeView> posix(String file) {
        return held.posix(held.name(file));
    }

    /** Sets when one of its files was modified. */
    public void setModified(String file, FileTime time) throws IOException {
        held.setModified(held.name(file), time);
    }

    /** Forces a file to the disk and closes its channel. */
    public static void finish(SeekableByteChannel channel) throws IOException {
        if (channel instanceof FileChannel file) { // that of a disk always is one
            file.force(true);
        }
        channel.close();
    }

    /** Moves a file out of this directory. */
    public void move(String file, HeldDirectory to, Path newName) throws IOException {
        held.move(held.name(file), to, newName);
    }

    /** Deletes the directory with its files. */
    @Override
    public void close() throws IOException {
        try (held) {
            content.close();
        } finally {
            discard(parent, name);
        }
    }

    /**
     * Deletes new content for a file that killed processes left; only for a caller that holds the lock of that file. Other
     * programs' files with such names are preserved.
     */
    public static void deleteLeftovers(HeldDirectory parent, Path file) throws IOException {
        for (Path name : parent.names()) {
            if (name.toString().startsWith(prefix(file)) && isOne(name)) {
                discard(parent, name);
            }
        }
    }

    /** Deletes such directories of all files, without a lock: those that are too old to be in use. */
    public static void deleteAbandoned(HeldDirectory parent) throws IOException {
        for (Path name : parent.names()) {
            if (name.toString().startsWith(".") && isOne(name) && isOld(parent, name)) {
                discard(parent, name);
            }
        }
    }

    private static boolean isOne(Path name) {
        return name.toString().endsWith(SUFFIX);
    }

    private static boolean isOld(HeldDirectory parent, Path name) throws IOException {
        try {
            BasicFileAttributes attributes = parent.attributes(name);
            return attributes
                    .lastModifiedTime()
                    .toInstant()
                    .isBefore(Instant.now().minus(LONGEST_USE));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static void discard(HeldDirectory parent, Path name) {
        try {
            try (HeldDirectory own = parent.child(name)) {
                for (String file : FILES) {
                    delete(own, own.name(file));
                }
            }
            parent.deleteDirectory(name);
        } catch (IOException e) {
            // Already deleted, or not ours; in both cases it is harmless.
        }
    }

    private static void delete(HeldDirectory own, Path file) throws IOException {
        try {
            own.deleteFile(file);
        } catch (NoSuchFileException e) {
            // It was moved into place, or never created.
        }
    }
}
