package io.github.ossec4j.io.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.concurrent.Callable;

/**
 * Opens files of a home for reading, if they are regular files: a named pipe would block the reader, and a device may have no
 * end.
 *
 * <p>This holds even if another process replaces the file meanwhile: it is checked before it is opened, opened without
 * blocking, and checked again afterwards. Nothing is read beyond the size that the open file has, which is 0 for a device.
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

    /**
     * Opens a file for reading; a link to one is followed.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws java.nio.file.AccessDeniedException if it may not be read
     * @throws FileSystemException if it is something else
     */
    public static SeekableByteChannel open(Path file) throws IOException {
        require(file);
        return opened(file, () -> Files.newByteChannel(file, StandardOpenOption.READ));
    }

    /** Opens without waiting, and closes what turns out to be a pipe. */
    static <C extends SeekableByteChannel> C opened(Path file, Callable<C> opening) throws IOException {
        C channel = Opening.of(file, opening);
        try {
            channel.position(); // has none if it is a pipe: the one question that an open file answers
            return channel;
        } catch (IOException e) {
            channel.close();
            var pipe = new FileSystemException(file.toString(), null, "is a named pipe, not a regular file");
            pipe.initCause(e);
            throw pipe;
        }
    }

    /**
     * The content of a file that is meant to be small, as it was when it was opened.
     *
     * @param most how many bytes it may have
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws FileSystemException if it is no regular file, or longer
     */
    public static byte[] whole(Path file, int most) throws IOException {
        byte[] bytes = begin(file, most + 1);
        if (bytes.length > most) {
            throw new FileSystemException(file.toString(), null, "is longer than " + (most >> 20) + " MiB");
        }
        return bytes;
    }

    /**
     * The first bytes of a file, as it was when it was opened; all if it has less.
     *
     * @param most how many bytes at most
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws FileSystemException if it is no regular file
     */
    public static byte[] begin(Path file, int most) throws IOException {
        try (SeekableByteChannel channel = open(file)) {
            var bytes = ByteBuffer.allocate((int) Math.min(most, channel.size()));
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // Reads until all is there, or the file has become shorter.
            }
            return bytes.hasRemaining() ? Arrays.copyOf(bytes.array(), bytes.position()) : bytes.array();
        }
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

    /** What a file is that is no regular one. */
    static String kind(Path file, BasicFileAttributes attributes) {
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
