package io.github.ossec4j.agentless.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Security;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which hosts get the password: host keys against {@code known_hosts}. */
@Timeout(60)
class HostKeysTest extends SshTestBase {
    private final AtomicInteger passwords = new AtomicInteger();

    private TestServer server(KeyPair key) throws IOException {
        TestServer server = TestServer.withShell(bin, key);
        server.passwordAnswer(password -> {
            passwords.incrementAndGet();
            return password.equals(TestServer.PASSWORD);
        });
        return server;
    }

    private static SshCheck check(TestServer server) {
        return generic(server.target(), "echo in");
    }

    private void refused(TestServer server, SshOptions.Builder options, SshFailure failure) {
        assertThat(failure(options, check(server), LOGIN).failure()).isEqualTo(failure);
        assertThat(passwords).hasValue(0);
    }

    private void accepted(TestServer server, SshOptions.Builder options) throws IOException {
        assertThat(run(options, check(server), LOGIN).startingWith("|")).containsExactly("|in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"!NAME,*", "*,!NAME", "![127.*,NAME"})
    void aNegatedPatternTakesTheHostOut(String patterns) throws Exception {
        try (TestServer server = server(TestServer.KEY)) {
            var options = options(server);
            String name = "[127.0.0.1]:" + server.port();
            Files.writeString(
                    knownHosts, (patterns + ",!127.0.0.1").replace("NAME", name) + " " + server.publicKey() + "\n");
            refused(server, options, SshFailure.UNKNOWN_HOST_KEY);
            Files.writeString(knownHosts, "!other,* " + server.publicKey() + "\n");
            accepted(server, options);
        }
    }

    @ParameterizedTest
    @EnumSource(HostKeyPolicy.class)
    void theKeyOfAnAuthorityIsNotThatOfAHost(HostKeyPolicy policy) throws Exception {
        try (TestServer server = server(TestServer.KEY)) {
            var options = options(server).hostKeyPolicy(policy);
            String line = "@cert-authority * " + server.publicKey() + "\n";
            Files.writeString(knownHosts, line);
            refused(server, options, SshFailure.UNKNOWN_HOST_KEY);
            assertThat(knownHosts).hasContent(line);
        }
    }

    @ParameterizedTest
    @EnumSource(HostKeyPolicy.class)
    void aHostThatIsKnownShowsNoKeyOfAnotherType(HostKeyPolicy policy) throws Exception {
        try (TestServer server = server(TestServer.KEY)) {
            var options = options(server).hostKeyPolicy(policy);
            String line = "[127.0.0.1]:" + server.port()
                    + " ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJKyEmuI/v5BuLHvFA3JH+dcJ9mGGyPzVPNsNzaTXRAx\n";
            Files.writeString(knownHosts, line);
            refused(server, options, SshFailure.CHANGED_HOST_KEY);
            assertThat(knownHosts).hasContent(line);
        }
    }

    @Test
    void aKeyThatIsKnownWithoutThePortWillDo() throws Exception {
        try (TestServer server = server(TestServer.KEY)) {
            var options = options(server);
            Files.writeString(knownHosts, "127.0.0.1 " + server.publicKey() + "\n");
            accepted(server, options);
            Files.writeString(
                    knownHosts,
                    "127.0.0.1 " + server.publicKey() + "\n@revoked 127.0.0.1 " + server.publicKey() + "\n");
            passwords.set(0);
            refused(server, options, SshFailure.CHANGED_HOST_KEY);
        }
    }

    private static KeyPair keyOn(String curve) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }

    /** A host with keys of three types signs with the one that is known. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void theKnownKeyIsAskedFor(int which) throws Exception {
        var keys = List.of(TestServer.KEY, keyOn("secp384r1"), keyOn("secp256r1"));
        try (TestServer server = TestServer.withShell(
                bin, keys.get(which), changed -> changed.setKeyPairProvider(KeyPairProvider.wrap(keys)))) {
            accepted(server, options(server));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa-sha2-512", "rsa-sha2-256", "ssh-rsa"})
    void anRsaKeySignsWithWhateverTheHostHas(String signature) throws Exception {
        try (TestServer server = TestServer.withShell(
                bin,
                TestServer.KEY,
                changed -> changed.setSignatureFactories(List.of(BuiltinSignatures.fromFactoryName(signature))))) {
            accepted(server, options(server));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"secp256r1", "secp384r1", "secp521r1"})
    @ResourceLock(PROVIDERS)
    void anEcdsaKeyNeedsNoProviderOfItsOwn(String curve) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        var before = List.of(Security.getProviders());
        try (TestServer server = server(generator.generateKeyPair())) {
            var options = options(server);
            accepted(server, options);
            Files.writeString(knownHosts, server.knownHostsLine(false)); // of another type, even
            passwords.set(0);
            refused(server, options, SshFailure.CHANGED_HOST_KEY);
        }
        assertThat(Security.getProviders()).containsExactlyElementsOf(before);
    }

    @Test
    void whatIsNoRegularFileOrHasNoEndIsNotRead() throws Exception {
        try (TestServer server = server(TestServer.KEY)) {
            var options = options(server);
            Files.delete(knownHosts);
            assertThat(new ProcessBuilder("mkfifo", knownHosts.toString())
                            .start()
                            .waitFor())
                    .isZero();
            assertThat(ownFailure(options, check(server))).hasMessageContaining("named pipe");
            Files.delete(knownHosts);
            Files.createSymbolicLink(knownHosts, Path.of("/dev/zero"));
            assertThat(ownFailure(options, check(server))).hasMessageContaining("device");
            Files.delete(knownHosts);
            try (FileChannel hole =
                    FileChannel.open(knownHosts, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                hole.write(ByteBuffer.wrap(new byte[1]), 1L << 30);
            }
            assertThat(ownFailure(options, check(server))).hasMessageContaining("longer than 8 MiB");
        }
    }
}
