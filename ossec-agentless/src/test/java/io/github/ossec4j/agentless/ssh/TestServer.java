package io.github.ossec4j.agentless.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;

/** An SSH server in this JVM, on a free port, for user {@code root} with password {@code s3cret}. */
final class TestServer implements AutoCloseable {
    static final String PASSWORD = "s3cret";

    static final KeyPair KEY = newKey();
    private static final KeyPair OTHER_KEY = newKey();

    private final SshServer server = SshServer.setUpDefaultServer();
    private final KeyPair key;

    private TestServer(KeyPair key) {
        this.key = key;
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(key));
        server.setPasswordAuthenticator((user, password, session) -> user.equals("root") && password.equals(PASSWORD));
    }

    /** Runs each command with {@code /bin/sh}, programs in {@code bin} before all others. */
    static TestServer withShell(Path bin) throws IOException {
        return withCommands(line -> new ShellCommand(bin, line));
    }

    static TestServer withShell(Path bin, KeyPair hostKey) throws IOException {
        return withCommands(hostKey, line -> new ShellCommand(bin, line));
    }

    /** The same with whatever else is special about it. */
    static TestServer withShell(Path bin, KeyPair hostKey, Consumer<SshServer> change) throws IOException {
        var server = new TestServer(hostKey);
        server.server.setCommandFactory((channel, line) -> new ShellCommand(bin, line));
        change.accept(server.server);
        server.server.start();
        return server;
    }

    static TestServer withCommands(Function<String, Command> commands) throws IOException {
        return withCommands(KEY, commands);
    }

    private static TestServer withCommands(KeyPair hostKey, Function<String, Command> commands) throws IOException {
        var server = new TestServer(hostKey);
        server.server.setCommandFactory((channel, line) -> commands.apply(line));
        server.server.start();
        return server;
    }

    static TestServer withTerminal(Dialogue dialogue) throws IOException {
        var server = new TestServer(KEY);
        server.server.setShellFactory(channel -> new DialogueCommand(dialogue));
        server.server.start();
        return server;
    }

    void passwordAnswer(Predicate<String> answer) {
        server.setPasswordAuthenticator((user, password, session) -> answer.test(password));
    }

    void acceptKey(PublicKey accepted) {
        server.setPublickeyAuthenticator((user, offered, session) -> offered.equals(accepted));
    }

    int port() {
        return server.getPort();
    }

    SshTarget target() {
        return SshTarget.parse("root@127.0.0.1").withPort(port());
    }

    /** The server's key as {@code known_hosts} has it, after the name. */
    String publicKey() {
        return PublicKeyEntry.toString(key.getPublic());
    }

    /** A line of {@code known_hosts} for this server, with the right key or another one. */
    String knownHostsLine(boolean right) {
        PublicKey shown = (right ? key : OTHER_KEY).getPublic();
        return "[127.0.0.1]:" + port() + " " + PublicKeyEntry.toString(shown) + "\n";
    }

    static KeyPair newKey() {
        return newKey(2048);
    }

    static KeyPair newKey(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static Path writeKey(Path file, KeyPair pair) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(pair.getPrivate().getEncoded());
        return Files.writeString(file, "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n");
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }

    /** What a device says and hears. */
    @FunctionalInterface
    interface Dialogue {
        void talk(Terminal terminal) throws IOException;
    }

    /** The device's end of a terminal: it echoes what is typed, as devices do. */
    record Terminal(InputStream in, OutputStream out) {
        void print(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }

        /** A typed line; throws at the end of the connection. */
        String readLine(boolean echo) throws IOException {
            var line = new StringBuilder();
            int c;
            while ((c = in.read()) != '\r') {
                if (c < 0) {
                    throw new java.io.EOFException();
                }
                line.append((char) c);
                if (echo) {
                    print(String.valueOf((char) c));
                }
            }
            print("\r\n");
            return line.toString();
        }

        int readKey() throws IOException {
            return in.read();
        }
    }

    /** Streams as the server hands them out. */
    abstract static class StreamCommand implements Command {
        InputStream in = InputStream.nullInputStream();
        OutputStream out = OutputStream.nullOutputStream();
        OutputStream err = OutputStream.nullOutputStream();
        ExitCallback exit = (code, message, immediately) -> {};

        @Nullable
        ChannelSession channel;

        @Override
        public void setInputStream(InputStream stream) {
            in = stream;
        }

        @Override
        public void setOutputStream(OutputStream stream) {
            out = stream;
        }

        @Override
        public void setErrorStream(OutputStream stream) {
            err = stream;
        }

        @Override
        public void setExitCallback(ExitCallback callback) {
            exit = callback;
        }

        @Override
        public void start(ChannelSession session, Environment environment) {
            channel = session;
            background(() -> {
                work();
                exit.onExit(0);
            });
        }

        abstract void work() throws IOException;

        @Override
        public void destroy(ChannelSession session) throws Exception {}

        static Thread background(Work work) {
            var thread = new Thread(() -> {
                try {
                    work.run();
                } catch (IOException e) {
                    // the client has gone
                }
            });
            thread.setDaemon(true);
            thread.start();
            return thread;
        }

        interface Work {
            void run() throws IOException;
        }
    }

    /** Says this and then nothing until the client goes. */
    static final class SilentCommand extends StreamCommand {
        private final String greeting;
        private final CountDownLatch gone = new CountDownLatch(1);

        SilentCommand(String greeting) {
            this.greeting = greeting;
        }

        @Override
        void work() throws IOException {
            out.write(greeting.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            try {
                gone.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void destroy(ChannelSession session) {
            gone.countDown();
        }
    }

    /** Hands some bytes out and drops the whole connection. */
    static final class DroppingCommand extends StreamCommand {
        @Override
        void work() throws IOException {
            var line = new StringBuilder();
            int c;
            while ((c = in.read()) != '\n') {
                line.append((char) c);
            }
            out.write((line.substring("echo ".length()) + "\nhalf a li").getBytes(StandardCharsets.US_ASCII));
            out.flush();
            Objects.requireNonNull(channel).getSession().close(true);
        }
    }

    private static final class DialogueCommand extends StreamCommand {
        private final Dialogue dialogue;

        DialogueCommand(Dialogue dialogue) {
            this.dialogue = dialogue;
        }

        @Override
        void work() throws IOException {
            dialogue.talk(new Terminal(in, out));
        }
    }

    private static final class ShellCommand extends StreamCommand {
        private final Path bin;
        private final String line;
        private volatile @Nullable Process process;

        ShellCommand(Path bin, String line) {
            this.bin = bin;
            this.line = line;
        }

        @Override
        void work() throws IOException {
            var builder = new ProcessBuilder(List.of("/bin/sh", "-c", line));
            builder.environment().put("PATH", bin + ":" + System.getenv("PATH"));
            builder.directory(bin.toFile());
            Process started = builder.start();
            process = started;
            background(() -> copy(in, started.getOutputStream()));
            Thread errors = background(() -> copy(started.getErrorStream(), err));
            copy(started.getInputStream(), out);
            try {
                errors.join();
                exit.onExit(started.waitFor());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void destroy(ChannelSession session) {
            Process started = process;
            if (started != null) {
                started.descendants().forEach(ProcessHandle::destroyForcibly);
                started.destroyForcibly();
            }
        }

        private static void copy(InputStream from, OutputStream to) throws IOException {
            byte[] buffer = new byte[8192];
            int length;
            while ((length = from.read(buffer)) >= 0) {
                to.write(buffer, 0, length);
                to.flush();
            }
            to.close();
        }
    }
}
