package io.github.ossec4j.server;

import io.github.ossec4j.io.file.RegularFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The private key and the certificate of the service, and the files that they were read from. A running {@link
 * OssecServer} notices within seconds when these have been replaced, and uses the new ones for new connections.
 *
 * <p>Immutable.
 */
public final class ServerCertificate {
    private static final int MOST_BYTES = 1 << 20;
    private static final Duration BEFORE = Duration.ofDays(1);
    private static final Duration VALIDITY = Duration.ofDays(3650);
    private static final int SERIAL_BYTES = 16;

    private final List<Path> files;
    private final List<Optional<FileState>> states;
    private final PrivateKey key;
    private final List<X509Certificate> chain;

    private ServerCertificate(
            List<Path> files, List<Optional<FileState>> states, PrivateKey key, List<X509Certificate> chain) {
        this.files = files;
        this.states = states;
        this.key = key;
        this.chain = List.copyOf(chain);
    }

    /**
     * Reads a key and its certificate from files in PEM format.
     *
     * @param key an unencrypted private key: PKCS #8, PKCS #1 or SEC 1
     * @param certificate the certificate, followed by those of its issuers, if any
     * @throws IOException if a file cannot be read, contains no key or certificate, or the two do not belong together
     */
    public static ServerCertificate ofPem(Path key, Path certificate) throws IOException {
        List<Path> files = List.of(key, certificate);
        // First, so that what is written meanwhile counts as a change.
        List<Optional<FileState>> states = CertificateRenewal.states(files);
        var read = new ServerCertificate(files, states, readKey(key), readChain(certificate));
        if (!read.belongsTogether()) {
            throw new IOException(certificate + ": this certificate is not that of the key in " + key);
        }
        return read;
    }

    /**
     * The self-signed certificate in a file, which is made with mode 0600 if there is none or if its certificate has
     * expired. It is for the name of this machine, for {@code localhost} and for the loopback addresses.
     *
     * @param file with key and certificate, in PEM format
     */
    public static ServerCertificate selfSigned(Path file) throws IOException {
        return selfSigned(file, Clock.systemUTC(), hostName());
    }

    static ServerCertificate selfSigned(Path file, Clock clock, Optional<String> hostName) throws IOException {
        Optional<ServerCertificate> kept = kept(file, clock.instant());
        if (kept.isPresent()) {
            return kept.get();
        }
        ServerCertificate made = make(clock.instant(), hostName);
        var pem = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(pem)) {
            writer.writeObject(new JcaPKCS8Generator(made.key, null));
            writer.writeObject(made.chain.get(0));
        }
        PrivateFile.makeDirectoryOf(file);
        PrivateFile.write(file.toAbsolutePath(), pem.toString().getBytes(StandardCharsets.US_ASCII));
        return ofPem(file, file);
    }

    private static Optional<ServerCertificate> kept(Path file, Instant now) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        ServerCertificate kept = ofPem(file, file);
        return kept.chain.get(0).getNotAfter().toInstant().isAfter(now) ? Optional.of(kept) : Optional.empty();
    }

    private static Optional<String> hostName() {
        try {
            return Optional.of(InetAddress.getLocalHost().getHostName());
        } catch (IOException e) {
            return Optional.empty(); // a machine without a name
        }
    }

    private static ServerCertificate make(Instant now, Optional<String> hostName) throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            String name = hostName.filter(ServerCertificate::isPlain).orElse("localhost");
            var issuer = new X500Name("CN=" + name);
            var names = new ArrayList<GeneralName>();
            names.add(new GeneralName(GeneralName.dNSName, name));
            if (!name.equals("localhost")) {
                names.add(new GeneralName(GeneralName.dNSName, "localhost"));
            }
            names.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
            names.add(new GeneralName(GeneralName.iPAddress, "::1"));
            var certificate = new JcaX509v3CertificateBuilder(
                            issuer,
                            new BigInteger(1, PasswordHash.randomBytes(SERIAL_BYTES)),
                            Date.from(now.minus(BEFORE)),
                            Date.from(now.plus(VALIDITY)),
                            issuer,
                            pair.getPublic())
                    .addExtension(
                            Extension.subjectAlternativeName,
                            false,
                            new GeneralNames(names.toArray(GeneralName[]::new)))
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
            return new ServerCertificate(
                    List.of(), List.of(), pair.getPrivate(), certificates(certificate.getEncoded()));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException("a certificate cannot be made: " + e.getMessage(), e);
        }
    }

    /** A name that can stand in a certificate as it is. */
    private static boolean isPlain(String name) {
        return name.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,61}[A-Za-z0-9])?");
    }

    private static PrivateKey readKey(Path file) throws IOException {
        String text = text(file);
        try (var parser = new PEMParser(new StringReader(text))) {
            for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
                if (part instanceof PrivateKeyInfo info) {
                    return new JcaPEMKeyConverter().getPrivateKey(info);
                }
                if (part instanceof PEMKeyPair pair) {
                    return new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo());
                }
            }
        } catch (IOException | RuntimeException e) {
            // The exception is dropped: it may quote the key.
        }
        throw new IOException(file + ": expected an unencrypted private key in PEM format");
    }

    private static String text(Path file) throws IOException {
        return new String(RegularFile.whole(file, MOST_BYTES), StandardCharsets.ISO_8859_1);
    }

    private static List<X509Certificate> readChain(Path file) throws IOException {
        String text = text(file);
        int begin = text.indexOf("-----BEGIN CERTIFICATE-----");
        try {
            if (begin >= 0) {
                List<X509Certificate> chain = certificates(text.substring(begin).getBytes(StandardCharsets.ISO_8859_1));
                if (!chain.isEmpty()) {
                    return chain;
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(file + ": expected certificates in PEM format: " + e.getMessage(), e);
        }
        throw new IOException(file + ": expected certificates in PEM format");
    }

    private static List<X509Certificate> certificates(byte[] encoded) throws GeneralSecurityException {
        var chain = new ArrayList<X509Certificate>();
        for (Certificate certificate :
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(encoded))) {
            chain.add((X509Certificate) certificate);
        }
        return chain;
    }

    private boolean belongsTogether() throws IOException {
        try {
            String algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
            if (!key.getAlgorithm().equals("RSA") && !key.getAlgorithm().startsWith("EC")) {
                return true; // a kind of key that few use, and that the handshake checks
            }
            var signature = Signature.getInstance(algorithm);
            byte[] probe = PasswordHash.randomBytes(SERIAL_BYTES);
            signature.initSign(key);
            signature.update(probe);
            byte[] signed = signature.sign();
            signature.initVerify(chain.get(0));
            signature.update(probe);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** That of the key and that of the certificate. */
    List<Path> files() {
        return files;
    }

    /** What the files were when they were read. */
    List<Optional<FileState>> states() {
        return states;
    }

    /** From the same files, as they are now. */
    ServerCertificate readAgain() throws IOException {
        return ofPem(files.get(0), files.get(1));
    }

    /** The SHA-256 fingerprint of the certificate: 32 bytes in upper-case hexadecimal digits, separated by colons. */
    public String fingerprint() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(chain.get(0).getEncoded());
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java platform has this digest
        }
    }

    /**
     * For the TLS library; the password protects nothing, as the store is only in memory. So the type of the store is one
     * that does not encrypt the key with thousands of rounds.
     */
    KeyStore keyStore(String password) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance("JKS");
            store.load(null, null);
            store.setKeyEntry("server", key, password.toCharArray(), chain.toArray(Certificate[]::new));
            return store;
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificate cannot be used: " + e.getMessage(), e);
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "ServerCertificate[" + fingerprint() + "]";
    }
}
