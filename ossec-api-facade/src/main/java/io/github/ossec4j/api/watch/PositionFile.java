package io.github.ossec4j.api.watch;

import io.github.ossec4j.io.AccessRefusedException;
import io.github.ossec4j.io.HomeFileException;
import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.io.ReadFailedException;
import io.github.ossec4j.io.file.FileReplacement;
import io.github.ossec4j.io.file.HeldDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * A file with the position of a watch, which is replaced in one step: after a crash, it has the former position or the new
 * one. Only its owner may read it. A symbolic link is not followed: reading refuses it.
 *
 * <p>Safe to share; one process at a time should store.
 */
public final class PositionFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final int MOST_BYTES = 1 << 25;

    private final Path file;

    private PositionFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /** Binds to a file, which need not exist. */
    public static PositionFile at(Path file) {
        return new PositionFile(file);
    }

    /**
     * The stored position, for {@link Watch.Builder#from(String)}; empty if nothing has been stored.
     *
     * @throws AccessRefusedException if the file may not be read
     * @throws OssecFormatException if it contains something else
     * @throws ReadFailedException if it is a link, or no regular file
     */
    public Optional<String> read() {
        try (HeldDirectory directory = HeldDirectory.open(directory());
                InputStream content = Channels.newInputStream(directory.reading(file.getFileName()))) {
            String text = new String(content.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1).strip();
            Places.parse(text);
            return Optional.of(text);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            throw new OssecFormatException(file, 1, "the position of a watch");
        } catch (IOException e) {
            throw HomeFileException.of(file, e);
        }
    }

    /**
     * Stores a position: it is on the disk when this returns.
     *
     * @throws AccessRefusedException if the file or its directory may not be written
     * @throws ReadFailedException if it cannot be written, because the disk is full for example
     */
    public void store(WatchPosition position) {
        try (FileReplacement replacement = FileReplacement.of(file, OWNER_ONLY)) {
            replacement.content().write((position.text() + "\n").getBytes(StandardCharsets.US_ASCII));
            replacement.commit();
        } catch (IOException e) {
            throw HomeFileException.of(file, e);
        }
    }

    /** Deletes what processes left that were killed while they stored, a minute ago or more. */
    public void tidy() {
        try {
            FileReplacement.deleteAbandoned(file);
        } catch (IOException e) {
            throw HomeFileException.of(file, e);
        }
    }

    private Path directory() {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }
}
