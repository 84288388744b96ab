package io.github.ossec4j.io.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
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
 * A directory of this process alone, in one where others may write too: what is in it they cannot reach, so that no link
 * or foreign file takes its place while it gets its owner and permissions. What is ready is moved out of it.
 *
 * <p>{@link #close()} deletes it with what is left in it. Its name is hidden, and new each time, so that nothing that is in
 * the way stops anybody. One thread at a time.
 */
public final class OwnDirectory implements Closeable {
    /** The file that each one has. */
    public static final String CONTENT = "content";

    /** What a file has become that is to be compared with {@link #CONTENT}, and the result. */
    public static final String PREVIOUS = "previous";

    public static final String DIFFERENCE = "difference";

    private static final List<String> FILES = List.of(CONTENT, PREVIOUS, DIFFERENCE);
    private static final String SUFFIX = ".ossec4j-new";
    private static final Duration LONGEST_USE = Duration.ofMinutes(1);
    private static final Set<PosixFilePermission> OURS_ALONE = PosixFilePermissions.fromString("rwx------");
    private static final FileAttribute<?>[] NO_ATTRIBUTES = {};

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
     * Makes one, with an empty {@link #CONTENT}.
     *
     * @param parent where; it stays open
     * @param file whose new content this is for, as part of the name
     * @throws FileSystemException also if another process puts a directory of its own in the place of this one
     */
    public static OwnDirectory in(HeldDirectory parent, Path file) throws IOException {
        Path name = parent.name(
                prefix(file) + Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), 36) + SUFFIX);
        // By path, as the JDK knows no other way: led elsewhere, an empty directory of ours alone is all that is left
        // there.
        Files.createDirectory(parent.path().resolve(name), parent.isPosix() ? attribute(OURS_ALONE) : NO_ATTRIBUTES);
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

    static FileAttribute<?>[] attribute(Set<PosixFilePermission> permissions) {
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
    }

    /** A directory that others may write, put in the place of the one just made, would give them the content. */
    private void requireOurs() throws IOException {
        Optional<PosixFileAttributeView> view = held.posix();
        if (view.isPresent()) {
            PosixFileAttributes attributes = view.get().readAttributes();
            UserPrincipal self = held.posix(held.name(CONTENT))
                    .orElseThrow()
                    .readAttributes()
                    .owner();
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

    /** Makes another file, with permissions for this user alone. */
    public SeekableByteChannel create(String file) throws IOException {
        return held.channel(
                held.name(file),
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.READ),
                held.isPosix() ? attribute(PosixFilePermissions.fromString("rw-------")) : NO_ATTRIBUTES);
    }

    /** The directory itself. */
    public HeldDirectory held() {
        return held;
    }

    /** Brings a file to the disk, and its channel to its end. */
    public static void finish(SeekableByteChannel channel) throws IOException {
        if (channel instanceof FileChannel file) { // that of a disk always is one
            file.force(true);
        }
        channel.close();
    }

    /** Moves a file out of here, into place. */
    public void move(String file, HeldDirectory to, Path newName) throws IOException {
        held.move(held.name(file), to, newName);
    }

    /** Deletes it with what is in it. */
    @Override
    public void close() throws IOException {
        try (held) {
            content.close();
        } finally {
            discard(parent, name);
        }
    }

    /**
     * Deletes what processes that were killed left of new content for a file; only for a caller that holds the lock of that
     * file. What another program keeps under such a name is left alone.
     */
    public static void deleteLeftovers(HeldDirectory parent, Path file) throws IOException {
        for (Path name : parent.names()) {
            if (name.toString().startsWith(prefix(file)) && isOne(name)) {
                discard(parent, name);
            }
        }
    }

    /** The same of any file, without a lock: by their age, which none reaches that is in use. */
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
            // Gone already, or not ours; in neither case does it stand in the way.
        }
    }

    private static void delete(HeldDirectory own, Path file) throws IOException {
        try {
            own.deleteFile(file);
        } catch (NoSuchFileException e) {
            // It was moved into place, or never was.
        }
    }
}
