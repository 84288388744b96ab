package io.github.ossec4j.server;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** The path of a request: who may ask, then what answers, a page or the API. */
final class Service extends Handler.Abstract {
    /** What every answer tells browsers: nothing here is for other sites, or for their memory. */
    private static final List<HttpField> PROTECTION = List.of(
            new HttpField("X-Content-Type-Options", "nosniff"),
            new HttpField("Referrer-Policy", "no-referrer"),
            new HttpField("Cross-Origin-Resource-Policy", "same-origin"),
            new HttpField("Cache-Control", "no-store"));

    private static final Answer FORBIDDEN_ORIGIN =
            Answer.refusal(403, "Changes from pages of other sites are not accepted");
    private static final Answer FORBIDDEN_HOST =
            Answer.refusal(421, "Without login, the host must be localhost or an IP address");

    private final Settings settings;
    private final @Nullable Logins logins;
    private final Pages pages;
    private final Api api;

    /**
     * How requests are judged.
     *
     * @param origins the origins of pages of other sites that may use the API
     * @param address how clients' addresses are found
     * @param isLocalOnly whether other hosts are refused, because nobody logs in: the name of any site may lead here
     */
    record Settings(Set<String> origins, ClientAddress address, boolean isLocalOnly) {}

    Service(Settings settings, @Nullable Logins logins, Pages pages, Api api) {
        this.settings = settings;
        this.logins = logins;
        this.pages = pages;
        this.api = api;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        var exchange =
                new Exchange(request, response, callback, settings.address().of(request));
        PROTECTION.forEach(response.getHeaders()::put);
        if (settings.isLocalOnly() && !isLocal(Request.getServerName(request))) {
            exchange.answer(FORBIDDEN_HOST);
        } else if (exchange.isChanging() && isFromOtherSite(request)) {
            exchange.answer(FORBIDDEN_ORIGIN);
        } else if (logins == null || pages.isOpen(exchange)) {
            serve(exchange);
        } else {
            logins.require(exchange, this::serve);
        }
        return true;
    }

    private void serve(Exchange exchange) {
        Optional<Pages.Page> page = pages.find(exchange);
        if (page.isPresent()) {
            page.get().answer(exchange);
        } else {
            api.handle(exchange);
        }
    }

    private static boolean isLocal(@Nullable String host) {
        if (host == null) {
            return true; // HTTP/1.0, which no browser speaks
        }
        String name = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return name.toLowerCase(Locale.ROOT).equals("localhost") || ClientAddress.isAddress(name);
    }

    /** Whether a browser says that another site's page makes the request; such pages can send forms without asking. */
    private boolean isFromOtherSite(Request request) {
        HttpFields headers = request.getHeaders();
        String origin = headers.get(HttpHeader.ORIGIN);
        if (origin == null) {
            String site = headers.get("Sec-Fetch-Site");
            return site != null && !site.equals("same-origin") && !site.equals("none");
        }
        return !settings.origins().contains(origin) && !isOwn(origin, request);
    }

    private static boolean isOwn(String origin, Request request) {
        try {
            String authority = new URI(origin).getAuthority();
            String host = request.getHeaders().get(HttpHeader.HOST);
            String own = host == null ? String.valueOf(request.getHttpURI().getAuthority()) : host;
            return authority != null && authority.equalsIgnoreCase(own);
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
