package io.github.ossec4j.server;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.DoSHandler;
import org.eclipse.jetty.util.Callback;

/** Refuses the requests of an address that sends too many. Programs on this machine may send as many as they like. */
final class RateLimit {
    /** Further addresses are not counted, and so not limited: the others must not suffer from many. */
    private static final int MOST_ADDRESSES = 10_000;

    /** A client that has been quiet may catch up on that many seconds at once. */
    private static final int BURST = 5;

    private static final Answer REFUSED =
            Answer.refusal(429, "Too many requests, try again later").with(HttpHeader.RETRY_AFTER.asString(), "1");

    private RateLimit() {}

    /** The handler with at most this many requests a second for each address, on average. */
    static Handler of(int requestsPerSecond, ClientAddress address, Handler handler) {
        var limit = new DoSHandler(
                handler,
                address::of,
                new DoSHandler.LeakingBucketTrackerFactory(requestsPerSecond, requestsPerSecond * BURST, null),
                (request, response, callback) -> refuse(request, response, callback, address),
                MOST_ADDRESSES,
                false);
        limit.exclude(address::isThisMachine);
        return limit;
    }

    private static boolean refuse(Request request, Response response, Callback callback, ClientAddress address) {
        new Exchange(request, response, callback, address.of(request)).answer(REFUSED);
        return true;
    }
}
