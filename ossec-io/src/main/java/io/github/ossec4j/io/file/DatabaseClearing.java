package io.github.ossec4j.io.file;

import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.model.AgentAddress;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Empties databases that daemons hold open: they are truncated in place, because a daemon would go on writing into a file
 * that was replaced or deleted. Only markers are deleted.
 *
 * <p>Goes on after a failure and throws the first one at the end. Links are not followed. One thread at a time.
 */
public final class DatabaseClearing {
    private int truncated;
    private int deleted;
    private @Nullable IOException failure;

    /** What the manager's own integrity is kept in. */
    public DatabaseClearing managerSyscheck(OssecHome home) {
        return truncateExisting(home.managerSyscheck())
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

    /**
     * Empties a file; creates it empty if there is none, as OSSEC does, with the owner and group of its directory: a
     * database that the analysis daemon may not write would lose all that it is to hold. A link to {@code /dev/null} is
     * empty as it is.
     */
    public DatabaseClearing truncate(Path file) {
        return attempt(file, () -> {
            try (HeldDirectory directory = directoryOf(file)) {
                if (!emptied(directory, file)) {
                    OwnDirectory.deleteAbandoned(directory);
                    try (FileReplacement created = FileReplacement.ofDirectoryOwner(directory, file.getFileName())) {
                        created.commit();
                    }
                    truncated++;
                }
            }
        });
    }

    /** Empties a file if there is one. */
    public DatabaseClearing truncateExisting(Path file) {
        return attempt(file, () -> {
            try (HeldDirectory directory = directoryOf(file)) {
                emptied(directory, file);
            } catch (NoSuchFileException e) {
                // A home without that directory has nothing to clear.
            }
        });
    }

    /** Empties a file in place: a daemon that holds it open goes on writing into the same one. False if there is none. */
    private boolean emptied(HeldDirectory directory, Path file) throws IOException {
        Path name = file.getFileName();
        try {
            if (directory.attributes(name).isRegularFile()) {
                directory.existing(name, StandardOpenOption.TRUNCATE_EXISTING).close();
                truncated++;
            } else {
                RegularFile.require(file, LinkOption.NOFOLLOW_LINKS); // a link to /dev/null is empty as it is
            }
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (FileSystemException e) {
            throw FileReplacement.reportedOf(e, file);
        }
    }

    /** The directory of a database; one that is itself a link is not followed: nobody can tell whose files are there. */
    private static HeldDirectory directoryOf(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        return directory == null ? HeldDirectory.holding(file) : unlinked(directory);
    }

    private static HeldDirectory unlinked(Path directory) throws IOException {
        if (directory.getFileName() == null) {
            return HeldDirectory.open(directory);
        }
        try (HeldDirectory parent = HeldDirectory.holding(directory)) {
            return parent.child(directory.getFileName());
        } catch (FileSystemException e) {
            throw FileReplacement.reportedOf(e, directory);
        }
    }

    /** Deletes a file or a link if there is one; a directory is left alone. */
    public DatabaseClearing delete(Path file) {
        return attempt(file, () -> {
            try (HeldDirectory directory = directoryOf(file)) {
                delete(directory, file.getFileName());
            } catch (NoSuchFileException e) {
                // There is nothing to delete.
            }
        });
    }

    private void delete(HeldDirectory directory, Path name) throws IOException {
        if (!directory.attributes(name).isDirectory()) {
            directory.deleteFile(name);
            deleted++;
        }
    }

    /** Deletes what processes that were killed left of databases they created, if there is such a directory. */
    public DatabaseClearing deleteAbandoned(Path directory) {
        return attempt(directory, () -> {
            try (HeldDirectory held = unlinked(directory.toAbsolutePath())) {
                OwnDirectory.deleteAbandoned(held);
            } catch (NoSuchFileException e) {
                // There is nothing to delete.
            }
        });
    }

    /** Empties every plain file directly in a directory, and deletes those whose name starts with a dot. */
    public DatabaseClearing clearDirectory(Path directory) {
        return attempt(directory, () -> {
            try (HeldDirectory held = unlinked(directory.toAbsolutePath())) {
                OwnDirectory.deleteAbandoned(held);
                for (Path name : held.names()) {
                    if (isPlain(held, name)) {
                        clear(held, name);
                    }
                }
            }
        });
    }

    private void clear(HeldDirectory directory, Path name) {
        Path file = directory.path().resolve(name);
        attempt(file, () -> {
            if (!name.toString().startsWith(".")) {
                emptied(directory, file);
                return;
            }
            try {
                delete(directory, name);
            } catch (NoSuchFileException e) {
                // It is gone.
            }
        });
    }

    private static boolean isPlain(HeldDirectory directory, Path name) throws IOException {
        try {
            return directory.attributes(name).isRegularFile();
        } catch (NoSuchFileException e) {
            return false; // deleted meanwhile
        }
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
