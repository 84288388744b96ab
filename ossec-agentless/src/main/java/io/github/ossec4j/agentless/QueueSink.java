package io.github.ossec4j.agentless;

import io.github.ossec4j.io.control.QueueMessage;
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

    /** Drops all messages. */
    static QueueSink none() {
        return message -> {};
    }
}
