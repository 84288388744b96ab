package io.github.ossec4j.server;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the service answers besides the API. As in the API, {@code /v1.2} may precede a path, letter case is irrelevant, and
 * one trailing slash is allowed.
 */
final class Pages {
    private static final String VERSION = "/v1.2";
    private static final String OVERVIEW = "/";
    private static final String HEALTH = "/health";

    private final Map<String, Page> pages = new HashMap<>();

    /** Answers a request. */
    @FunctionalInterface
    interface Page {
        void answer(Exchange exchange);
    }

    /** Adds a page; that of {@code /} is for browsers only. */
    void add(String path, Page page) {
        pages.put(path, page);
    }

    /** Adds a page that is always the same. */
    void add(String path, Answer answer) {
        add(path, exchange -> exchange.answer(answer));
    }

    /** Whether no login is needed. */
    boolean isOpen(Exchange exchange) {
        return exchange.isReading() && path(exchange).equals(HEALTH);
    }

    /** The page that a request is for; empty if it is for the API. */
    Optional<Page> find(Exchange exchange) {
        if (!exchange.isReading() || exchange.hasBody()) {
            return Optional.empty();
        }
        String path = path(exchange);
        if (path.equals(OVERVIEW) && !exchange.wantsHtml()) {
            return Optional.empty();
        }
        Page page = pages.get(path);
        if (page != null) {
            exchange.route(path);
        }
        return Optional.ofNullable(page);
    }

    private static String path(Exchange exchange) {
        String path = exchange.path().toLowerCase(Locale.ROOT);
        if (path.equals(VERSION) || path.startsWith(VERSION + "/")) {
            path = path.substring(VERSION.length());
        }
        boolean hasSlash = path.length() > 1 && path.endsWith("/");
        String plain = hasSlash ? path.substring(0, path.length() - 1) : path;
        return plain.isEmpty() ? OVERVIEW : plain;
    }
}
