package io.github.ossec4j.agentless;

import io.github.ossec4j.io.control.QueueMessage;
import java.io.Closeable;
import java.io.IOException;

/** Receives the messages for the analysis daemon, in order; an {@link AnalysisQueue}, a file, or a list. */
@FunctionalInterface
public interface QueueSink {
    /**
     * Sends a message, and returns when it has been accepted. While it waits, the script waits as well, and the limits
     * of its run are checked only afterwards: an implementation should have its own time limit.
     *
     * @throws IOException if it could not be sent; the check is given up then, and stored state stays as it was
     */
    void send(QueueMessage message) throws IOException;

    /**
     * A sink with the same destination for the messages of one check, used by one thread. The default is this sink, and
     * closing it does nothing.
     */
    default Connection connect() {
        return new Connection() {
            @Override
            public void send(QueueMessage message) throws IOException {
                QueueSink.this.send(message);
            }

            @Override
            public void close() {
                // nothing was opened
            }
        };
    }

    /** A sink that may hold something open until it is closed. */
    interface Connection extends QueueSink, Closeable {}

    /** Drops all messages. */
    static QueueSink none() {
        return message -> {};
    }
}
