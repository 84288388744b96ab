package io.github.ossec4j.server;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Uses a certificate, and the one that takes its place in the files, for new connections. If that cannot be used, for
 * example because only one of two files has been replaced yet, the old one stays.
 *
 * <p>One thread at a time.
 */
final class CertificateRenewal {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateRenewal.class);

    private final ServerCertificate certificate;
    private final String password = UUID.randomUUID().toString();
    private final SslContextFactory.Server tls = new SslContextFactory.Server();
    private List<Optional<FileState>> seen;

    CertificateRenewal(ServerCertificate certificate) throws IOException {
        this.certificate = certificate;
        this.seen = certificate.states();
        tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        tls.setRenegotiationAllowed(false);
        tls.setKeyStore(certificate.keyStore(password));
        tls.setKeyStorePassword(password);
    }

    SslContextFactory.Server tls() {
        return tls;
    }

    /** Looks whether the files have changed; to be called about once a second. */
    void look() {
        try {
            List<Optional<FileState>> now = states(certificate.files());
            if (now.equals(seen)) {
                return;
            }
            seen = now;
            ServerCertificate renewed = certificate.readAgain();
            KeyStore store = renewed.keyStore(password);
            tls.reload(factory -> factory.setKeyStore(store));
            LOG.info("new certificate, SHA-256 {}", renewed.fingerprint());
        } catch (Exception e) {
            LOG.warn("the certificate has changed and cannot be used, the old one stays: {}", e.getMessage());
        }
    }

    static List<Optional<FileState>> states(List<Path> files) throws IOException {
        var states = new ArrayList<Optional<FileState>>();
        for (Path file : files) {
            states.add(FileState.of(file));
        }
        return states;
    }
}
