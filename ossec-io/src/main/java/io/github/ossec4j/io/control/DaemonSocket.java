package io.github.ossec4j.io.control;

import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.control.DaemonUnreachableException.Reason;
import io.github.ossec4j.model.RawText;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A daemon's datagram socket: each message is one datagram, its bytes and one NUL, sent over its own connection or over a
 * {@link DaemonConnection}.
 *
 * <p>A sent message is in the daemon's queue, which does not mean that the daemon has read it or done anything.
 *
 * <p>Needs junixsocket, see the package; it is loaded by {@link #send} only. The path is that of a file on this
 * machine. Immutable, safe to share. Source: {@code docs/formats/control.md}, "Sockets".
 */
public final class DaemonSocket {
    /** How long {@link #send} waits by default for a daemon that is not running: half a second. */
    public static final Duration DEFAULT_WAIT_FOR_DAEMON = Duration.ofMillis(500);

    /** How long {@link #send} waits by default for a daemon that does not read: two seconds. */
    public static final Duration DEFAULT_WAIT_FOR_QUEUE = Duration.ofSeconds(2);

    /** The maximum that remoted reads of a message, without the NUL. */
    public static final int REMOTED_LIMIT_BYTES = 1023;

    /** The maximum that analysisd reads of a message, without the NUL. */
    public static final int ANALYSISD_LIMIT_BYTES = 6143;

    /** The maximum path of a socket on Linux, without a NUL; other systems have similar limits. */
    static final int PATH_LIMIT_BYTES = 107;

    private static final Duration MAXIMUM_WAIT = Duration.ofDays(365); // in nanoseconds it still fits into a long

    private final Path path;
    private final int limitBytes;
    private final Duration waitForDaemon;
    private final Duration waitForQueue;

    private DaemonSocket(Path path, int limitBytes, Duration waitForDaemon, Duration waitForQueue) {
        this.path = path;
        this.limitBytes = limitBytes;
        this.waitForDaemon = checked(waitForDaemon);
        this.waitForQueue = checked(waitForQueue);
    }

    /**
     * The socket at this path.
     *
     * @param limitBytes the maximum that its daemon reads of a message, without the NUL; longer ones are refused
     */
    public static DaemonSocket at(Path path, int limitBytes) {
        if (limitBytes < 1) {
            throw new IllegalArgumentException("limit must be 1 byte or more, was " + limitBytes);
        }
        return new DaemonSocket(path, limitBytes, DEFAULT_WAIT_FOR_DAEMON, DEFAULT_WAIT_FOR_QUEUE);
    }

    /**
     * The socket where remoted receives commands for agents, {@code queue/alerts/ar}; messages of up to 1,023 bytes.
     */
    public static DaemonSocket remoted(OssecHome home) {
        return at(home.root().resolve("queue").resolve("alerts").resolve("ar"), REMOTED_LIMIT_BYTES);
    }

    /** The socket where analysisd receives events, {@code queue/ossec/queue}; messages of up to 6,143 bytes. */
    public static DaemonSocket analysisd(OssecHome home) {
        return at(home.root().resolve("queue").resolve("ossec").resolve("queue"), ANALYSISD_LIMIT_BYTES);
    }

    /**
     * The same with another timeout for a socket that is missing or has no listener, for example while a manager
     * restarts; zero tries once.
     */
    public DaemonSocket withWaitForDaemon(Duration wait) {
        return new DaemonSocket(path, limitBytes, wait, waitForQueue);
    }

    /** The same with another timeout for a full queue; zero tries once. */
    public DaemonSocket withWaitForQueue(Duration wait) {
        return new DaemonSocket(path, limitBytes, waitForDaemon, wait);
    }

    /** The path of the socket. */
    public Path path() {
        return path;
    }

    /** The maximum that its daemon reads of a message, without the NUL. */
    public int limitBytes() {
        return limitBytes;
    }

    /**
     * Whether junixsocket and its native library can be used here.
     *
     * @return empty if so, else what is missing and what to add
     */
    public static Optional<String> missingLibrary() {
        try {
            JunixDatagrams.load();
            return Optional.empty();
        } catch (LinkageError e) {
            return Optional.of(whatToAdd(e));
        }
    }

    /**
     * Sends a command to remoted.
     *
     * @throws IOException as {@link #send(RawText)}
     */
    public void send(RemotedMessage message) throws IOException {
        send(RawText.of(OrderText.datagram(message)));
    }

    /**
     * Sends an event to analysisd.
     *
     * @throws IOException as {@link #send(RawText)}
     */
    public void send(QueueMessage message) throws IOException {
        send(message.text());
    }

    /**
     * Sends these bytes and one NUL; waits at most for the daemon and then for its queue.
     *
     * @param message without a NUL
     * @throws DaemonUnreachableException if it was not sent, with the reason
     * @throws MessageTooLongException if the daemon would not read all of it
     * @throws InterruptedIOException if the thread was interrupted while it waited; it still is
     * @throws IOException for any other error of the system
     */
    public void send(RawText message) throws IOException {
        try (DaemonConnection connection = connect()) {
            connection.send(message);
        }
    }

    /** For many messages: they share a connection, which is much faster. Opens nothing yet. */
    public DaemonConnection connect() {
        return new DaemonConnection(this);
    }

    /** Also checks that the system can express the path. */
    DatagramLink link() throws IOException {
        if (!path.getFileSystem().equals(FileSystems.getDefault())) {
            // Its text may be the path of a socket on this machine, which is a different one.
            throw unreachable(Reason.MISSING, "this file system does not support sockets", null);
        }
        int pathBytes = RawText.fromLossless(path.toString()).length();
        if (pathBytes > PATH_LIMIT_BYTES) {
            throw unreachable(
                    Reason.PATH_TOO_LONG,
                    "path of a socket has " + pathBytes + " bytes, expected up to " + PATH_LIMIT_BYTES,
                    null);
        }
        try {
            return JunixDatagrams.connect(path);
        } catch (LinkageError e) {
            throw unreachable(Reason.LIBRARY_MISSING, whatToAdd(e), e);
        }
    }

    Duration waitForDaemon() {
        return waitForDaemon;
    }

    Duration waitForQueue() {
        return waitForQueue;
    }

    byte[] datagram(RawText message) throws MessageTooLongException {
        int length = message.length();
        if (length > limitBytes) {
            throw new MessageTooLongException(length, limitBytes);
        }
        for (int i = 0; i < length; i++) {
            if (message.byteAt(i) == 0) {
                throw new IllegalArgumentException("message must not contain NUL, has one at index " + i);
            }
        }
        byte[] datagram = new byte[length + 1];
        System.arraycopy(message.bytes(), 0, datagram, 0, length);
        return datagram;
    }

    DaemonUnreachableException unreachable(Reason reason, String detail, @Nullable Throwable cause) {
        return new DaemonUnreachableException(path, reason, detail, cause);
    }

    private static String whatToAdd(LinkageError error) {
        String artifact = error instanceof NoClassDefFoundError
                ? "junixsocket-common and junixsocket-native-common"
                : "junixsocket-native-common";
        return "datagram sockets need junixsocket: add com.kohlschutter.junixsocket:" + artifact
                + " to the class path; on the module path also --add-modules org.newsclub.net.unix,"
                + "com.kohlschutter.junixsocket.nativecommon";
    }

    private static Duration checked(Duration wait) {
        if (wait.isNegative() || wait.compareTo(MAXIMUM_WAIT) > 0) {
            throw new IllegalArgumentException("wait must be 0 to 365 days, was " + wait);
        }
        return wait;
    }

    @Override
    public String toString() {
        return "DaemonSocket[" + path + "]";
    }
}
