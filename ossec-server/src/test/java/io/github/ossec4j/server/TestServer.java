package io.github.ossec4j.server;

import io.github.ossec4j.api.Ossec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.apache.commons.codec.digest.DigestUtils;

/** A server on a free port of the loopback address, with TLS, one user, and an address of the client that it believes. */
public final class TestServer implements AutoCloseable {
    public static final String NAME = "admin";
    public static final String PASSWORD = "correct horse";

    /** The header of a login that is accepted. */
    public static final String LOGIN = basic(NAME, PASSWORD);

    private static final Shared SHARED = Shared.make();

    private final OssecServer server;
    private final HttpsClient client;

    private TestServer(OssecServer server) throws IOException {
        this.server = server;
        server.start();
        this.client = SHARED.client().of(server.uri());
    }

    /** What all servers of a test run share: bcrypt and keys take their time. */
    private record Shared(ServerCertificate certificate, UsersFile users, HttpsClient client) {
        static Shared make() {
            try {
                Path directory = Files.createTempDirectory("ossec-server-test");
                Path certificate = directory.resolve("server.pem");
                Path users = directory.resolve("users");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    for (Path file : new Path[] {certificate, users, directory}) {
                        file.toFile().delete();
                    }
                }));
                Files.writeString(users, NAME + ":" + "{SHA}" + sha1(PASSWORD) + "\n");
                ServerCertificate made = ServerCertificate.selfSigned(certificate);
                return new Shared(made, UsersFile.at(users), HttpsClient.trusting(made));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String sha1(String text) {
            return Base64.getEncoder().encodeToString(DigestUtils.sha1(text));
        }
    }

    /** The certificate to trust, in PEM format. */
    static Path certificateFile() {
        return SHARED.users().path().resolveSibling("server.pem");
    }

    /** A server that is started. */
    public static TestServer over(Ossec ossec) throws IOException {
        return over(ossec, OssecServer.Builder::behindProxy);
    }

    static TestServer over(Ossec ossec, UnaryOperator<OssecServer.Builder> options) throws IOException {
        return new TestServer(options.apply(OssecServer.builder(ossec)
                        .bind(InetAddress.getLoopbackAddress())
                        .port(0)
                        .tls(SHARED.certificate())
                        .users(SHARED.users()))
                .build());
    }

    static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    public HttpsClient client() {
        return client;
    }

    int port() {
        return server.uri().getPort();
    }

    OssecServer server() {
        return server;
    }

    /** Waits until a condition is true, or the time limit of the test interrupts it. */
    static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
