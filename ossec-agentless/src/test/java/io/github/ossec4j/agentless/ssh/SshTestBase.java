package io.github.ossec4j.agentless.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.ResourceLockTarget;

/** A directory with {@code known_hosts}, programs that the server finds first, and files to check. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = SshTestBase.PROVIDERS, mode = ResourceAccessMode.READ, target = ResourceLockTarget.CHILDREN)
abstract class SshTestBase {
    /** The security providers of the JVM; a test that changes them runs alone. */
    static final String PROVIDERS = "java.security.Security";

    @TempDir
    Path directory;

    final List<Process> started = new ArrayList<>();

    Path knownHosts = Path.of("");
    Path bin = Path.of("");
    Path files = Path.of("");

    static final Credentials LOGIN = Credentials.ofPassword(TestServer.PASSWORD);

    @BeforeEach
    void prepare() throws IOException {
        knownHosts = directory.resolve("known_hosts");
        bin = Files.createDirectory(directory.resolve("bin"));
        files = Files.createDirectory(directory.resolve("files"));
    }

    @AfterEach
    void stopProcesses() {
        started.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        });
    }

    /** The socket of a real agent, which holds no key yet; without one on this machine the test is skipped. */
    Path startAgent() throws IOException {
        Path socket = directory.resolve("agent");
        var builder = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString());
        builder.environment().put("SSH_ASKPASS", "/bin/false"); // nobody there to confirm
        Process agent;
        try {
            agent = builder.start();
        } catch (IOException e) {
            assumeThat(e).as("no ssh-agent on this machine").isNull();
            throw e;
        }
        started.add(agent);
        assertThat(agent.inputReader().readLine()).contains("SSH_AUTH_SOCK");
        return socket;
    }

    static void addKey(Path socket, Path key, String... options) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of("ssh-add", "-q"));
        words.addAll(List.of(options));
        words.add(key.toString());
        var add = new ProcessBuilder(words);
        add.environment().put("SSH_AUTH_SOCK", socket.toString());
        assertThat(add.start().waitFor()).isZero();
    }

    void program(String name, String script) throws IOException {
        Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    SshOptions.Builder options(TestServer server) throws IOException {
        Files.writeString(knownHosts, server.knownHostsLine(true));
        return SshOptions.builder().knownHosts(knownHosts).identities();
    }

    Lines run(TestServer server, SshCheckType type, Credentials credentials, String... arguments) throws IOException {
        return run(options(server), new SshCheck(type, server.target(), List.of(arguments)), credentials);
    }

    static Lines run(SshOptions.Builder options, SshCheck check, Credentials credentials) throws IOException {
        var lines = new Lines();
        SshChecks.of(options.build(), host -> java.util.Optional.of(credentials))
                .run(check, lines);
        return lines;
    }

    static SshCheckException failure(SshOptions.Builder options, SshCheck check, Credentials credentials) {
        return catchThrowableOfType(SshCheckException.class, () -> run(options, check, credentials));
    }

    /** What fails on this machine, before the host has a say. */
    static IOException ownFailure(SshOptions.Builder options, SshCheck check) {
        IOException failure = catchThrowableOfType(IOException.class, () -> run(options, check, Credentials.ofKey()));
        assertThat(failure).isNotInstanceOf(SshCheckException.class);
        return failure;
    }

    static String stackTrace(Throwable thrown) {
        var text = new java.io.StringWriter();
        thrown.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }

    static SshCheck generic(SshTarget target, String... commands) {
        return new SshCheck(SshCheckType.GENERIC_DIFF, target, List.of(commands));
    }
}
