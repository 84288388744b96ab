package io.github.ossec4j.server;

import io.github.ossec4j.api.rest.RestRequest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A request, what is known of its client, and the ways to answer it. It is answered once. */
final class Exchange {
    /** What the logs say where a request has no user. */
    static final String NOBODY = "-";

    private static final String USER = Exchange.class.getName() + ".user";
    private static final String ROUTE = Exchange.class.getName() + ".route";
    private static final String ADDRESS = Exchange.class.getName() + ".address";
    /** Sent at once, and so never compressed. */
    private static final String EVENTS = "text/event-stream";

    private static final int STREAM_BUFFER = 1 << 15;

    private final Request request;
    private final Response response;
    private final Callback callback;

    Exchange(Request request, Response response, Callback callback, String address) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        request.setAttribute(ADDRESS, address);
    }

    /** Who sent a request, for the logs. */
    static String user(Request request) {
        return text(request, USER);
    }

    /** The address of the client that sent a request; that of the connection if it was refused at once. */
    static String address(Request request) {
        String address = text(request, ADDRESS);
        return address.equals(NOBODY) ? Request.getRemoteAddr(request) : address;
    }

    /** Which endpoint answered a request, for the metrics. */
    static String route(Request request) {
        return text(request, ROUTE);
    }

    private static String text(Request request, String attribute) {
        return request.getAttribute(attribute) instanceof String text ? text : NOBODY;
    }

    String address() {
        return address(request);
    }

    String user() {
        return user(request);
    }

    void user(String name) {
        request.setAttribute(USER, name);
    }

    void route(String path) {
        request.setAttribute(ROUTE, path);
    }

    Request request() {
        return request;
    }

    String method() {
        return request.getMethod();
    }

    boolean isHead() {
        return method().equals("HEAD");
    }

    boolean isReading() {
        return method().equals("GET") || isHead();
    }

    /** Whether it may change something. */
    boolean isChanging() {
        return method().equals("PUT") || method().equals("POST") || method().equals("DELETE");
    }

    /** A header; empty text if there is none. */
    String header(String name) {
        String value = request.getHeaders().get(name);
        return value == null ? "" : value;
    }

    /** The path as sent. */
    String path() {
        String path = request.getHttpURI().getPath();
        return path == null ? "/" : path;
    }

    /** The query as sent; empty text if there is none. */
    String query() {
        String query = request.getHttpURI().getQuery();
        return query == null ? "" : query;
    }

    /** Whether a parameter of a query has this name, with a value or without. */
    static boolean isNamed(String parameter, String name) {
        return parameter.equals(name) || parameter.startsWith(name + "=");
    }

    /** Whether the query has a parameter of this name. */
    boolean hasParameter(String name) {
        return Arrays.stream(query().split("&", -1)).anyMatch(parameter -> isNamed(parameter, name));
    }

    /** Whether there may be one: only a request that changes something may leave open whether it has one. */
    boolean hasBody() {
        long length = request.getLength();
        return length > 0
                || (length < 0 && (isChanging() || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING)));
    }

    /** Whether the client is a browser that wants a page. */
    boolean wantsHtml() {
        return qualityOf(HttpHeader.ACCEPT, "text/html") > 0;
    }

    private boolean acceptsGzip() {
        return qualityOf(HttpHeader.ACCEPT_ENCODING, "gzip") > 0;
    }

    /** Of a value that is named in a header: 0 if it is not, or is refused. */
    private double qualityOf(HttpHeader header, String value) {
        for (String element : request.getHeaders().getCSV(header, true)) {
            String[] parts = element.toLowerCase(Locale.ROOT).split(";", -1);
            if (parts[0].strip().equals(value)) {
                for (String parameter : parts) {
                    if (parameter.strip().startsWith("q=")) {
                        return quality(parameter.strip().substring(2));
                    }
                }
                return 1;
            }
        }
        return 0;
    }

    private static double quality(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** As the API takes it, with the query that is left for it and its body. */
    RestRequest restRequest(String query, byte[] body) {
        var restRequest =
                RestRequest.builder(isHead() ? "GET" : method(), query.isEmpty() ? path() : path() + "?" + query);
        if (!isReading()) {
            restRequest.remoteAddress(address()); // reading, all clients get the same
        }
        HttpFields headers = request.getHeaders();
        if (headers.contains("api-version")) {
            restRequest.header("api-version", header("api-version"));
        }
        String type = headers.get(HttpHeader.CONTENT_TYPE);
        if (type != null) {
            restRequest.body(type, body);
        }
        return restRequest.build();
    }

    /** Sends a complete answer. */
    void answer(Answer answer) {
        boolean gzip = answer.isWorthCompressing() && acceptsGzip();
        byte[] body = gzip ? answer.compressed() : answer.body();
        start(answer.status(), answer.contentType(), answer.headers(), gzip);
        if (answer.isWorthCompressing()) {
            response.getHeaders().put(HttpHeader.VARY, "Accept-Encoding");
        }
        if (answer.status() != 204) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        }
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    private void start(int status, String contentType, Map<String, String> headers, boolean gzip) {
        response.setStatus(status);
        HttpFields.Mutable fields = response.getHeaders();
        if (!contentType.isEmpty()) {
            fields.put(new HttpField(HttpHeader.CONTENT_TYPE, contentType));
        }
        if (gzip) {
            fields.put(HttpHeader.CONTENT_ENCODING, "gzip");
        }
        headers.forEach(fields::put);
    }

    /**
     * Starts an answer of any size: writing waits for the client, and fails when it is gone. Closing it ends the answer;
     * {@link #abort} breaks it off.
     */
    OutputStream stream(int status, String contentType) throws IOException {
        boolean gzip = acceptsGzip() && !contentType.startsWith(EVENTS);
        start(status, contentType, Map.of(), gzip);
        response.getHeaders().put(HttpHeader.VARY, "Accept-Encoding");
        var sink = new BufferedOutputStream(Content.Sink.asOutputStream(response), STREAM_BUFFER);
        return gzip ? Answer.gzip(sink) : sink;
    }

    /** The stream has been closed. */
    void complete() {
        callback.succeeded();
    }

    /** Breaks the answer off, so that the client cannot take it for complete. */
    void abort(Throwable reason) {
        callback.failed(reason);
    }
}
