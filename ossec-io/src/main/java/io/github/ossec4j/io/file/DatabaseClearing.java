package io.github.ossec4j.io.file;

import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.model.AgentAddress;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Empties databases that daemons hold open: they are truncated in place, because a daemon would go on writing into a file
 * that was replaced.
 *
 * <p>Goes on after a failure and throws the first one at the end. Links are not followed. One thread at a time.
 */
public final class DatabaseClearing {
    private int truncated;
    private int deleted;
    private @Nullable IOException failure;

    /** What the manager's own integrity is kept in. */
    public DatabaseClearing managerSyscheck(OssecHome home) {
        return delete(home.managerSyscheck())
                .delete(home.managerSyscheckMarker())
                .delete(home.managerMaintenance());
    }

    /** What an agent's integrity is kept in; nothing for a name that would lead out of the directory. */
    public DatabaseClearing syscheck(OssecHome home, String name, AgentAddress address) {
        home.syscheck(name, address).ifPresent(this::truncate);
        home.syscheckRegistry(name, address).ifPresent(this::truncate);
        home.syscheckMarker(name, address).ifPresent(this::delete);
        home.syscheckRegistryMarker(name, address).ifPresent(this::delete);
        home.maintenance(name, address).ifPresent(this::delete);
        return this;
    }

    /** Empties a file; creates it empty if there is none, as OSSEC does. A link to {@code /dev/null} is empty as it is. */
    public DatabaseClearing truncate(Path file) {
        return attempt(file, () -> {
            boolean isNew = !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
            if (!isNew && !RegularFile.require(file, LinkOption.NOFOLLOW_LINKS).isRegularFile()) {
                return;
            }
            Files.newByteChannel(file, options(file)).close();
            truncated++;
            if (isNew) {
                giveToOwnerOfDirectory(file);
            }
        });
    }

    /** A database that the analysis daemon may not write would lose all that it is to hold: then better none. */
    private static void giveToOwnerOfDirectory(Path file) throws IOException {
        Path directory = file.getParent();
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null || directory == null) {
            return;
        }
        try {
            PosixFileAttributes own = view.readAttributes();
            PosixFileAttributes wanted = Files.readAttributes(directory, PosixFileAttributes.class);
            if (!own.owner().equals(wanted.owner())) {
                view.setOwner(wanted.owner());
            }
            if (!own.group().equals(wanted.group())) {
                view.setGroup(wanted.group());
            }
            view.setPermissions(PosixFilePermissions.fromString("rw-r-----"));
        } catch (IOException e) {
            Files.delete(file);
            throw e;
        }
    }

    private static Set<OpenOption> options(Path file) {
        Set<OpenOption> options = new HashSet<>(
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING));
        if (!file.getFileSystem().provider().getScheme().equals("jar")) {
            options.add(LinkOption.NOFOLLOW_LINKS); // of zip files the JDK follows no links and knows no such option
        }
        return options;
    }

    /** Deletes a file or a link if there is one; a directory is left alone. */
    public DatabaseClearing delete(Path file) {
        return attempt(file, () -> {
            if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                deleted += Files.deleteIfExists(file) ? 1 : 0;
            }
        });
    }

    /** Empties every plain file directly in a directory, and deletes those whose name starts with a dot. */
    public DatabaseClearing clearDirectory(Path directory) {
        return attempt(directory, () -> {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
                for (Path file : files) {
                    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                        if (String.valueOf(file.getFileName()).startsWith(".")) {
                            delete(file);
                        } else {
                            truncate(file);
                        }
                    }
                }
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        });
    }

    @FunctionalInterface
    private interface Attempt {
        void make() throws IOException;
    }

    private DatabaseClearing attempt(Path file, Attempt attempt) {
        try {
            attempt.make();
        } catch (IOException e) {
            note(e);
        } catch (ReadOnlyFileSystemException e) {
            note(FileReplacement.readOnly(file, e));
        }
        return this;
    }

    private void note(IOException e) {
        if (failure == null) {
            failure = e;
        }
    }

    /** How many files were emptied. */
    public int truncated() {
        return truncated;
    }

    /** How many files were deleted. */
    public int deleted() {
        return deleted;
    }

    /** Throws the first failure, if there was one. */
    public DatabaseClearing orThrow() throws IOException {
        if (failure != null) {
            throw failure;
        }
        return this;
    }
}
