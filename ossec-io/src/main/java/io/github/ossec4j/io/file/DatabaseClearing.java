package io.github.ossec4j.io.file;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

    /** Empties a file; creates it empty if there is none, as OSSEC does. */
    public DatabaseClearing truncate(Path file) {
        return attempt(() -> {
            try (SeekableByteChannel channel = Files.newByteChannel(
                    file,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    LinkOption.NOFOLLOW_LINKS)) {
                truncated += channel.isOpen() ? 1 : 0;
            }
        });
    }

    /** Deletes a file if there is one. */
    public DatabaseClearing delete(Path file) {
        return attempt(() -> deleted += Files.deleteIfExists(file) ? 1 : 0);
    }

    /** Empties every plain file directly in a directory, and deletes those whose name starts with a dot. */
    public DatabaseClearing clearDirectory(Path directory) {
        return attempt(() -> {
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

    private DatabaseClearing attempt(Attempt attempt) {
        try {
            attempt.make();
        } catch (IOException e) {
            if (failure == null) {
                failure = e;
            }
        }
        return this;
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
