package io.github.ossec4j.agentless.ssh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Locale;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.KeyType;
import net.schmizz.sshj.common.SecurityUtils;
import net.schmizz.sshj.transport.verification.OpenSSHKnownHosts;
import org.jspecify.annotations.Nullable;

/** Compares a host's key with {@code known_hosts} and remembers why it was refused. For one connection. */
final class HostKeys extends OpenSSHKnownHosts {
    /** All checks of the process append to the same file. */
    private static final Object APPENDING = new Object();

    private final Path file;
    private final HostKeyPolicy policy;
    private volatile @Nullable SshFailure failure;
    private volatile String problem = "";

    private HostKeys(Path file, HostKeyPolicy policy) throws IOException {
        super(file.toFile());
        this.file = file;
        this.policy = policy;
    }

    static HostKeys read(Path file, HostKeyPolicy policy) throws IOException {
        if (Files.exists(file) && !Files.isReadable(file)) {
            throw new IOException(file + " cannot be read");
        }
        return new HostKeys(file, policy);
    }

    /** Why the key was refused, or null if it was not. */
    @Nullable
    SshFailure failure() {
        return failure;
    }

    String problem() {
        return problem;
    }

    @Override
    public boolean verify(String hostname, int port, PublicKey key) {
        String host = entryName(hostname, port);
        try {
            for (KnownHostEntry entry : entries()) {
                if (entry.getLine().startsWith("@revoked")
                        && entry.appliesTo(KeyType.fromKey(key), host)
                        && SecurityUtils.getFingerprint(key).equals(entry.getFingerprint())) {
                    refuse(SshFailure.CHANGED_HOST_KEY, "the host key " + describe(key) + " is revoked in " + file);
                    return false;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return super.verify(hostname, port, key);
    }

    @Override
    protected boolean hostKeyUnverifiableAction(String hostname, PublicKey key) {
        if (policy == HostKeyPolicy.TRUST_ON_FIRST_USE) {
            try {
                append(hostname, key);
                return true;
            } catch (IOException e) {
                refuse(SshFailure.UNKNOWN_HOST_KEY, "the host key cannot be written to " + file + " (" + e + ")");
                return false;
            }
        }
        refuse(SshFailure.UNKNOWN_HOST_KEY, "the host key " + describe(key) + " is not in " + file);
        return false;
    }

    @Override
    protected boolean hostKeyChangedAction(String hostname, PublicKey key) {
        refuse(
                SshFailure.CHANGED_HOST_KEY,
                "the host key has changed to " + describe(key) + ", another one stands in " + file);
        return false;
    }

    private void refuse(SshFailure why, String text) {
        problem = text;
        failure = why;
    }

    private void append(String hostname, PublicKey key) throws IOException {
        String blob = Base64.getEncoder()
                .encodeToString(new Buffer.PlainBuffer().putPublicKey(key).getCompactData());
        String line = hostname + ' ' + KeyType.fromKey(key) + ' ' + blob + '\n';
        synchronized (APPENDING) {
            Path directory = file.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            if (Files.exists(file)) {
                String old = Files.readString(file, StandardCharsets.ISO_8859_1);
                line = old.isEmpty() || old.endsWith("\n") ? line : '\n' + line;
            }
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    /** As OpenSSH writes it: with the port where that is unusual. */
    private static String entryName(String hostname, int port) {
        String lower = hostname.toLowerCase(Locale.ROOT);
        return port == SshTarget.DEFAULT_PORT ? lower : "[" + lower + "]:" + port;
    }

    private static String describe(PublicKey key) {
        try {
            byte[] blob = new Buffer.PlainBuffer().putPublicKey(key).getCompactData();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(blob);
            return KeyType.fromKey(key) + " SHA256:"
                    + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
