package io.github.ossec4j.agentless.ssh;

import com.hierynomus.sshj.userauth.certificate.Certificate;
import io.github.ossec4j.io.file.HeldDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.PublicKey;
import java.security.interfaces.RSAKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.transport.verification.HostKeyVerifier;
import org.jspecify.annotations.Nullable;

/** Compares a host's key with {@code known_hosts} and remembers why it was refused. For one connection. */
final class HostKeys implements HostKeyVerifier {
    /** All checks of the process append to the same file. */
    private static final Object APPENDING = new Object();

    private final SshOptions options;
    private final Path file;
    private final SshTarget target;
    private final KnownHost known;
    private KnownHost.@Nullable Key trusted;
    private volatile @Nullable SshFailure failure;
    private volatile String problem = "";

    private HostKeys(SshOptions options, SshTarget target) throws IOException {
        this.options = options;
        this.file = options.knownHosts();
        this.target = target;
        this.known = find();
    }

    static HostKeys read(SshOptions options, SshTarget target) throws IOException {
        return new HostKeys(options, target);
    }

    /** Why the key was refused, or null if it was not. */
    @Nullable
    SshFailure failure() {
        return failure;
    }

    String problem() {
        return problem;
    }

    /** Called by a thread of the SSH library, again when it renews its keys. */
    @Override
    public synchronized boolean verify(String hostname, int port, PublicKey offered) {
        if (offered instanceof Certificate<?> certificate) {
            KnownHost.Key authority =
                    KnownHost.Key.of(certificate.getSignatureKey()).orElse(null);
            if (authority != null && known.revoked().contains(authority)) {
                return refuse(
                        SshFailure.CHANGED_HOST_KEY, "the authority of its host certificate is revoked in " + file);
            }
            if (authority != null && known.authorities().contains(authority)) {
                String wrong = HostCertificate.problem(certificate, target.address());
                return wrong.isEmpty()
                        ? isAcceptable(certificate.getKey())
                        : refuse(SshFailure.UNKNOWN_HOST_KEY, "its host certificate " + wrong);
            }
            return verifyPlain(certificate.getKey()); // its authority is unknown
        }
        return verifyPlain(offered);
    }

    /** The algorithms that the host should sign with, so that it shows a known key. */
    @Override
    public List<String> findExistingAlgorithms(String hostname, int port) {
        var algorithms = new ArrayList<String>();
        if (!known.authorities().isEmpty()) {
            for (KeyType type : KeyType.values()) {
                if (type.getParent() != null) {
                    algorithms.add(type.toString());
                }
            }
        }
        Stream.concat(known.keys().stream(), known.keysWithoutPort().stream()).forEach(key -> {
            if (key.type().equals(KeyType.RSA.toString())) {
                algorithms.addAll(List.of("rsa-sha2-512", "rsa-sha2-256"));
            }
            algorithms.add(key.type());
        });
        return algorithms;
    }

    private boolean verifyPlain(PublicKey offered) {
        KnownHost.Key key = KnownHost.Key.of(HostKeyBlob.of(offered)).orElseThrow();
        if (!isAcceptable(offered)) {
            return false;
        }
        if (key.equals(trusted) || isKnown(known, key)) {
            return true;
        }
        if (trusted != null || isKnownOtherwise(known)) {
            return refuseChanged(key);
        }
        if (options.hostKeyPolicy() == HostKeyPolicy.TRUST_ON_FIRST_USE) {
            return trust(key);
        }
        return refuse(SshFailure.UNKNOWN_HOST_KEY, "the host key " + describe(key) + " is not in " + file);
    }

    /** Neither revoked nor too short, certified or not. */
    private boolean isAcceptable(PublicKey offered) {
        KnownHost.Key key = KnownHost.Key.of(HostKeyBlob.of(offered)).orElseThrow();
        if (known.revoked().contains(key)) {
            return refuse(SshFailure.CHANGED_HOST_KEY, "the host key " + describe(key) + " is revoked in " + file);
        }
        if (offered instanceof RSAKey rsa && !options.allowsObsoleteAlgorithms() && ObsoleteAlgorithms.isShort(rsa)) {
            return refuse(
                    SshFailure.OBSOLETE_ALGORITHMS,
                    "the host key " + describe(key) + " has only "
                            + rsa.getModulus().bitLength() + " bits; " + ObsoleteAlgorithms.ADVICE);
        }
        return true;
    }

    /** At an unusual port, a key that is listed without a port is also accepted, as by OpenSSH. */
    private static boolean isKnown(KnownHost host, KnownHost.Key key) {
        return host.keys().contains(key) || host.keysWithoutPort().contains(key);
    }

    private static boolean isKnownOtherwise(KnownHost host) {
        return !host.keys().isEmpty();
    }

    private boolean trust(KnownHost.Key key) {
        try {
            synchronized (APPENDING) {
                KnownHost now = find(); // another check may have been faster
                if (isKnownOtherwise(now) && !isKnown(now, key)) {
                    return refuseChanged(key);
                }
                if (!now.authorities().isEmpty()) {
                    return refuse(
                            SshFailure.UNKNOWN_HOST_KEY,
                            "the host key " + describe(key) + " has no certificate of the authority that " + file
                                    + " names for this host");
                }
                if (!isKnown(now, key)) {
                    append(key);
                }
            }
            trusted = key;
            return true;
        } catch (IOException e) {
            return refuse(SshFailure.UNKNOWN_HOST_KEY, "the host key cannot be written to " + file + " (" + e + ")");
        }
    }

    private boolean refuseChanged(KnownHost.Key key) {
        return refuse(
                SshFailure.CHANGED_HOST_KEY,
                "the host key has changed to " + describe(key) + ", " + file + " has another one");
    }

    private boolean refuse(SshFailure why, String text) {
        problem = text;
        failure = why;
        return false;
    }

    private KnownHost find() throws IOException {
        return KnownHost.find(BoundedFile.latin1(file), target.address(), target.port());
    }

    private void append(KnownHost.Key key) throws IOException {
        String name = KnownHost.name(target.address().toLowerCase(Locale.ROOT), target.port());
        String line = name
                + ' '
                + key.type()
                + ' '
                + Base64.getEncoder().encodeToString(key.blob().array())
                + '\n';
        Path path = file.toAbsolutePath();
        Path directory = Objects.requireNonNull(path.getParent(), "a file is in a directory");
        Files.createDirectories(directory);
        // The directory may belong to another user: a link that was put in place of the file is not followed.
        try (HeldDirectory held = HeldDirectory.open(directory)) {
            Path entry = path.getFileName();
            if (!endsWithLineFeed(held, entry)) {
                line = '\n' + line;
            }
            try (SeekableByteChannel channel =
                    held.channel(entry, Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
                channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
            }
        }
    }

    /** Also true for a file that is empty or missing. */
    private static boolean endsWithLineFeed(HeldDirectory directory, Path file) throws IOException {
        try (SeekableByteChannel channel = directory.reading(file)) {
            var last = ByteBuffer.allocate(1);
            channel.position(Math.max(0, channel.size() - 1)).read(last);
            return last.hasRemaining() || last.get(0) == '\n';
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    private static String describe(KnownHost.Key key) {
        return key.type() + ' ' + HostKeyBlob.fingerprint(key.blob().array());
    }
}
