package io.github.ossec4j.io.control;

import io.github.ossec4j.io.control.DaemonUnreachableException.Reason;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.newsclub.net.unix.AFUNIXDatagramChannel;
import org.newsclub.net.unix.AFUNIXSocketAddress;
import org.newsclub.net.unix.BrokenPipeSocketException;
import org.newsclub.net.unix.ConnectionRefusedSocketException;
import org.newsclub.net.unix.OperationNotSupportedSocketException;

/**
 * The only class that uses junixsocket for datagrams. Loading it without the library is a {@link LinkageError}.
 *
 * <p>The texts of the system's errors depend on its language, so a cause without a specific type is found by looking
 * at the file.
 */
final class JunixDatagrams {
    private JunixDatagrams() {}

    /** Loads the library, including the native part. */
    static void load() {
        try {
            AFUNIXDatagramChannel.open().close();
        } catch (IOException e) {
            // The library is available, which was the question; the system has no socket left.
        }
    }

    static DatagramLink connect(Path path) throws IOException {
        AFUNIXDatagramChannel channel = AFUNIXDatagramChannel.open();
        @Nullable Object before = fileKey(path);
        try {
            // A blocking write to a full queue waits until the receiver reads, regardless of the socket's timeout.
            channel.configureBlocking(false);
            channel.connect(AFUNIXSocketAddress.of(path));
            return new Link(path, channel);
        } catch (IOException e) {
            channel.close();
            throw notConnected(path, before, e);
        } catch (RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    /** Identifies what is at a path, as far as the file system can; null if there is nothing. */
    private static @Nullable Object fileKey(Path path) {
        try {
            return attributes(path).fileKey();
        } catch (IOException e) {
            return null;
        }
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static IOException notConnected(Path path, @Nullable Object before, IOException error) {
        if (error instanceof ClosedChannelException) {
            return error; // the thread was interrupted
        }
        if (error instanceof ConnectionRefusedSocketException) {
            return unreachable(
                    path, Reason.NOBODY_LISTENS, "no process listens on this socket: is the daemon running?", error);
        }
        if (error instanceof OperationNotSupportedSocketException) {
            return unreachable(path, Reason.NO_DATAGRAM_SOCKET, "expected a datagram socket", error);
        }
        try {
            if (!Objects.equals(before, attributes(path).fileKey())) {
                return unreachable(path, Reason.MISSING, "the daemon was just making its socket", error);
            }
        } catch (NoSuchFileException e) {
            return unreachable(path, Reason.MISSING, "there is no such socket: is the daemon running?", error);
        } catch (AccessDeniedException e) {
            return unreachable(path, Reason.NO_PERMISSION, "directory of the socket may not be entered", error);
        } catch (IOException e) {
            error.addSuppressed(e);
        }
        return Files.isWritable(path)
                ? unreachable(
                        path, Reason.REFUSED, "the system refused the connection (" + error.getMessage() + ")", error)
                : unreachable(path, Reason.NO_PERMISSION, "this user may not write to the socket", error);
    }

    private static DaemonUnreachableException unreachable(Path path, Reason reason, String detail, IOException cause) {
        return new DaemonUnreachableException(path, reason, detail, cause);
    }

    private record Link(Path path, AFUNIXDatagramChannel channel) implements DatagramLink {
        @Override
        public boolean send(ByteBuffer datagram) throws IOException {
            try {
                return channel.write(datagram) > 0;
            } catch (ConnectionRefusedSocketException e) {
                throw unreachable(path, Reason.NOBODY_LISTENS, "the daemon ended before it took the message", e);
            } catch (ClosedByInterruptException e) {
                throw e;
            } catch (ClosedChannelException e) {
                // A receiver that shut its socket down; the library closes the channel on a broken pipe.
                if (e.getCause() instanceof BrokenPipeSocketException) {
                    throw unreachable(path, Reason.REFUSED, "the daemon no longer takes messages", e);
                }
                throw e;
            } catch (SocketException e) {
                throw unreachable(path, Reason.REFUSED, "the message was refused (" + e.getMessage() + ")", e);
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
