package io.github.ossec4j.agentless;

import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.control.DaemonConnection;
import io.github.ossec4j.io.control.DaemonSocket;
import io.github.ossec4j.io.control.QueueMessage;
import io.github.ossec4j.model.RawText;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The analysis daemon of a home: each message is one datagram to {@code queue/ossec/queue}, with a NUL at its end, cut
 * to {@value DaemonSocket#ANALYSISD_LIMIT_BYTES} bytes before it.
 *
 * <p>The messages of a check share a connection, others have their own; a daemon that was restarted is found again. While the lock
 * file {@code queue/ossec/.wait} exists nothing is sent. All waiting is bounded, and what is not sent in time is an
 * {@link IOException}. Safe to share.
 */
public final class AnalysisQueue implements QueueSink {
    /** How long a message waits by default while {@code queue/ossec/.wait} exists: one minute. */
    public static final Duration DEFAULT_WAIT_FOR_LOCK = Duration.ofMinutes(1);

    private static final Duration POLLING = Duration.ofMillis(100);

    private final DaemonSocket socket;
    private final Path lock;
    private final Duration waitForLock;
    private final Consumer<String> notices;
    private final AtomicBoolean isLocked = new AtomicBoolean();

    private AnalysisQueue(DaemonSocket socket, Duration waitForLock, Consumer<String> notices) {
        this.socket = socket;
        this.lock = socket.path().resolveSibling(".wait");
        this.waitForLock = waitForLock;
        this.notices = notices;
    }

    /** The queue of a home, with the timeouts of {@link DaemonSocket}. Opens nothing. */
    public static AnalysisQueue at(OssecHome home) {
        return of(DaemonSocket.analysisd(home));
    }

    /** The queue in the directory of a home, as {@link #at(OssecHome)}. */
    public static AnalysisQueue at(Path home) {
        return at(OssecHome.at(home));
    }

    /** The queue of a socket, with that socket's timeouts; the lock file is next to it. */
    public static AnalysisQueue of(DaemonSocket socket) {
        return new AnalysisQueue(socket, DEFAULT_WAIT_FOR_LOCK, notice -> {});
    }

    /**
     * The same with another timeout for a daemon that is not running, for example while it restarts; zero tries once.
     */
    public AnalysisQueue withWaitForDaemon(Duration wait) {
        return new AnalysisQueue(socket.withWaitForDaemon(wait), waitForLock, notices);
    }

    /** The same with another timeout for a daemon that does not read; zero tries once. */
    public AnalysisQueue withWaitForQueue(Duration wait) {
        return new AnalysisQueue(socket.withWaitForQueue(wait), waitForLock, notices);
    }

    /** The same with another timeout for the lock file; zero checks once. */
    public AnalysisQueue withWaitForLock(Duration wait) {
        return new AnalysisQueue(socket, wait, notices);
    }

    /** The same, with a consumer that receives a sentence when the lock file starts and stops delaying messages. */
    public AnalysisQueue withNotices(Consumer<String> consumer) {
        return new AnalysisQueue(socket, waitForLock, consumer);
    }

    /**
     * {@inheritDoc}
     *
     * @throws io.github.ossec4j.io.control.DaemonUnreachableException if the daemon is not running or does not read
     */
    @Override
    public void send(QueueMessage message) throws IOException {
        awaitLock();
        socket.send(cut(message.text()));
    }

    /** All messages over one connection, unless the daemon is restarted meanwhile. */
    @Override
    public Connection connect() {
        DaemonConnection connection = socket.connect();
        return new Connection() {
            @Override
            public void send(QueueMessage message) throws IOException {
                awaitLock();
                connection.send(cut(message.text()));
            }

            @Override
            public void close() throws IOException {
                connection.close();
            }
        };
    }

    /** The daemon ends the text at a NUL, and at its limit. */
    private static RawText cut(RawText text) {
        int limit = Math.min(text.length(), DaemonSocket.ANALYSISD_LIMIT_BYTES);
        int end = 0;
        while (end < limit && text.byteAt(end) != 0) {
            end++;
        }
        return end == text.length() ? text : RawText.of(text.bytes(), 0, end);
    }

    private void awaitLock() throws IOException {
        if (!Files.exists(lock)) {
            return;
        }
        if (isLocked.compareAndSet(false, true)) {
            notices.accept(lock + " exists: messages wait until it is gone");
        }
        long giveUp = System.nanoTime() + waitForLock.toNanos();
        while (Files.exists(lock)) {
            if (System.nanoTime() - giveUp >= 0) {
                throw new IOException(lock + " still exists after " + waitForLock.toMillis() + " ms");
            }
            try {
                Thread.sleep(POLLING.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw (IOException) new InterruptedIOException("interrupted while " + lock + " existed").initCause(e);
            }
        }
        if (isLocked.compareAndSet(true, false)) {
            notices.accept(lock + " is gone: messages are sent again");
        }
    }

    @Override
    public String toString() {
        return "AnalysisQueue[" + socket.path() + "]";
    }
}
