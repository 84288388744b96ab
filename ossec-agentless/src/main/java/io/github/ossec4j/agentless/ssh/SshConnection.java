package io.github.ossec4j.agentless.ssh;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.SocketFactory;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.SSHRuntimeException;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AuthKeyboardInteractive;
import net.schmizz.sshj.userauth.method.AuthMethod;
import net.schmizz.sshj.userauth.method.AuthPassword;
import net.schmizz.sshj.userauth.method.PasswordResponseProvider;
import net.schmizz.sshj.userauth.password.PasswordFinder;
import net.schmizz.sshj.userauth.password.PasswordUtils;
import org.jspecify.annotations.Nullable;

/** A connection on which the login has succeeded. One thread at a time; the watchdog closes it when time is up. */
final class SshConnection implements Closeable {
    private static final Duration GOODBYE = Duration.ofSeconds(3);

    private final SshTarget target;
    private final SshOptions options;
    private final Deadline deadline;
    private final SSHClient client;
    private final Socket socket = new Socket();

    /** What took too long; set before the socket is closed while a thread waits for it. */
    private volatile @Nullable String expired;

    private final Future<?> overall;

    private SshConnection(SshTarget target, SshOptions options, Config config, Deadline deadline) {
        this.target = target;
        this.options = options;
        this.deadline = deadline;
        this.client = new SSHClient(config);
        this.overall = guard(Duration.ofNanos(deadline.remainingNanos()), "the whole check");
    }

    static SshConnection open(
            SshTarget target, SshOptions options, Config config, Deadline deadline, Credentials credentials)
            throws IOException {
        HostKeys hostKeys = HostKeys.read(options, target);
        var connection = new SshConnection(target, options, config, deadline);
        boolean done = false;
        try {
            connection.connect(hostKeys);
            connection.login(credentials);
            done = true;
            return connection;
        } finally {
            if (!done) {
                connection.close();
            }
        }
    }

    Session startSession() throws SshCheckException {
        try {
            return client.startSession();
        } catch (IOException e) {
            throw failed(SshFailure.CONNECTION_LOST, "no session could be opened", e);
        }
    }

    /** The exception for a failure of the SSH library; a time-out if that was the reason for it. */
    SshCheckException failed(SshFailure failure, String problem, Throwable cause) {
        String late = expired;
        if (late != null || deadline.isOver()) {
            return timedOut(late == null ? "the whole check" : late, cause);
        }
        if (hasCause(cause, TimeoutException.class) || hasCause(cause, SocketTimeoutException.class)) {
            return new SshCheckException(SshFailure.TIMEOUT, target.host(), problem + " in time", cause);
        }
        String why = cause.getMessage();
        return new SshCheckException(failure, target.host(), why == null ? problem : problem + ": " + why, cause);
    }

    /** The exception for the end of the remote side's output before its time. */
    SshCheckException lost(String during, @Nullable Throwable cause) {
        String late = expired;
        if (late != null || deadline.isOver()) {
            return timedOut(late == null ? "the whole check" : late, cause);
        }
        return new SshCheckException(
                SshFailure.CONNECTION_LOST, target.host(), "the connection ended during " + during, cause);
    }

    @Override
    public void close() {
        overall.cancel(false);
        Future<?> impatience = Watchdog.in(GOODBYE, this::closeSocket);
        try {
            client.disconnect();
        } catch (IOException e) {
            closeSocket(); // nothing to be saved: the check is over
        } finally {
            impatience.cancel(false);
            closeSocket();
        }
    }

    private void connect(HostKeys hostKeys) throws SshCheckException {
        client.setSocketFactory(new OneSocketFactory(socket));
        client.setConnectTimeout(millis(options.connectTimeout()));
        client.setTimeout(millis(options.connectTimeout()));
        client.getTransport().setTimeoutMs(millis(options.connectTimeout()));
        client.getConnection().setTimeoutMs(millis(options.promptTimeout()));
        client.getConnection().getKeepAlive().setKeepAliveInterval((int)
                options.keepAlive().toSeconds());
        client.addHostKeyVerifier(hostKeys);
        Future<?> guard = guard(options.connectTimeout(), "connecting");
        try {
            client.connect(target.address(), target.port());
        } catch (UnknownHostException e) {
            throw new SshCheckException(SshFailure.CONNECT, target.host(), "the name cannot be resolved", e);
        } catch (IOException | SSHRuntimeException | IllegalStateException failure) {
            Exception e = failure instanceof IllegalStateException ended ? reasonOf(ended) : failure;
            SshFailure refused = hostKeys.failure();
            if (refused != null) {
                throw new SshCheckException(refused, target.host(), hostKeys.problem(), e);
            }
            if (!options.allowsObsoleteAlgorithms()) {
                String obsolete = ObsoleteAlgorithms.problem(e);
                if (!obsolete.isEmpty()) {
                    throw new SshCheckException(
                            SshFailure.OBSOLETE_ALGORITHMS,
                            target.host(),
                            obsolete + "; " + ObsoleteAlgorithms.ADVICE,
                            e);
                }
            }
            throw failed(SshFailure.CONNECT, "no connection to port " + target.port(), e);
        } finally {
            guard.cancel(false);
        }
    }

    /** A host may end the connection while the library still sets it up; only the library's reader knows why. */
    private Exception reasonOf(IllegalStateException ended) {
        try {
            client.getTransport().join(millis(options.connectTimeout()), TimeUnit.MILLISECONDS);
            return ended;
        } catch (TransportException reason) {
            return reason;
        }
    }

    private void login(Credentials credentials) throws IOException {
        client.getTransport().setTimeoutMs(millis(options.authTimeout()));
        Future<?> guard = guard(options.authTimeout(), "the login");
        try (var keys = new LocalKeys(options)) {
            if (credentials.password().isPresent()) {
                logIn(methods(credentials.password().get()), "the host refuses user and password", keys);
            } else {
                logIn(keys.methods(client, target.host()), "the host refuses the login with a key", keys);
            }
        } finally {
            guard.cancel(false);
        }
    }

    private void logIn(List<AuthMethod> methods, String refused, LocalKeys keys) throws IOException {
        try {
            client.auth(target.user(), methods);
        } catch (UserAuthException e) {
            if (keys.isToBlame(methods)) {
                throw keys.failed(target.host());
            }
            if (expired == null && client.isConnected() && !hasCause(e, TimeoutException.class)) {
                throw new SshCheckException(SshFailure.AUTHENTICATION, target.host(), refused + keys.remark(), e);
            }
            throw failed(SshFailure.AUTHENTICATION, "the login failed", e);
        } catch (IOException | SSHRuntimeException e) {
            throw failed(SshFailure.CONNECTION_LOST, "the login was not answered", e);
        }
    }

    private static List<AuthMethod> methods(String password) {
        return List.of(
                new AuthPassword(once(password)),
                new AuthKeyboardInteractive(new PasswordResponseProvider(once(password))));
    }

    private static PasswordFinder once(String password) {
        return PasswordUtils.createOneOff(password.toCharArray());
    }

    private Future<?> guard(Duration time, String what) {
        return Watchdog.in(time, () -> {
            expired = what;
            closeSocket();
        });
    }

    private SshCheckException timedOut(String what, @Nullable Throwable cause) {
        return new SshCheckException(SshFailure.TIMEOUT, target.host(), what + " took too long", cause);
    }

    private void closeSocket() {
        try {
            socket.close();
        } catch (IOException e) {
            // closed for good either way; there is no one to report it to
        }
    }

    private static int millis(Duration duration) {
        return (int) duration.toMillis();
    }

    private static boolean hasCause(Throwable thrown, Class<? extends Throwable> type) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            if (type.isInstance(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static final class OneSocketFactory extends SocketFactory {
        private final Socket socket;

        OneSocketFactory(Socket socket) {
            this.socket = socket;
        }

        @Override
        public Socket createSocket() {
            return socket;
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
            throw new UnsupportedOperationException();
        }
    }
}
