package io.github.ossec4j.agentless.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.ossec4j.model.conf.AgentlessEntry.Elevation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.common.SecurityUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real thing, where it is installed: OpenSSH's server run by the user of this process, login with keys. */
@Timeout(120)
class OpenSshServerTest extends SshTestBase {
    private static final Path SSHD = Path.of("/usr/sbin/sshd");

    /** The keys that every test gets copies of: generating RSA keys takes longer than the tests. */
    @TempDir
    private static Path keys;

    private SshTarget target = SshTarget.parse("unset");

    @BeforeAll
    static void generateKeys() throws Exception {
        assumeThat(SSHD).as("no OpenSSH server on this machine").isExecutable();
        for (String key : List.of("host", "id", "authority")) {
            generate(keys, key, "ed25519");
        }
        for (String type : List.of("rsa", "ecdsa")) {
            generate(keys, "host_" + type, type);
        }
    }

    @BeforeEach
    void startServer() throws Exception {
        boolean root = System.getProperty("user.name").equals("root");
        if (root) {
            Files.createDirectories(Path.of("/run/sshd")); // else it refuses to start as root
        }
        try (var all = Files.newDirectoryStream(keys)) {
            for (Path key : all) {
                Files.copy(key, directory.resolve(key.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        Files.copy(directory.resolve("id.pub"), directory.resolve("authorized"));
        startServer("-h", "-n", "localhost,127.0.0.*");
    }

    /** With a certificate of its key that is made with these options. */
    private void startServer(String... certificate) throws Exception {
        var sign = new ArrayList<>(List.of("ssh-keygen", "-q", "-s", directory + "/authority", "-I", "test"));
        sign.addAll(List.of(certificate));
        sign.add(directory + "/host.pub");
        run(sign.toArray(String[]::new));
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Path config = Files.writeString(directory.resolve("sshd_config"), """
                Port %1$d
                ListenAddress 127.0.0.1
                HostKey %2$s/host
                HostKey %2$s/host_rsa
                HostKey %2$s/host_ecdsa
                HostCertificate %2$s/host-cert.pub
                AuthorizedKeysFile %2$s/authorized
                PidFile none
                StrictModes no
                UsePAM no
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                PermitRootLogin yes
                """.formatted(port, directory));
        Process server = new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", config.toString())
                .redirectErrorStream(true)
                .start();
        started.add(server);
        var log = server.inputReader();
        String line;
        var said = new StringBuilder();
        while ((line = log.readLine()) != null && !line.contains("listening on")) {
            said.append(line).append('\n');
        }
        assumeThat(line).as("sshd does not start here: " + said).isNotNull();
        TestServer.StreamCommand.background(() -> log.transferTo(java.io.Writer.nullWriter()));
        target = SshTarget.parse(System.getProperty("user.name") + "@127.0.0.1").withPort(port);
        String key = Files.readString(directory.resolve("host.pub"));
        Files.writeString(knownHosts, "[127.0.0.1]:" + port + " " + key);
    }

    @Test
    void integrityAndCommandsWorkWithAnEd25519Key() throws Exception {
        Path file = Files.writeString(files.resolve("a 'file'"), "text");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        var options = SshOptions.builder().knownHosts(knownHosts).identities(directory.resolve("id"));
        assertThat(run(
                                options,
                                new SshCheck(SshCheckType.INTEGRITY_LINUX, target, List.of(files.toString())),
                                Credentials.ofKey())
                        .startingWith("FWD: 4:644:"))
                .singleElement()
                .asString()
                .endsWith(" " + file);
        assertThat(run(options, generic(target, "echo one", "echo two >&2"), Credentials.ofKey())
                        .startingWith("|"))
                .containsExactly("|one", "|two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "host_rsa", "host_ecdsa"})
    void aHostIsKnownByAnyOneOfItsKeys(String key) throws Exception {
        var options = SshOptions.builder().knownHosts(knownHosts).identities(directory.resolve("id"));
        String known = Files.readString(directory.resolve(key + ".pub"));
        for (String name : List.of("[127.0.0.1]:" + target.port(), "127.0.0.1", "*")) {
            Files.writeString(knownHosts, name + " " + known);
            assertThat(run(options, generic(target, "echo in"), Credentials.ofKey())
                            .startingWith("|"))
                    .as(name)
                    .containsExactly("|in");
        }
    }

    @Test
    void aHostCertificateIsGoodForWhatItsAuthorityMadeItFor() throws Exception {
        var options = SshOptions.builder().knownHosts(knownHosts).identities(directory.resolve("id"));
        String authority = Files.readString(directory.resolve("authority.pub"));
        String plain = Files.readString(directory.resolve("host.pub"));
        Files.writeString(knownHosts, "@cert-authority *,!other " + authority);
        assertThat(run(options, generic(target, "echo in"), Credentials.ofKey()).startingWith("|"))
                .containsExactly("|in");
        for (String bad : new String[] {
            "@cert-authority *.example.org " + authority,
            "@cert-authority * " + plain,
            "* " + authority,
            "@cert-authority * " + authority + "@revoked * " + authority,
            "@cert-authority * " + authority + "@revoked * " + plain
        }) {
            Files.writeString(knownHosts, bad);
            assertThat(failure(options, generic(target, "echo in"), Credentials.ofKey()))
                    .as(bad)
                    .isNotNull();
        }
        Files.writeString(knownHosts, "@cert-authority other " + authority + "* " + plain);
        assertThat(run(options, generic(target, "echo in"), Credentials.ofKey()).startingWith("|"))
                .containsExactly("|in");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-n 127.0.0.1", // one of a user
                "-h -n 127.0.0.2",
                "-h -n 127.0.0.1 -V 20200101:20210101"
            })
    void aCertificateForSomethingElseIsRefused(String options) throws Exception {
        startServer(options.split(" "));
        Files.writeString(knownHosts, "@cert-authority * " + Files.readString(directory.resolve("authority.pub")));
        assertThat(failure(
                                SshOptions.builder().knownHosts(knownHosts).identities(directory.resolve("id")),
                                generic(target, "echo in"),
                                Credentials.ofKey())
                        .failure())
                .isEqualTo(SshFailure.UNKNOWN_HOST_KEY);
    }

    @Test
    void suOnARealTerminalIsTransparent() throws Exception {
        assumeThat(System.getProperty("user.name"))
                .as("su asks no password of root only")
                .isEqualTo("root");
        var options = SshOptions.builder().knownHosts(knownHosts).identities(directory.resolve("id"));
        var su = new SshTarget(target.host(), target.port(), Elevation.SU);
        String longText = "x".repeat(5000); // longer than a terminal's line may be
        assertThat(run(
                                options,
                                generic(su, "tty; printf 'a\\tb\\r\\n\\003\\004'; echo " + longText),
                                Credentials.ofKey())
                        .startingWith("|"))
                .containsExactly("|not a tty", "|a\tb", "|\u0003\u0004" + longText);
    }

    @Test
    void anotherKeyIsRefused() throws Exception {
        generate(directory, "other", "ed25519");
        var options = SshOptions.builder().knownHosts(knownHosts).identities(directory.resolve("other"));
        assertThat(failure(options, generic(target, "true"), Credentials.ofKey())
                        .failure())
                .isEqualTo(SshFailure.AUTHENTICATION);
    }

    @Test
    void anEncryptedKeyIsOpenedByItsPassphrase() throws Exception {
        run("ssh-keygen", "-q", "-p", "-N", "open me", "-f", directory + "/id");
        var options = SshOptions.builder().knownHosts(knownHosts).identities(directory.resolve("id"));
        assertThat(ownFailure(options, generic(target, "echo in")))
                .hasMessageEndingWith("the key file " + directory + "/id is encrypted, and there is no passphrase");
        assertThat(ownFailure(options.passphrase("s0mething else"), generic(target, "echo in")))
                .hasMessageEndingWith("the passphrase does not open the key file " + directory + "/id")
                .hasStackTraceContaining("id")
                .matches(failure -> !stackTrace(failure).contains("s0mething"), "shows no passphrase");
        assertThat(run(options.passphrase("open me"), generic(target, "echo in"), Credentials.ofKey())
                        .startingWith("|"))
                .containsExactly("|in");
    }

    @Test
    @ResourceLock(PROVIDERS)
    void anEcdsaLoginKeyNeedsBouncyCastle() throws Exception {
        generate(directory, "ecdsa", "ecdsa");
        Files.writeString(directory.resolve("authorized"), Files.readString(directory.resolve("ecdsa.pub")));
        var options = SshOptions.builder().knownHosts(knownHosts).identities(directory.resolve("ecdsa"));
        Provider ofTheTestServer = Security.getProvider("BC"); // registered by tests that ran before in this JVM
        Security.removeProvider("BC");
        try {
            assertThat(ownFailure(options, generic(target, "true"))).hasMessageContaining(directory + "/ecdsa");
            assertThat(run(
                                    options.cryptography(Cryptography.BOUNCY_CASTLE),
                                    generic(target, "echo in"),
                                    Credentials.ofKey())
                            .startingWith("|"))
                    .containsExactly("|in");
        } finally {
            SecurityUtils.setSecurityProvider(null); // as before, for the tests that follow
            SecurityUtils.setRegisterBouncyCastle(false);
            Security.removeProvider("BC");
            if (ofTheTestServer != null) {
                Security.addProvider(ofTheTestServer);
            }
        }
    }

    @Test
    void anAgentSigns() throws Exception {
        Path socket = startAgent();
        Files.writeString(directory.resolve("authorized"), Files.readString(directory.resolve("host_rsa.pub")));
        addKey(socket, directory.resolve("id"));
        addKey(socket, directory.resolve("host_rsa"));
        var options = SshOptions.builder().knownHosts(knownHosts).identities().agentSocket(socket);
        assertThat(run(options, generic(target, "echo by agent"), Credentials.ofKey())
                        .startingWith("|"))
                .containsExactly("|by agent");
        Files.copy(directory.resolve("id.pub"), directory.resolve("authorized"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(run(options, generic(target, "echo by agent"), Credentials.ofKey())
                        .startingWith("|"))
                .containsExactly("|by agent");
    }

    @Test
    void anAgentThatDoesNotSignIsNoFaultOfTheHost() throws Exception {
        Path socket = startAgent();
        addKey(socket, directory.resolve("id"), "-c"); // signs only if somebody confirms
        var options = SshOptions.builder().knownHosts(knownHosts).identities().agentSocket(socket);
        assertThat(ownFailure(options, generic(target, "true")))
                .hasMessageContaining("the SSH agent refuses to sign with its key ");
        options.identities(directory.resolve("id"));
        assertThat(run(options, generic(target, "echo by file"), Credentials.ofKey())
                        .startingWith("|"))
                .containsExactly("|by file");
    }

    private static void generate(Path directory, String name, String type) throws IOException, InterruptedException {
        run("ssh-keygen", "-q", "-t", type, "-N", "", "-f", directory + "/" + name);
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }
}
