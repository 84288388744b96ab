package io.github.ossec4j.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.fixtures.OssecHomeFixture;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and certificates from files. */
class ServerCertificateTest {
    @TempDir
    Path directory;

    private static String pem(Object... parts) throws IOException {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            for (Object part : parts) {
                writer.writeObject(part);
            }
        }
        return text.toString();
    }

    @Test
    void selfSignedOneIsMadeOnceAndKept() throws IOException {
        Path file = directory.resolve("state/server.pem");
        ServerCertificate made = ServerCertificate.selfSigned(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        assertThat(Files.readString(file)).startsWith("-----BEGIN PRIVATE KEY-----\n");
        assertThat(ServerCertificate.selfSigned(file).fingerprint())
                .isEqualTo(made.fingerprint())
                .matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(4000));
        assertThat(ServerCertificate.selfSigned(file, later, Optional.of("not a name"))
                        .fingerprint())
                .isNotEqualTo(made.fingerprint());
    }

    @Test
    void traditionalKeysAreUnderstoodAndTheCertificateMustFit() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        Path other = directory.resolve("other.pem");
        ServerCertificate.selfSigned(other);
        Path key = Files.writeString(directory.resolve("key.pem"), pem(pair));
        assertThatIOException()
                .isThrownBy(() -> ServerCertificate.ofPem(key, other))
                .withMessage(other + ": this certificate is not that of the key in " + key);
    }

    @Test
    void replacedFilesAreUsedForNewConnectionsOnceTheyBelongTogether() throws Exception {
        Path first = directory.resolve("first.pem");
        Path second = directory.resolve("second.pem");
        String old = ServerCertificate.selfSigned(first).fingerprint();
        String renewed = ServerCertificate.selfSigned(second).fingerprint();
        Path key = Files.copy(first, directory.resolve("key.pem"));
        Path certificate = Files.copy(first, directory.resolve("certificate.pem"));
        Ossec ossec = Ossec.open(OssecHomeFixture.builder().writeTo(directory.resolve("home")));
        try (var server = TestServer.over(ossec, options -> options.tls(pem(key, certificate)))) {
            assertThat(fingerprint(server.port())).isEqualTo(old);
            replace(second, key);
            server.server().renewCertificate();
            assertThat(fingerprint(server.port())).as("not that of the key").isEqualTo(old);
            replace(second, certificate);
            server.server().renewCertificate();
            assertThat(fingerprint(server.port())).isEqualTo(renewed);
            Files.delete(key);
            server.server().renewCertificate();
            assertThat(fingerprint(server.port())).isEqualTo(renewed);
        }
    }

    private static ServerCertificate pem(Path key, Path certificate) {
        try {
            return ServerCertificate.ofPem(key, certificate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As ACME clients do: written beside it, then moved. */
    private static void replace(Path source, Path target) throws IOException {
        Path beside = target.resolveSibling("new.pem");
        Files.copy(source, beside);
        Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Of the certificate that a new connection gets. */
    private static String fingerprint(int port) throws Exception {
        var seen = new AtomicReference<X509Certificate>();
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, new TrustManager[] {new Seen(seen)}, null);
        try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.startHandshake();
        }
        return HexFormat.ofDelimiter(":")
                .withUpperCase()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(Objects.requireNonNull(seen.get()).getEncoded()));
    }

    private record Seen(AtomicReference<X509Certificate> certificate) implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            throw new IllegalStateException("this is a client");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            certificate.set(chain[0]);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n",
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nc2VjcmV0\n-----END ENCRYPTED PRIVATE KEY-----\n"
            })
    void whatIsNoKeyIsReportedWithoutItsText(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("key.pem"), text);
        assertThatIOException()
                .isThrownBy(() -> ServerCertificate.ofPem(file, file))
                .withMessage(file + ": expected an unencrypted private key in PEM format")
                .withNoCause();
    }
}
