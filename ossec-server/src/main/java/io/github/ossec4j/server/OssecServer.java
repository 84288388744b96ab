package io.github.ossec4j.server;

import io.github.ossec4j.api.Ossec;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.CrossOriginHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * The REST API of a manager over HTTPS, for clients of the original service, with pages for browsers.
 *
 * <pre>{@code
 * UsersFile users = UsersFile.at(Path.of("/etc/ossec4j/users"));
 * ServerCertificate certificate = ServerCertificate.selfSigned(Path.of("/etc/ossec4j/server.pem"));
 * try (OssecServer server = OssecServer.builder(ossec).tls(certificate).users(users).build()) {
 *     server.start();
 *     System.out.println("Listening on " + server.uri());
 *     ...
 * }
 * }</pre>
 *
 * <p>Requests that ask for the same at the same time share one reading of the files, which starts after all of them have
 * arrived: no answer is older than its question. Nothing else is cached.
 *
 * <p>It logs through SLF4J: each request to {@code io.github.ossec4j.server.access}, each change as JSON to {@code
 * io.github.ossec4j.server.audit}, failed logins and refused requests under the names of its classes. Passwords are never
 * logged.
 *
 * <p>Safe to share.
 */
public final class OssecServer implements AutoCloseable {
    private static final Duration DRAIN = Duration.ofSeconds(30);
    private static final Duration IDLE_LOOK = Duration.ofMillis(20);
    private static final Duration SLOWEST_HEADER = Duration.ofSeconds(15);
    private static final int MOST_THREADS = 250;
    private static final int PASSWORD_THREADS = 2;
    private static final int ACCEPT_QUEUE = 1_024;
    private static final int HEADER_BYTES = 8 << 10;
    private static final int BODY_BYTES = 64 << 10;
    private static final int SHARED_BYTES = 8 << 20;

    private final Server server;
    private final ServerConnector connector;
    private final ScheduledExecutorService background;
    private final AuditLog audit;
    private final Events events;
    private final @Nullable CertificateRenewal certificate;

    private OssecServer(Builder options) throws IOException {
        this.certificate = options.certificate == null ? null : new CertificateRenewal(options.certificate);
        var threads = new QueuedThreadPool(MOST_THREADS);
        threads.setName("ossec-server");
        this.server = new Server(threads);
        this.connector = connector(options, certificate, server);
        this.background = Executors.newScheduledThreadPool(PASSWORD_THREADS, task -> {
            var thread = new Thread(task, "ossec-server-background");
            thread.setDaemon(true);
            return thread;
        });
        this.audit = new AuditLog(Optional.ofNullable(options.auditLog), Clock.systemUTC());
        this.events = new Events(options.ossec);
        var metrics = new Metrics(options.ossec, this::connections);
        var api = new Api(options.ossec, audit, metrics, threads, options.isReadOnly, options.sharedBytes, BODY_BYTES);
        var logins = options.users == null ? null : new Logins(options.users, background, threads);
        var address = new ClientAddress(options.isBehindProxy);
        var settings = new Service.Settings(
                Set.copyOf(options.origins),
                address,
                logins == null && !options.isBehindProxy && options.bind.isLoopbackAddress());
        var service = new Service(settings, logins, pages(options.ossec, metrics), api);
        Handler handler = crossOrigin(options.origins, service);
        server.setHandler(
                new GracefulHandler(options.maxRate == 0 ? handler : RateLimit.of(options.maxRate, address, handler)));
        server.setErrorHandler(new Errors());
        server.setRequestLog(new AccessLog(metrics));
        server.setStopTimeout(DRAIN.toMillis());
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(options.maxConnections, server));
    }

    private Pages pages(Ossec ossec, Metrics metrics) {
        var pages = new Pages();
        pages.add("/health", exchange -> exchange.answer(Health.of(ossec)));
        pages.add("/metrics", exchange -> exchange.answer(Answer.of(200, Metrics.CONTENT_TYPE, metrics.text())));
        pages.add(Events.PATH, events::answer);
        pages.add("/openapi.json", exchange -> exchange.answer(OpenApi.answer()));
        pages.add("/", page("overview.html"));
        pages.add("/docs", page("docs.html"));
        pages.add("/assets/page.css", Answer.of(200, "text/css; charset=utf-8", Resource.bytes("page.css")));
        for (String script : List.of("overview.js", "docs.js")) {
            pages.add("/assets/" + script, Answer.of(200, "text/javascript; charset=utf-8", Resource.bytes(script)));
        }
        return pages;
    }

    /** A page that loads nothing from elsewhere and runs nothing but its script. */
    private static Answer page(String name) {
        return Answer.of(200, Answer.HTML, Resource.bytes(name))
                .with(
                        "Content-Security-Policy",
                        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:;"
                                + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    }

    private static ServerConnector connector(Builder options, @Nullable CertificateRenewal certificate, Server server) {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setHeaderCacheCaseSensitive(true); // the API refuses content types in another letter case
        http.setHttpCompliance(HttpCompliance.RFC9110);
        // The API decodes and judges paths itself, and no path leads to a file.
        http.setUriCompliance(UriCompliance.UNSAFE);
        var plain = new HttpConnectionFactory(http);
        ConnectionFactory[] factories = {plain};
        if (certificate != null) {
            http.addCustomizer(new SecureRequestCustomizer(false)); // the certificate need not name the host
            var negotiation = new ALPNServerConnectionFactory();
            negotiation.setDefaultProtocol(plain.getProtocol());
            factories = new ConnectionFactory[] {
                new SslConnectionFactory(certificate.tls(), negotiation.getProtocol()),
                negotiation,
                new HTTP2ServerConnectionFactory(http),
                plain
            };
        }
        var connector = new ServerConnector(server, factories);
        connector.setHost(options.bind.getHostAddress());
        connector.setPort(options.port);
        connector.setAcceptQueueSize(ACCEPT_QUEUE);
        connector.setIdleTimeout(options.idleTimeout.toMillis());
        connector.setShutdownIdleTimeout(options.idleTimeout.toMillis()); // who is being answered may pause as before
        return connector;
    }

    private static Handler crossOrigin(Set<String> origins, Handler service) {
        if (origins.isEmpty()) {
            return service;
        }
        var handler = new CrossOriginHandler();
        var patterns = new HashSet<String>();
        origins.forEach(origin -> patterns.add(java.util.regex.Pattern.quote(origin)));
        handler.setAllowedOriginPatterns(patterns);
        handler.setAllowedMethods(Set.of("GET", "HEAD", "POST", "PUT", "DELETE"));
        handler.setAllowedHeaders(Set.of("Authorization", "Content-Type", "api-version", "Last-Event-ID"));
        handler.setAllowCredentials(true);
        handler.setHandler(service);
        return handler;
    }

    /** A server for a manager, with options. */
    public static Builder builder(Ossec ossec) {
        return new Builder(ossec);
    }

    /**
     * Starts to listen.
     *
     * @throws IOException if the address or the port cannot be used, or if the audit log cannot be written
     */
    public void start() throws IOException {
        audit.open();
        try {
            server.start();
        } catch (IOException e) {
            close();
            throw e;
        } catch (Exception e) {
            close();
            throw new IOException("the server cannot be started: " + e.getMessage(), e);
        }
        var slowClients = new SlowClients(SLOWEST_HEADER);
        Runnable eachSecond = () -> {
            look(slowClients, System.nanoTime());
            renewCertificate();
        };
        var unused = background.scheduleWithFixedDelay(eachSecond, 1, 1, TimeUnit.SECONDS);
    }

    /** Looks for a new certificate. */
    void renewCertificate() {
        if (certificate != null) {
            certificate.look();
        }
    }

    /** Looks for clients that do not finish their requests. */
    void look(SlowClients slowClients, long now) {
        slowClients.look(connector.getConnectedEndPoints(), now);
    }

    /** How many connections are open. */
    int connections() {
        return connector.getConnectedEndPoints().size();
    }

    /** How many requests are not answered yet. */
    long requestsInProgress() {
        return ((GracefulHandler) server.getHandler()).getCurrentRequestCount();
    }

    /** Where it listens, such as {@code https://0.0.0.0:55000/}; only while it does. */
    public URI uri() {
        String host = connector.getHost();
        return URI.create((certificate == null ? "http" : "https") + "://"
                + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + connector.getLocalPort() + "/");
    }

    /**
     * Stops: no more connections are accepted, and requests in progress are answered within 30 seconds.
     *
     * @throws IOException if that was not possible; it has stopped nevertheless
     */
    @Override
    public void close() throws IOException {
        events.end();
        var unused = background.scheduleWithFixedDelay(
                this::closeIdleConnections, 0, IDLE_LOOK.toMillis(), TimeUnit.MILLISECONDS);
        try {
            server.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while requests were finished");
        } catch (Exception e) {
            throw new IOException("not all requests could be finished: " + e.getMessage(), e);
        } finally {
            background.shutdownNow(); // not before: a request may wait for the check of its password
        }
    }

    /** The end would wait for clients that keep a connection open, although no request is being answered any more. */
    private void closeIdleConnections() {
        if (requestsInProgress() == 0) {
            connector.getConnectedEndPoints().forEach(EndPoint::close);
        }
    }

    /** Options of {@link OssecServer}; one thread at a time. */
    public static final class Builder {
        private static final int USUAL_PORT = 55_000;
        private static final int USUAL_CONNECTIONS = 10_000;
        private static final int MOST_RATE = 1_000_000;
        private static final int USUAL_RATE = 1_000;
        private static final Duration USUAL_IDLE_TIMEOUT = Duration.ofMinutes(1);

        private final Ossec ossec;
        private final Set<String> origins = new HashSet<>();
        private InetAddress bind = new InetSocketAddress(0).getAddress();
        private int port = USUAL_PORT;
        private int maxConnections = USUAL_CONNECTIONS;
        private int maxRate = USUAL_RATE;
        private int sharedBytes = SHARED_BYTES;
        private Duration idleTimeout = USUAL_IDLE_TIMEOUT;
        private @Nullable ServerCertificate certificate;
        private @Nullable UsersFile users;
        private @Nullable Path auditLog;
        private boolean isPlain;
        private boolean hasNoLogin;
        private boolean isInsecure;
        private boolean isBehindProxy;
        private boolean isReadOnly;

        private Builder(Ossec ossec) {
            this.ossec = ossec;
        }

        /** The address to listen on. Default: all addresses of this machine. */
        public Builder bind(InetAddress address) {
            this.bind = address;
            return this;
        }

        /** The port; 0 for any that is free. Default: 55000. */
        public Builder port(int number) {
            requireRange("port", number, 0, 65_535);
            this.port = number;
            return this;
        }

        /** The key and the certificate. This or {@link #http()} is required. */
        public Builder tls(ServerCertificate newCertificate) {
            this.certificate = newCertificate;
            return this;
        }

        /** HTTP without TLS; passwords and keys can be read on the way. */
        public Builder http() {
            this.isPlain = true;
            return this;
        }

        /** Who may use the service. This or {@link #noLogin()} is required. */
        public Builder users(UsersFile file) {
            this.users = file;
            return this;
        }

        /** Everybody who reaches the service may use it. */
        public Builder noLogin() {
            this.hasNoLogin = true;
            return this;
        }

        /** Allows {@link #http()} and {@link #noLogin()} on addresses that other machines reach. */
        public Builder insecure() {
            this.isInsecure = true;
            return this;
        }

        /** Allows pages of another origin, such as {@code https://dashboard.example.org}, to use the API. Default: none. */
        public Builder cors(String origin) {
            origins.add(origin);
            return this;
        }

        /**
         * The last address in the header {@code X-Forwarded-For} is that of the client. Only for a server that nobody
         * reaches except through a proxy, which adds it.
         */
        public Builder behindProxy() {
            this.isBehindProxy = true;
            return this;
        }

        /** Refuses requests that change something. */
        public Builder readOnly() {
            this.isReadOnly = true;
            return this;
        }

        /** How many connections are accepted at a time; more have to wait. Default: 10,000. */
        public Builder maxConnections(int number) {
            requireRange("maxConnections", number, 1, Integer.MAX_VALUE);
            this.maxConnections = number;
            return this;
        }

        /**
         * How many requests a second are answered to each address, on average over a few seconds; others are refused with
         * status 429. 0 for any number; programs on this machine are not limited, except behind a proxy. Default: 1,000.
         */
        public Builder maxRate(int requestsPerSecond) {
            requireRange("maxRate", requestsPerSecond, 0, MOST_RATE);
            this.maxRate = requestsPerSecond;
            return this;
        }

        /** When a connection is closed on which nothing happens. Default: a minute. */
        public Builder idleTimeout(Duration timeout) {
            this.idleTimeout = timeout;
            return this;
        }

        /** A file to which each change is recorded as well, as a line of JSON, mode 0600. Default: the log only. */
        public Builder auditLog(Path file) {
            this.auditLog = file;
            return this;
        }

        /** From how many bytes on an answer is sent while it is read. */
        Builder sharedBytes(int number) {
            this.sharedBytes = number;
            return this;
        }

        /**
         * The server, which does not listen yet.
         *
         * @throws IllegalStateException if neither a certificate nor HTTP was chosen, or neither users nor no login; or if
         *     HTTP or no login was chosen for an address that other machines reach, without {@link #insecure()}
         * @throws IOException if the certificate cannot be used
         */
        public OssecServer build() throws IOException {
            require((certificate != null) != isPlain, "either a certificate or plain HTTP is required");
            require((users != null) != hasNoLogin, "either users or no login is required");
            require(
                    (!isPlain && !hasNoLogin) || bind.isLoopbackAddress() || isInsecure,
                    "plain HTTP and no login are only for loopback addresses, unless it may be insecure");
            return new OssecServer(this);
        }

        private static void requireRange(String name, int number, int lowest, int highest) {
            if (number < lowest || number > highest) {
                throw new IllegalArgumentException(name + " must be " + lowest + " to " + highest + ", was " + number);
            }
        }

        private static void require(boolean condition, String message) {
            if (!condition) {
                throw new IllegalStateException(message);
            }
        }
    }
}
