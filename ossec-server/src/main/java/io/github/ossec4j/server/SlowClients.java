package io.github.ossec4j.server;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends connections whose client does not finish what it has begun: the TLS handshake or the header of a request. Each
 * byte of these would put off an idle timeout.
 *
 * <p>One thread at a time.
 */
final class SlowClients {
    private static final Logger LOG = LoggerFactory.getLogger(SlowClients.class);

    private final long patience;
    private Map<EndPoint, State> states = new HashMap<>();

    SlowClients(Duration patience) {
        this.patience = patience.toNanos();
    }

    /**
     * What a connection has received.
     *
     * @param requests how many complete headers
     * @param bytes how many bytes when the last request had been answered
     * @param since when more bytes were seen, without a complete header; 0 if there are none
     */
    private record State(long requests, long bytes, long since) {}

    /** Looks at all connections; to be called about once a second. */
    void look(Collection<EndPoint> endPoints, long now) {
        Map<EndPoint, State> seen = new HashMap<>();
        for (EndPoint endPoint : endPoints) {
            State state = state(endPoint, states.getOrDefault(endPoint, new State(0, 0, 0)), now);
            if (state.since != 0 && now - state.since > patience) {
                LOG.info("{} did not finish a request in time: disconnected", endPoint.getRemoteSocketAddress());
                endPoint.close(new TimeoutException("the request was not finished in time"));
            } else {
                seen.put(endPoint, state);
            }
        }
        states = seen;
    }

    private static State state(EndPoint endPoint, State before, long now) {
        Connection connection = endPoint.getConnection();
        boolean isHandshake = false;
        if (connection instanceof SslConnection ssl) {
            isHandshake = ssl.getSSLEngine().getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
            connection = ssl.getSslEndPoint().getConnection();
        }
        if (connection == null || connection instanceof HTTP2Connection) {
            return new State(0, 0, 0); // its streams have timeouts of their own
        }
        // Nothing is counted, which is -1, while the protocol is negotiated.
        long requests = Math.max(0, connection.getMessagesIn());
        long bytes = Math.max(0, connection.getBytesIn());
        boolean isAnswering = requests > Math.max(0, connection.getMessagesOut());
        if (isAnswering || requests != before.requests) {
            return new State(requests, bytes, 0);
        }
        boolean isUnfinished = isHandshake || bytes > before.bytes;
        return new State(requests, before.bytes, isUnfinished ? (before.since == 0 ? now : before.since) : 0);
    }
}
