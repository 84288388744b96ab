package io.github.ossec4j.io.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * What files of a home must be before they are opened: opening a named pipe waits for somebody at its other end, if need
 * be for ever, and a device may have no end.
 */
public final class RegularFile {
    private static final Path NULL_DEVICE = Path.of("/dev/null");

    private static final int KIND = 0170000; // of a mode, as POSIX's stat tells it
    private static final int NAMED_PIPE = 0010000;
    private static final int SOCKET = 0140000;

    private RegularFile() {}

    /**
     * Throws unless this is a regular file, or a link to one that is to be followed. A link to {@code /dev/null}, by which
     * administrators get rid of a file that they do not want, passes as well. Costs one look at the file.
     *
     * @return what the file is: a regular one, or else {@code /dev/null} or the link to it
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws FileSystemException if it is something else, and what
     */
    public static BasicFileAttributes require(Path file, LinkOption... options) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class, options);
        if (!attributes.isRegularFile() && !isNullDevice(file, attributes)) {
            throw new FileSystemException(file.toString(), null, kind(file, attributes));
        }
        return attributes;
    }

    private static boolean isNullDevice(Path file, BasicFileAttributes attributes) {
        if (attributes.isDirectory() || !file.getFileSystem().equals(FileSystems.getDefault())) {
            return false;
        }
        try {
            return Files.isSameFile(file, NULL_DEVICE);
        } catch (IOException e) {
            return false; // a link that leads nowhere, or a system without such a device
        }
    }

    private static String kind(Path file, BasicFileAttributes attributes) {
        if (attributes.isDirectory()) {
            return "is a directory";
        }
        if (attributes.isSymbolicLink()) {
            return "is a symbolic link, and none is followed here";
        }
        try {
            return switch ((int) Files.getAttribute(file, "unix:mode") & KIND) {
                case NAMED_PIPE -> "is a named pipe, not a regular file";
                case SOCKET -> "is a socket, not a regular file";
                default -> "is a device, not a regular file";
            };
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return "is not a regular file"; // not every system tells more
        }
    }
}
