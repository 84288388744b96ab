package io.github.ossec4j.server;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.NanoTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line for each request: address, user, request, HTTP status, bytes of the body as sent, milliseconds. Also counts the
 * request for the metrics.
 */
final class AccessLog implements RequestLog {
    /** Its name is part of the documentation. */
    private static final Logger LOG = LoggerFactory.getLogger("io.github.ossec4j.server.access");

    private final Metrics metrics;

    AccessLog(Metrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public void log(Request request, Response response) {
        long nanos = NanoTime.since(request.getHeadersNanoTime());
        metrics.answered(request.getMethod(), Exchange.route(request), response.getStatus(), nanos);
        if (LOG.isInfoEnabled()) {
            HttpVersion version = request.getConnectionMetaData().getHttpVersion();
            LOG.info(
                    "{} {} \"{} {} {}\" {} {} {}ms",
                    Exchange.address(request),
                    LogText.of(Exchange.user(request)),
                    LogText.of(request.getMethod()),
                    LogText.of(request.getHttpURI().getPathQuery()),
                    version == null ? "-" : version.asString(),
                    response.getStatus(),
                    Response.getContentBytesWritten(response),
                    TimeUnit.NANOSECONDS.toMillis(nanos));
        }
    }
}
