package io.github.ossec4j.agentless.ssh;

import com.hierynomus.sshj.common.KeyDecryptionFailedException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.interfaces.RSAKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.SSHRuntimeException;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;
import net.schmizz.sshj.userauth.method.AuthMethod;
import net.schmizz.sshj.userauth.method.AuthPublickey;
import net.schmizz.sshj.userauth.password.PasswordUtils;

/**
 * The keys of this machine for one login: those of an agent, then those in files. One that cannot be used is recorded
 * and skipped, because the host may accept another.
 */
final class LocalKeys implements Closeable {
    private final SshOptions options;
    private final SshAgent agent = new SshAgent();
    private final List<IOException> unusable = new ArrayList<>();

    LocalKeys(SshOptions options) {
        this.options = options;
    }

    /**
     * A login method for each usable key.
     *
     * @throws SshCheckException if there are no keys
     * @throws IOException if there are keys but none can be used; it names each of them and what is wrong with it
     */
    List<AuthMethod> methods(SSHClient client, String host) throws IOException {
        var methods = new ArrayList<AuthMethod>();
        var without = new ArrayList<String>();
        Optional<Path> socket = options.agentSocket();
        if (socket.isPresent()) {
            try {
                methods.addAll(agent.open(socket.get(), options.authTimeout(), options.allowsObsoleteAlgorithms()));
                noteAgent();
                if (methods.isEmpty() && unusable.isEmpty()) {
                    without.add("the SSH agent at " + socket.get() + " has none");
                }
            } catch (IOException e) {
                unusable.add(e);
            }
        }
        for (Path identity : options.identities()) {
            if (Files.notExists(identity)) {
                without.add("there is no " + identity);
                continue;
            }
            try {
                methods.add(new AuthPublickey(load(client, identity)));
            } catch (IOException e) {
                unusable.add(e);
            }
        }
        if (methods.isEmpty()) {
            if (unusable.isEmpty()) {
                throw new SshCheckException(
                        SshFailure.NO_CREDENTIALS,
                        host,
                        "there is no password and no key to log in with"
                                + (without.isEmpty() ? "" : ": " + String.join(", ", without)));
            }
            throw failed(host);
        }
        return methods;
    }

    /** Why keys were not tried or could not sign, as text to append to a sentence; empty if all were. */
    String remark() {
        noteAgent();
        return unusable.isEmpty() ? "" : " (not all keys could be used: " + reasons() + ")";
    }

    /** Whether all these methods failed on this machine, so that the host has not refused anything. */
    boolean isToBlame(List<AuthMethod> methods) {
        return agent.refusals() == methods.size();
    }

    /** The failure if the host is not the cause. */
    IOException failed(String host) {
        noteAgent();
        return new IOException(
                "no key could be used to log in to " + host + ": " + reasons(),
                unusable.isEmpty() ? null : unusable.get(0));
    }

    @Override
    public void close() {
        agent.close();
    }

    private void noteAgent() {
        agent.takeRefusal().ifPresent(unusable::add);
    }

    private String reasons() {
        return String.join("; ", unusable.stream().map(Throwable::getMessage).toList());
    }

    /** Reads and decrypts the whole file: later the library would report a problem with it as the host's refusal. */
    private KeyProvider load(SSHClient client, Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("the key file " + file + " is not a file, or this process may not access it");
        }
        if (!Files.isReadable(file)) {
            throw new IOException("this process has no permission to read the key file " + file);
        }
        KeyProvider keys;
        PublicKey publicKey;
        try {
            keys = client.loadKeys(
                    file.toString(),
                    options.passphrase()
                            .map(secret ->
                                    PasswordUtils.createOneOff(secret.value().toCharArray()))
                            .orElse(null));
            keys.getPrivate();
            publicKey = keys.getPublic();
        } catch (KeyDecryptionFailedException e) {
            throw new IOException(
                    options.passphrase().isEmpty()
                            ? "the key file " + file + " is encrypted, and there is no passphrase"
                            : "the passphrase does not open the key file " + file,
                    e);
        } catch (IOException | SSHRuntimeException e) {
            throw new IOException("the key file " + file + " cannot be parsed:  " + e.getMessage(), e);
        }
        if (!options.allowsObsoleteAlgorithms() && publicKey instanceof RSAKey rsa && ObsoleteAlgorithms.isShort(rsa)) {
            throw new IOException("the key file " + file + " contains an RSA key of only "
                    + rsa.getModulus().bitLength() + " bits; " + ObsoleteAlgorithms.ADVICE);
        }
        return keys;
    }
}
