package io.github.ossec4j.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
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
