package io.github.ossec4j.agentless.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.security.KeyPair;
import java.util.List;
import java.util.function.Consumer;
import net.schmizz.sshj.Config;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.transport.kex.DHGroupData;
import net.schmizz.sshj.transport.kex.KeyExchange;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What hosts may encrypt, sign and exchange keys with. */
@Timeout(60)
class AlgorithmsTest extends SshTestBase {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "curve25519-sha256",
                "curve25519-sha256@libssh.org",
                "ecdh-sha2-nistp256",
                "ecdh-sha2-nistp384",
                "ecdh-sha2-nistp521",
                "diffie-hellman-group-exchange-sha256",
                "diffie-hellman-group14-sha1",
                "diffie-hellman-group14-sha256",
                "diffie-hellman-group16-sha512"
            })
    void keysAreExchangedInEachOfTheseWays(String name) throws Exception {
        try (TestServer server = TestServer.withShell(bin, TestServer.KEY, exchanging(name))) {
            accepted(server, options(server));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"diffie-hellman-group1-sha1", "diffie-hellman-group-exchange-sha1"})
    void anObsoleteKeyExchangeNeedsTheOption(String name) throws Exception {
        try (TestServer server = TestServer.withShell(bin, TestServer.KEY, exchanging(name))) {
            obsolete(server, name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3des-cbc", "blowfish-cbc"})
    void anObsoleteCipherNeedsTheOption(String name) throws Exception {
        try (TestServer server = TestServer.withShell(
                bin,
                TestServer.KEY,
                changed -> changed.setCipherFactories(List.of(BuiltinCiphers.fromFactoryName(name))))) {
            obsolete(server, name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hmac-md5", "hmac-md5-96"})
    void anObsoleteMacNeedsTheOption(String name) throws Exception {
        try (TestServer server = TestServer.withShell(bin, TestServer.KEY, changed -> {
            changed.setCipherFactories(List.of(BuiltinCiphers.aes128ctr));
            changed.setMacFactories(List.of(BuiltinMacs.fromFactoryName(name)));
        })) {
            obsolete(server, name);
        }
    }

    @Test
    void aShortHostKeyNeedsTheOption() throws Exception {
        try (TestServer server = TestServer.withShell(bin, TestServer.newKey(1024))) {
            obsolete(server, "1024 bits");
        }
    }

    @Test
    void aShortLoginKeyNeedsTheOption() throws Exception {
        KeyPair pair = TestServer.newKey(1024);
        var identity = TestServer.writeKey(directory.resolve("id_rsa"), pair);
        try (TestServer server = TestServer.withShell(bin)) {
            server.acceptKey(pair.getPublic());
            var options = options(server).identities(identity);
            assertThat(ownFailure(options, check(server)))
                    .hasMessageContaining("1024 bits")
                    .hasMessageContaining("allowObsoleteAlgorithms");
            assertThat(run(options.allowObsoleteAlgorithms(true), check(server), Credentials.ofKey())
                            .startingWith("|"))
                    .containsExactly("|in");
        }
    }

    /** A host that chooses the group itself may not choose a small one. */
    @Test
    void aSmallGroupOfTheHostsChoiceIsRefused() {
        Config config = SshLibrary.config(SshOptions.defaults());
        KeyExchange exchange =
                Factory.Named.Util.create(config.getKeyExchangeFactories(), "diffie-hellman-group-exchange-sha256");
        var packet = new SSHPacket(Message.KEXDH_31).putMPInt(DHGroupData.P1).putMPInt(DHGroupData.G);
        packet.rpos(packet.rpos() + 1);
        TransportException refused =
                catchThrowableOfType(TransportException.class, () -> exchange.next(Message.KEXDH_31, packet));
        assertThat(ObsoleteAlgorithms.problem(refused))
                .isEqualTo("the host chose a key exchange group of only 1024 bits");
    }

    private void obsolete(TestServer server, String named) throws IOException {
        var options = options(server);
        assertThat(failure(options, check(server), LOGIN))
                .hasMessageContaining(named)
                .hasMessageContaining("allowObsoleteAlgorithms")
                .extracting(SshCheckException::failure)
                .isEqualTo(SshFailure.OBSOLETE_ALGORITHMS);
        accepted(server, options.allowObsoleteAlgorithms(true));
    }

    private static Consumer<SshServer> exchanging(String name) {
        return server -> server.setKeyExchangeFactories(NamedFactory.setUpTransformedFactories(
                true, List.of(BuiltinDHFactories.fromFactoryName(name)), ServerBuilder.DH2KEX));
    }

    private static SshCheck check(TestServer server) {
        return generic(server.target(), "echo in");
    }

    private static void accepted(TestServer server, SshOptions.Builder options) throws IOException {
        assertThat(run(options, check(server), LOGIN).startingWith("|")).containsExactly("|in");
    }
}
