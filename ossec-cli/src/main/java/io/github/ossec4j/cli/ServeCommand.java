package io.github.ossec4j.cli;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.server.OssecServer;
import io.github.ossec4j.server.ServerCertificate;
import io.github.ossec4j.server.UsersFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves the REST API. */
@Command(
        name = "serve",
        description = {
            "Serves the REST API over HTTPS, for clients of OSSEC Wazuh API v1.2, with an overview page for browsers.",
            "The first line on standard output is 'Listening on https://ADDRESS:PORT/'; the log goes to standard error. It"
                    + " runs until SIGTERM or SIGINT, finishes requests in progress, and ends with status 0.",
            "On the first start without --users it creates a user, admin, and prints the password, once. Without"
                    + " --tls-cert it makes a self-signed certificate, and keeps it. Both are in $STATE_DIRECTORY, else in"
                    + " /var/lib/ossec4j for root, else in $XDG_STATE_HOME/ossec4j."
        })
final class ServeCommand extends HomeCommand {
    private static final String FIRST_USER = "admin";
    private static final List<String> ENDING = List.of("TERM", "INT");

    /** Kept, because the JDK forgets the level of a logger that nobody holds. */
    private static final Logger SERVER_LOG = Logger.getLogger("io.github.ossec4j.server");

    @Option(
            names = "--bind",
            paramLabel = "ADDR",
            description = "The address to listen on. Default: all; with --http or --no-login the loopback address.")
    private @Nullable String bind;

    @Option(names = "--port", paramLabel = "PORT", description = "Default: 55000; 0 for any free port.")
    private @Nullable Integer port;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "The private key, in PEM format, not encrypted.")
    private @Nullable Path tlsKey;

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description = "The certificate, in PEM format, followed by those of its issuers.")
    private @Nullable Path tlsCertificate;

    @Option(names = "--http", description = "HTTP without TLS; only on loopback addresses.")
    private boolean http;

    @Option(
            names = "--users",
            paramLabel = "FILE",
            description = "Names and password hashes, as htpasswd writes them; 'ossec users' changes them.")
    private @Nullable Path users;

    @Option(names = "--no-login", description = "Serve everyone without a login; only on loopback addresses.")
    private boolean noLogin;

    @Option(names = "--insecure", description = "Allow --http and --no-login on addresses that other machines reach.")
    private boolean insecure;

    @Option(
            names = "--cors",
            paramLabel = "ORIGIN",
            description = "Allow pages of this origin, such as https://dashboard.example.org; may be repeated.")
    private List<String> origins = List.of();

    @Option(
            names = "--behind-proxy",
            description =
                    "The last address of X-Forwarded-For is that of the client. Only for a server that clients reach"
                            + " through a proxy alone.")
    private boolean behindProxy;

    @Option(names = "--read-only", description = "Refuse requests that change something.")
    private boolean readOnly;

    @Option(names = "--max-connections", paramLabel = "N", description = "Further connections wait. Default: 10000.")
    private @Nullable Integer maxConnections;

    @Option(
            names = "--max-rate",
            paramLabel = "N",
            description =
                    "Requests per second that each address may send; 0: any number. Default: 1000. Programs on this"
                            + " machine are not limited, except with --behind-proxy.")
    private @Nullable Integer maxRate;

    @Option(
            names = "--audit-log",
            paramLabel = "FILE",
            description = "Append each change to FILE as well, as JSON Lines.")
    private @Nullable Path auditLog;

    @Override
    boolean readsStatistics() {
        return true;
    }

    @Override
    int run(Session session) throws IOException {
        InetAddress address = address();
        checkOptions(address);
        SERVER_LOG.setLevel(Level.INFO);
        Terminal terminal = session.terminal();
        var ended = new CountDownLatch(1);
        try (OssecServer server = server(session, address)) {
            try {
                server.start();
            } catch (IOException e) {
                terminal.complain(String.valueOf(e.getMessage()));
                return ExitStatus.ERROR_ANSWER;
            }
            ENDING.forEach(signal -> Signals.register(signal, ended::countDown));
            session.say("Listening on " + server.uri());
            terminal.out().flush();
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitStatus.ANSWERED;
    }

    private void checkOptions(InetAddress address) {
        if ((tlsKey == null) != (tlsCertificate == null)) {
            throw usage("--tls-key and --tls-cert must be given together");
        }
        if (http && tlsKey != null) {
            throw usage("--http and --tls-key cannot be combined");
        }
        if (noLogin && users != null) {
            throw usage("--no-login and --users cannot be combined");
        }
        if ((http || noLogin) && !insecure && !address.isLoopbackAddress()) {
            throw usage("--http and --no-login are only for loopback addresses, unless you add --insecure");
        }
    }

    private InetAddress address() {
        try {
            if (bind != null) {
                return InetAddress.getByName(bind);
            }
            return (http || noLogin) && !insecure
                    ? InetAddress.getLoopbackAddress()
                    : InetAddress.getByAddress(new byte[4]);
        } catch (UnknownHostException e) {
            throw usage("'" + bind + "' is not an address of this machine");
        }
    }

    private OssecServer server(Session session, InetAddress address) throws IOException {
        Ossec ossec = session.ossec();
        ServerState state = ServerState.of(session);
        OssecServer.Builder builder = OssecServer.builder(ossec).bind(address);
        number("--port", port, builder::port);
        number("--max-connections", maxConnections, builder::maxConnections);
        number("--max-rate", maxRate, builder::maxRate);
        if (http) {
            builder.http();
        } else {
            builder.tls(certificate(session.terminal(), state));
        }
        if (noLogin) {
            builder.noLogin();
        } else {
            builder.users(users(session.terminal(), state));
        }
        if (insecure) {
            builder.insecure();
        }
        if (behindProxy) {
            builder.behindProxy();
        }
        if (readOnly) {
            builder.readOnly();
        }
        if (auditLog != null) {
            builder.auditLog(auditLog);
        }
        origins.forEach(builder::cors);
        return builder.build();
    }

    /** Without the option, the server's default remains. */
    private void number(String option, @Nullable Integer given, IntConsumer setter) {
        try {
            if (given != null) {
                setter.accept(given);
            }
        } catch (IllegalArgumentException e) {
            throw usage(option + ": " + e.getMessage());
        }
    }

    private ServerCertificate certificate(Terminal terminal, ServerState state) throws IOException {
        if (tlsKey != null && tlsCertificate != null) {
            return ServerCertificate.ofPem(tlsKey, tlsCertificate);
        }
        ServerCertificate own = ServerCertificate.selfSigned(state.certificate());
        terminal.complain("self-signed certificate " + state.certificate() + ", SHA-256 " + own.fingerprint());
        return own;
    }

    private UsersFile users(Terminal terminal, ServerState state) throws IOException {
        UsersFile file = UsersFile.at(users == null ? state.users() : users);
        if (file.names().isEmpty()) {
            String password = UsersFile.newPassword();
            file.add(FIRST_USER, password);
            terminal.complain(
                    "created the user " + FIRST_USER + " with the password " + password + " in " + file.path());
        }
        return file;
    }
}
