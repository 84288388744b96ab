package io.github.ossec4j.io.keys;

import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.io.line.KeyLine;
import io.github.ossec4j.io.text.LineCursor;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * The content of {@code client.keys} at a moment when no process seemed to be writing it, and whether it is still current.
 *
 * <p>OSSEC's own tools take no lock: they truncate the file and rewrite it, so at any moment it may contain only some of the
 * keys, or none. A file that was just written in place is read later; one that is empty, or ends within an entry, later
 * still, and not before every program that can be seen has closed it. Immutable.
 */
final class KeyFileReading {
    private static final Duration QUIET = Duration.ofMillis(20);
    private static final Duration QUIET_WHEN_UNFINISHED = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(2);

    private final Path file;
    private final ClientKeysFile content;
    private final Map<String, Object> stamp;
    private final long deadline;

    private KeyFileReading(Path file, ClientKeysFile content, Map<String, Object> stamp, long deadline) {
        this.file = file;
        this.content = content;
        this.stamp = stamp;
        this.deadline = deadline;
    }

    /**
     * Reads the file; one that does not exist is empty.
     *
     * @throws OssecFormatException if a line is too long to be kept
     * @throws FileSystemException if another program keeps writing it
     */
    static KeyFileReading of(Path file, MalformedLineHandler malformed) throws IOException {
        return settled(file, malformed, Set.of(), System.nanoTime() + PATIENCE.toNanos());
    }

    /**
     * Reads the file again after another program has changed it.
     *
     * @throws FileSystemException as {@link #of}, and if entries of the former content are missing: our change removes none,
     *     and OSSEC marks the entries of removed agents instead of deleting them
     */
    KeyFileReading again() throws IOException {
        return settled(file, MalformedLineHandler.ignore(), ids(content), deadline);
    }

    private static KeyFileReading settled(Path file, MalformedLineHandler malformed, Set<String> known, long deadline)
            throws IOException {
        while (System.nanoTime() < deadline) {
            Map<String, Object> stamp = stamp(file);
            if (!isWrittenWithin(QUIET, stamp)) {
                var reports = new ArrayList<MalformedLine>();
                ClientKeysFile content = read(file, reports::add);
                boolean isFinished = isFinished(content);
                boolean isAtRest = isFinished || !isWrittenWithin(QUIET_WHEN_UNFINISHED, stamp);
                // Half of the keys may end with a whole line, too.
                boolean mayHaveWriter = !isFinished || isWrittenInPlace(stamp);
                if (isAtRest
                        && ids(content).containsAll(known)
                        && !(mayHaveWriter && Writers.has(file))
                        && stamp(file).equals(stamp)) { // what was written since the first look is read again
                    reports.forEach(malformed::malformed); // once, however often the file was read
                    return new KeyFileReading(file, content, stamp, deadline);
                }
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw new FileSystemException(
                file.toString(), null, "is being rewritten by another program; nothing was changed");
    }

    private static ClientKeysFile read(Path file, MalformedLineHandler malformed) throws IOException {
        try {
            ClientKeysFile content = ClientKeysFile.read(file, malformed);
            if (content.firstOverlongLine() > 0) {
                throw new OssecFormatException(
                        file,
                        content.firstOverlongLine(),
                        "a line of at most " + LineCursor.MAXIMUM_LINE + " bytes, to be able to keep it");
            }
            return content;
        } catch (NoSuchFileException e) {
            return ClientKeysFile.empty();
        }
    }

    private static boolean isFinished(ClientKeysFile content) {
        List<ClientKeysLine> lines = content.lines();
        return !lines.isEmpty() && !content.isUnfinished(lines.get(lines.size() - 1));
    }

    /** Size, time and identity of the file, as far as the file system has them; empty if there is no file. */
    private static Map<String, Object> stamp(Path file) throws IOException {
        boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
        try {
            return Files.readAttributes(
                    file, unix ? "unix:fileKey,size,lastModifiedTime,ctime" : "fileKey,size,lastModifiedTime");
        } catch (NoSuchFileException e) {
            return Map.of();
        }
    }

    /**
     * Whether the file was last written in place. One that was written elsewhere and moved here was last changed when it
     * was moved, not when its content was written.
     */
    private static boolean isWrittenInPlace(Map<String, Object> stamp) {
        Object changed = stamp.get("ctime");
        return changed != null && changed.equals(stamp.get("lastModifiedTime"));
    }

    private static boolean isWrittenWithin(Duration time, Map<String, Object> stamp) {
        if (!isWrittenInPlace(stamp) || !(stamp.get("lastModifiedTime") instanceof FileTime modified)) {
            return false;
        }
        Instant now = Instant.now();
        Instant written = modified.toInstant();
        return written.isAfter(now.minus(time)) && !written.isAfter(now.plus(time));
    }

    private static Set<String> ids(ClientKeysFile content) {
        var ids = new HashSet<String>();
        for (ClientKeysLine line : content.lines()) {
            KeyLine parts = KeyLine.of(line.raw());
            if (parts.hasId()) {
                ids.add(parts.id().lossless());
            }
        }
        return ids;
    }

    ClientKeysFile content() {
        return content;
    }

    /** Whether the file still has this content and has not been modified since. */
    boolean isCurrent() throws IOException {
        return stamp(file).equals(stamp)
                && read(file, MalformedLineHandler.ignore()).hasSameBytes(content)
                && stamp(file).equals(stamp);
    }
}
