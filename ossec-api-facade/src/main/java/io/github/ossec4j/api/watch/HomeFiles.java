package io.github.ossec4j.api.watch;

import io.github.ossec4j.io.HomeFileException;
import io.github.ossec4j.io.file.HeldDirectory;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How files look from the outside, and whether they look as before. */
final class HomeFiles {
    private HomeFiles() {}

    @FunctionalInterface
    interface Look {
        void at(Path file) throws IOException;
    }

    /** Looks at each file of a directory; there is none if it does not exist. */
    static void each(Path directory, Look look) {
        try (DirectoryStream<Path> files = HeldDirectory.list(directory, "*")) {
            for (Path file : files) {
                look.at(file);
            }
        } catch (NoSuchFileException e) {
            // Nothing was ever written there, or a file was just deleted, which the next look finds.
        } catch (DirectoryIteratorException e) {
            throw HomeFileException.of(directory, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw HomeFileException.of(directory, e);
        }
    }

    /** Whether a file, null if there was none, has been written or exchanged since. */
    static boolean hasChanged(@Nullable BasicFileAttributes before, @Nullable BasicFileAttributes now) {
        if (before == null || now == null) {
            return before != now;
        }
        return before.size() != now.size()
                || !before.lastModifiedTime().equals(now.lastModifiedTime())
                || isAnother(before, now);
    }

    /** Whether another file has taken its place, as far as the system knows. */
    static boolean isAnother(@Nullable BasicFileAttributes before, BasicFileAttributes now) {
        return before != null && before.fileKey() != null && !before.fileKey().equals(now.fileKey());
    }
}
