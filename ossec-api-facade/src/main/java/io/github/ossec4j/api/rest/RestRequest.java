package io.github.ossec4j.api.rest;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request to the REST API.
 *
 * @param method such as {@code GET}
 * @param path as sent, percent-encoded, optionally with a query after a question mark
 * @param query further parameters, decoded; a repeated one has several values
 * @param headers by lower-case name
 * @param contentType of the body, as sent
 * @param body empty if there is none
 * @param remoteAddress the client's address, which {@code POST /agents} uses if none is given
 */
public record RestRequest(
        String method,
        String path,
        Map<String, List<String>> query,
        Map<String, String> headers,
        Optional<String> contentType,
        String body,
        String remoteAddress) {
    /** Copies the collections and normalizes the case of method and header names. */
    public RestRequest {
        method = method.toUpperCase(Locale.ROOT);
        var queryCopy = new LinkedHashMap<String, List<String>>();
        query.forEach((name, values) -> queryCopy.put(name, List.copyOf(values)));
        query = Collections.unmodifiableMap(queryCopy);
        var headersCopy = new LinkedHashMap<String, String>();
        headers.forEach((name, value) -> headersCopy.put(name.toLowerCase(Locale.ROOT), value));
        headers = Collections.unmodifiableMap(headersCopy);
    }

    /** Method, path without query, and client address; the rest may contain passwords. */
    @Override
    public String toString() {
        int mark = path.indexOf('?');
        return method + " " + (mark < 0 ? path : path.substring(0, mark)) + " from " + remoteAddress;
    }

    /** A request without body from this machine. */
    public static RestRequest of(String method, String path) {
        return builder(method, path).build();
    }

    /** A request {@code GET path}. */
    public static RestRequest get(String path) {
        return of("GET", path);
    }

    /** A request with more parts. */
    public static Builder builder(String method, String path) {
        return new Builder(method, path);
    }

    /** The parts of a request; one thread at a time. */
    public static final class Builder {
        private final String method;
        private final String path;
        private final Map<String, List<String>> query = new LinkedHashMap<>();
        private final Map<String, String> headers = new LinkedHashMap<>();
        private Optional<String> contentType = Optional.empty();
        private String body = "";
        private String remoteAddress = "127.0.0.1";

        private Builder(String method, String path) {
            this.method = method;
            this.path = path;
        }

        /** Adds a parameter, decoded; with several values if it is repeated. */
        public Builder query(String name, String... values) {
            query.put(name, List.of(values));
            return this;
        }

        /** Adds a header. */
        public Builder header(String name, String value) {
            headers.put(name, value);
            return this;
        }

        /** Sets body and content type, both as sent. */
        public Builder body(String contentType, String body) {
            this.contentType = Optional.of(contentType);
            this.body = body;
            return this;
        }

        /** Sets the body as sent, in UTF-8. */
        public Builder body(String contentType, byte[] body) {
            return body(contentType, new String(body, StandardCharsets.UTF_8));
        }

        /** The client's address. Default: {@code 127.0.0.1}. */
        public Builder remoteAddress(String address) {
            this.remoteAddress = address;
            return this;
        }

        /** The request. */
        public RestRequest build() {
            return new RestRequest(method, path, query, headers, contentType, body, remoteAddress);
        }
    }
}
