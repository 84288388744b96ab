package io.github.ossec4j.agentless.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.Provider;
import java.security.Security;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.ResourceLock;

@Timeout(60)
class ConnectionTest extends SshTestBase {
    private static final Duration SHORT = Duration.ofMillis(400);

    @Test
    void aWrongPasswordIsAnErrorThatDoesNotShowIt() throws Exception {
        try (var server = TestServer.withShell(bin)) {
            SshCheckException failure =
                    failure(options(server), generic(server.target(), "true"), Credentials.ofPassword("wrong-one"));
            assertThat(failure.failure()).isEqualTo(SshFailure.AUTHENTICATION);
            assertThat(failure).hasMessageStartingWith("root@127.0.0.1: ").hasMessageNotContaining("wrong-one");
            assertThat(failure).hasStackTraceContaining("root@127.0.0.1");
            assertThat(stackTrace(failure)).doesNotContain("wrong-one");
        }
    }

    @Test
    void aHostWithoutCredentialsIsNotConnectedTo() {
        var checks = SshChecks.of(SshOptions.defaults(), host -> Optional.empty());
        assertThatExceptionOfType(SshCheckException.class)
                .isThrownBy(() -> checks.run(generic(SshTarget.parse("root@192.0.2.1"), "true"), line -> {}))
                .matches(e -> e.failure() == SshFailure.NO_CREDENTIALS)
                .withMessageStartingWith("root@192.0.2.1: ");
    }

    @Test
    void aKeyOpensAHostWithoutPassword() throws Exception {
        KeyPair pair = TestServer.newKey();
        Path identity = TestServer.writeKey(directory.resolve("id_rsa"), pair);
        try (var server = TestServer.withShell(bin)) {
            server.acceptKey(pair.getPublic());
            var check = generic(server.target(), "echo in");
            var options = options(server).identities(directory.resolve("missing"), identity);
            assertThat(run(options, check, Credentials.ofKey()).startingWith("|"))
                    .containsExactly("|in");

            server.acceptKey(TestServer.newKey().getPublic());
            assertThat(failure(options, check, Credentials.ofKey()).failure()).isEqualTo(SshFailure.AUTHENTICATION);
        }
    }

    @Test
    void noPasswordAndNoKeyIsAnErrorThatSaysWhereKeysWereLookedFor() throws Exception {
        try (var server = TestServer.withShell(bin)) {
            assertThat(failure(options(server), generic(server.target(), "true"), Credentials.ofKey())
                            .failure())
                    .isEqualTo(SshFailure.NO_CREDENTIALS);
            Path missing = directory.resolve("missing");
            assertThat(failure(
                            options(server).identities(missing), generic(server.target(), "true"), Credentials.ofKey()))
                    .hasMessageEndingWith("there is no " + missing)
                    .extracting(SshCheckException::failure)
                    .isEqualTo(SshFailure.NO_CREDENTIALS);
        }
    }

    @Test
    void aKeyFileThatCannotBeUsedIsNoFaultOfTheHost() throws Exception {
        Path garbage = Files.writeString(directory.resolve("garbage"), "no key\n");
        Path torn = Files.writeString(
                directory.resolve("torn"),
                "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n");
        try (var server = TestServer.withShell(bin)) {
            var check = generic(server.target(), "true");
            for (Path file : List.of(garbage, torn, files)) {
                assertThat(ownFailure(options(server).identities(file), check))
                        .hasMessageStartingWith("no key could be used to log in to root@127.0.0.1: ")
                        .hasMessageContaining("key file " + file)
                        .hasMessageNotContaining("refuse");
            }
            assertThat(ownFailure(options(server).identities(garbage, files), check))
                    .hasMessageContaining(garbage.toString())
                    .hasMessageContaining(files.toString());
        }
    }

    @Test
    void aKeyFileThatMayNotBeReadIsNoFaultOfTheHost() throws Exception {
        Path identity = TestServer.writeKey(directory.resolve("id_rsa"), TestServer.newKey());
        Files.setPosixFilePermissions(identity, java.util.Set.of());
        assumeThat(Files.isReadable(identity)).as("root may read everything").isFalse();
        try (var server = TestServer.withShell(bin)) {
            assertThat(ownFailure(options(server).identities(identity), generic(server.target(), "true")))
                    .hasMessageContaining("no permission to read the key file " + identity);
        }
    }

    @Test
    void aKeyThatCannotBeUsedDoesNotMatterIfAnotherOpensTheHost() throws Exception {
        KeyPair pair = TestServer.newKey();
        Path garbage = Files.writeString(directory.resolve("garbage"), "no key\n");
        Path identity = TestServer.writeKey(directory.resolve("id_rsa"), pair);
        try (var server = TestServer.withShell(bin)) {
            server.acceptKey(pair.getPublic());
            var check = generic(server.target(), "echo in");
            var options = options(server).identities(garbage, identity).agentSocket(directory.resolve("no-agent"));
            assertThat(run(options, check, Credentials.ofKey()).startingWith("|"))
                    .containsExactly("|in");

            server.acceptKey(TestServer.newKey().getPublic());
            assertThat(failure(options, check, Credentials.ofKey()))
                    .hasMessageContaining("the host refuses the login with a key (not all keys could be used: ")
                    .hasMessageContaining(garbage.toString())
                    .hasMessageContaining("no-agent")
                    .extracting(SshCheckException::failure)
                    .isEqualTo(SshFailure.AUTHENTICATION);
        }
    }

    @Test
    void anAgentThatDoesNotAnswerIsNoFaultOfTheHost() throws Exception {
        Path socket = directory.resolve("no-agent");
        try (var server = TestServer.withShell(bin)) {
            assertThat(ownFailure(options(server).agentSocket(socket), generic(server.target(), "true")))
                    .hasMessageContaining("the SSH agent at " + socket + " does not answer");
        }
    }

    @Test
    void anUnknownHostKeyIsAnError() throws Exception {
        try (var server = TestServer.withShell(bin)) {
            var options = options(server);
            Files.delete(knownHosts);
            assertThat(failure(options, generic(server.target(), "true"), LOGIN))
                    .hasMessageContaining("SHA256:")
                    .hasMessageContaining(knownHosts.toString())
                    .extracting(SshCheckException::failure)
                    .isEqualTo(SshFailure.UNKNOWN_HOST_KEY);
            assertThat(knownHosts).doesNotExist();
        }
    }

    @Test
    void trustOnFirstUseWritesTheKeyAndHoldsToIt() throws Exception {
        try (var server = TestServer.withShell(bin)) {
            var options = options(server).hostKeyPolicy(HostKeyPolicy.TRUST_ON_FIRST_USE);
            Files.writeString(knownHosts, "# no line feed here");
            var check = generic(server.target(), "echo in");
            assertThat(run(options, check, LOGIN).startingWith("|")).containsExactly("|in");
            assertThat(knownHosts).hasContent("# no line feed here\n" + server.knownHostsLine(true));

            assertThat(run(options.hostKeyPolicy(HostKeyPolicy.KNOWN_ONLY), check, LOGIN)
                            .startingWith("|"))
                    .containsExactly("|in");
        }
    }

    @Test
    void aLinkInPlaceOfKnownHostsIsNotWrittenThrough() throws Exception {
        try (var server = TestServer.withShell(bin)) {
            var options = options(server).hostKeyPolicy(HostKeyPolicy.TRUST_ON_FIRST_USE);
            Path other = Files.writeString(directory.resolve("other"), "# not a list of hosts\n");
            Files.delete(knownHosts);
            Files.createSymbolicLink(knownHosts, other);

            assertThat(failure(options, generic(server.target(), "true"), LOGIN))
                    .hasMessageContaining("cannot be written to " + knownHosts)
                    .hasMessageContaining("symbolic link");
            assertThat(other).hasContent("# not a list of hosts\n");
        }
    }

    @Test
    void aChangedHostKeyIsAlwaysAnError() throws Exception {
        try (var server = TestServer.withShell(bin)) {
            for (HostKeyPolicy policy : HostKeyPolicy.values()) {
                var options = options(server).hostKeyPolicy(policy);
                String other = server.knownHostsLine(false);
                Files.writeString(knownHosts, other);
                assertThat(failure(options, generic(server.target(), "true"), LOGIN)
                                .failure())
                        .isEqualTo(SshFailure.CHANGED_HOST_KEY);
                assertThat(knownHosts).hasContent(other);
            }
        }
    }

    @Test
    void aRevokedHostKeyIsAnErrorEvenWhereItIsListedTwice() throws Exception {
        try (var server = TestServer.withShell(bin)) {
            var options = options(server);
            Files.writeString(knownHosts, server.knownHostsLine(true) + "@revoked " + server.knownHostsLine(true));
            assertThat(failure(options, generic(server.target(), "true"), LOGIN).failure())
                    .isEqualTo(SshFailure.CHANGED_HOST_KEY);
        }
    }

    @Test
    void nobodyListensThere() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var check = generic(SshTarget.parse("root@127.0.0.1").withPort(port), "true");
        assertThat(failure(SshOptions.builder().knownHosts(knownHosts), check, LOGIN))
                .hasMessageStartingWith("root@127.0.0.1: ")
                .extracting(SshCheckException::failure)
                .isEqualTo(SshFailure.CONNECT);
    }

    @Test
    void aServerThatSaysNothingIsATimeOut() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var check = generic(SshTarget.parse("root@127.0.0.1").withPort(socket.getLocalPort()), "true");
            var options = SshOptions.builder().knownHosts(knownHosts).connectTimeout(SHORT);
            assertThat(failure(options, check, LOGIN).failure()).isEqualTo(SshFailure.TIMEOUT);
        }
    }

    @Test
    void aServerThatDripsItsGreetingIsATimeOut() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            TestServer.StreamCommand.background(() -> {
                try (Socket client = socket.accept()) {
                    while (true) {
                        client.getOutputStream().write('x');
                        client.setSoTimeout(50);
                        try {
                            while (client.getInputStream().read() >= 0) {
                                // what the client says does not matter
                            }
                            return;
                        } catch (java.net.SocketTimeoutException e) {
                            // the pace of the drops
                        }
                    }
                }
            });
            var check = generic(SshTarget.parse("root@127.0.0.1").withPort(socket.getLocalPort()), "true");
            var options = SshOptions.builder().knownHosts(knownHosts).connectTimeout(SHORT);
            assertThat(failure(options, check, LOGIN).failure()).isEqualTo(SshFailure.TIMEOUT);
        }
    }

    @Test
    void somethingElseThanSshIsNoConnection() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            TestServer.StreamCommand.background(() -> {
                try (Socket client = socket.accept()) {
                    client.getOutputStream()
                            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                }
            });
            var check = generic(SshTarget.parse("root@127.0.0.1").withPort(socket.getLocalPort()), "true");
            assertThat(failure(SshOptions.builder().knownHosts(knownHosts), check, LOGIN)
                            .failure())
                    .isEqualTo(SshFailure.CONNECT);
        }
    }

    @Test
    void aLoginThatHangsIsATimeOut() throws Exception {
        var release = new CountDownLatch(1);
        try (var server = TestServer.withShell(bin)) {
            server.passwordAnswer(password -> {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return false;
            });
            var options = options(server).authTimeout(SHORT);
            assertThat(failure(options, generic(server.target(), "true"), LOGIN).failure())
                    .isEqualTo(SshFailure.TIMEOUT);
            release.countDown();
        }
    }

    @Test
    void aHostThatHangsAfterTheLoginIsATimeOut() throws Exception {
        try (var server = TestServer.withCommands(line -> new TestServer.SilentCommand("Welcome to $ # >\n"))) {
            var options = options(server).promptTimeout(SHORT);
            assertThat(failure(options, generic(server.target(), "true"), LOGIN))
                    .hasMessageContaining("Welcome to $ # >")
                    .extracting(SshCheckException::failure)
                    .isEqualTo(SshFailure.TIMEOUT);
        }
    }

    @Test
    void aCommandThatFallsSilentIsATimeOut() throws Exception {
        try (var server = TestServer.withShell(bin)) {
            var options = options(server).idleTimeout(SHORT);
            assertThat(failure(options, generic(server.target(), "echo begun; sleep 30"), LOGIN)
                            .failure())
                    .isEqualTo(SshFailure.TIMEOUT);
        }
    }

    @Test
    void aCommandThatNeverEndsIsATimeOutThoughItTalks() throws Exception {
        try (var server = TestServer.withShell(bin)) {
            var options = options(server).overallTimeout(Duration.ofSeconds(2)).maxOutputBytes(Integer.MAX_VALUE);
            assertThat(failure(options, generic(server.target(), "while :; do echo on; sleep 0.05; done"), LOGIN))
                    .hasMessageContaining("whole check")
                    .extracting(SshCheckException::failure)
                    .isEqualTo(SshFailure.TIMEOUT);
        }
    }

    @Test
    void aConnectionThatDropsIsAnErrorNotAShortResult() throws Exception {
        try (var server = TestServer.withCommands(line -> new TestServer.DroppingCommand())) {
            var lines = new Lines();
            var checks = SshChecks.of(options(server).build(), host -> Optional.of(LOGIN));
            assertThat(checks.runAsScript(generic(server.target(), "echo x"), lines))
                    .isFalse();
            assertThat(lines.all()).last().asString().startsWith("ERROR: root@127.0.0.1: the ");
            assertThat(lines.all()).doesNotContain("INFO: Finished.");
        }
    }

    @Test
    void aShellThatIsKilledIsAnError() throws Exception {
        try (var server = TestServer.withShell(bin)) {
            assertThat(failure(options(server), generic(server.target(), "kill -9 $PPID"), LOGIN)
                            .failure())
                    .isEqualTo(SshFailure.CONNECTION_LOST);
        }
    }

    @Test
    void anInterruptEndsTheRun() throws Exception {
        try (var server = TestServer.withShell(bin)) {
            var checks = SshChecks.of(options(server).build(), host -> Optional.of(LOGIN));
            var begun = new CountDownLatch(1);
            var thrown = new AtomicReference<Throwable>();
            var thread = new Thread(() -> {
                try {
                    checks.run(generic(server.target(), "echo begun; sleep 30"), line -> begun.countDown());
                } catch (IOException e) {
                    thrown.set(e);
                }
            });
            thread.start();
            begun.await();
            thread.interrupt();
            thread.join();
            assertThat(thrown.get()).isInstanceOf(InterruptedIOException.class);
        }
    }

    @Test
    void aFailingOutputEndsTheRunWithItsOwnException() throws Exception {
        try (var server = TestServer.withShell(bin)) {
            var checks = SshChecks.of(options(server).build(), host -> Optional.of(LOGIN));
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> checks.runAsScript(generic(server.target(), "echo x"), line -> {
                        throw new IOException("disk full");
                    }))
                    .withMessage("disk full");
        }
    }

    /** Guards the default: the JVM's list of security providers is the application's business. */
    @Test
    @ResourceLock(PROVIDERS)
    void theDefaultRegistersNoSecurityProvider() throws Exception {
        Provider ofTheTestServer = Security.getProvider("BC");
        Security.removeProvider("BC");
        try {
            nobodyListensThere();
            assertThat(Security.getProvider("BC")).isNull();
        } finally {
            if (ofTheTestServer != null) {
                Security.addProvider(ofTheTestServer);
            }
        }
    }
}
