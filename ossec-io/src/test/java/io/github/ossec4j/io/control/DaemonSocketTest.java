package io.github.ossec4j.io.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.control.DaemonUnreachableException.Reason;
import io.github.ossec4j.model.RawText;
import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.StandardProtocolFamily;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DaemonSocketTest {
    @TempDir
    Path directory = Path.of("");

    @Test
    void sendsTheBytesAndOneNul() throws IOException {
        Path path = directory.resolve("s");
        try (Receiver receiver = Receiver.at(path)) {
            DaemonSocket.at(path, 100).send(RawText.of(new byte[] {'a', (byte) 0xFF, '\n'}));
            assertThat(receiver.receive()).containsExactly('a', 0xFF, '\n', 0);
        }
    }

    @Test
    void knowsTheSocketsOfAHome() {
        OssecHome home = OssecHome.at(Path.of("/var/ossec"));
        assertThat(DaemonSocket.remoted(home).path()).hasToString("/var/ossec/queue/alerts/ar");
        assertThat(DaemonSocket.analysisd(home).path()).hasToString("/var/ossec/queue/ossec/queue");
    }

    @Test
    void messageOfTheLimitIsSentWhole() throws IOException {
        Path path = directory.resolve("s");
        String longest = "x".repeat(DaemonSocket.ANALYSISD_LIMIT_BYTES);
        try (Receiver receiver = Receiver.at(path)) {
            DaemonSocket.at(path, DaemonSocket.ANALYSISD_LIMIT_BYTES).send(RawText.of(longest));
            assertThat(receiver.receive()).hasSize(longest.length() + 1);
        }
    }

    @Test
    void longerMessageIsRefusedNotCut() {
        DaemonSocket socket = DaemonSocket.at(directory.resolve("s"), 1023);
        assertThatThrownBy(() -> socket.send(RawText.of("x".repeat(1024))))
                .isInstanceOf(MessageTooLongException.class)
                .hasMessage("message has 1024 bytes, expected up to 1023");
    }

    @Test
    void nulInAMessageIsRefused() {
        DaemonSocket socket = DaemonSocket.at(directory.resolve("s"), 1023);
        assertThatIllegalArgumentException().isThrownBy(() -> socket.send(RawText.of("a\0b")));
    }

    @Test
    void missingSocketIsReportedWithinASecond() {
        long start = System.nanoTime();
        assertThat(failure(DaemonSocket.at(directory.resolve("s"), 10))).isEqualTo(Reason.MISSING);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThanOrEqualTo(DaemonSocket.DEFAULT_WAIT_FOR_DAEMON);
        assertThat(DaemonSocket.DEFAULT_WAIT_FOR_DAEMON).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void missingDirectoryIsAMissingSocket() {
        assertThat(failure(impatient(directory.resolve("no/s")))).isEqualTo(Reason.MISSING);
    }

    @Test
    void socketThatAppearsInTimeIsUsed() throws Exception {
        Path path = directory.resolve("s");
        var received = CompletableFuture.supplyAsync(() -> {
            try (Receiver receiver = Receiver.at(path)) {
                return receiver.receive();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        DaemonSocket.at(path, 10).withWaitForDaemon(Duration.ofSeconds(30)).send(RawText.of("late"));

        assertThat(received.get(30, TimeUnit.SECONDS)).hasSize(5);
    }

    @Test
    void leftOverSocketHasNobodyListening() throws IOException {
        Path path = directory.resolve("s");
        Receiver.at(path).close();
        assertThat(path).exists();
        assertThat(failure(impatient(path))).isEqualTo(Reason.NOBODY_LISTENS);
    }

    @Test
    void plainFileHasNobodyListening() throws IOException {
        assertThat(failure(impatient(Files.createFile(directory.resolve("s"))))).isEqualTo(Reason.NOBODY_LISTENS);
    }

    @Test
    void streamSocketIsNoDatagramSocket() throws IOException {
        Path path = directory.resolve("s");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            assertThat(failure(impatient(path))).isEqualTo(Reason.NO_DATAGRAM_SOCKET);
        }
    }

    @Test
    void fullQueueEndsTheWait() throws IOException {
        Path path = directory.resolve("s");
        try (Receiver receiver = Receiver.at(path)) {
            DaemonSocket socket = impatient(path).withWaitForQueue(Duration.ofMillis(30));
            int taken = fill(socket);
            assertThat(failure(socket)).isEqualTo(Reason.FULL);
            for (int i = 0; i < taken; i++) {
                assertThat(receiver.receive()).hasSize(5);
            }
            socket.send(RawText.of("more"));
            assertThat(receiver.receive()).hasSize(5);
        }
    }

    @Test
    void fullQueueThatIsReadInTimeTakesTheMessage() throws Exception {
        Path path = directory.resolve("s");
        try (Receiver receiver = Receiver.at(path)) {
            int taken = fill(impatient(path).withWaitForQueue(Duration.ZERO));
            var read = CompletableFuture.runAsync(() -> {
                try {
                    for (int i = 0; i <= taken; i++) {
                        receiver.receive();
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            impatient(path).withWaitForQueue(Duration.ofSeconds(30)).send(RawText.of("more"));
            read.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void receiverThatShutDownRefusesTheMessage() throws Exception {
        Path path = directory.resolve("s");
        assumeThat(Files.isExecutable(Path.of("/usr/bin/perl"))).isTrue();
        String script = "use Socket; $|=1; socket(S,AF_UNIX,SOCK_DGRAM,0); bind(S,sockaddr_un($ARGV[0])) or die;"
                + " shutdown(S,0); print qq(x); <STDIN>";
        Process deaf = new ProcessBuilder("/usr/bin/perl", "-e", script, path.toString()).start();
        try {
            assertThat(deaf.getInputStream().read()).isEqualTo('x');
            assertThat(failure(impatient(path))).isEqualTo(Reason.REFUSED);
        } finally {
            deaf.destroyForcibly().waitFor();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"s", "closed/s"})
    void socketOfAnotherUserIsRefusedForPermission(String name) throws Exception {
        boolean root = "root".equals(System.getProperty("user.name"));
        assumeThat(root && Files.isExecutable(Path.of("/usr/bin/setpriv")))
                .as("needs root, to become somebody else")
                .isTrue();
        Path open = Files.createTempDirectory(Path.of("/tmp"), "o4j");
        Path closed = Files.createDirectory(open.resolve("closed"));
        Path classes = Files.createDirectory(open.resolve("classes"));
        try (Receiver receiver = Receiver.at(open.resolve(name))) {
            open.toFile().setExecutable(true, false);
            open.toFile().setReadable(true, false);
            closed.toFile().setExecutable(false, false);
            // The library makes sockets that everybody may write to.
            Files.setPosixFilePermissions(open.resolve(name), PosixFilePermissions.fromString("rw-rw----"));
            // The stranger may not be able to read the build directory.
            String classPath = copyOfClassPath(classes);
            List<String> command = List.of(
                    "/usr/bin/setpriv",
                    "--reuid=65534",
                    "--regid=65534",
                    "--clear-groups",
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx64m",
                    "-cp",
                    classPath,
                    SendOnce.class.getName(),
                    open.resolve(name).toString());
            assertThat(output(command)).isEqualTo("NO_PERMISSION");
            assertThat(receiver).isNotNull();
        } finally {
            output(List.of("/bin/rm", "-rf", open.toString()));
        }
    }

    @Test
    void pathOverTheLimitOfTheSystemIsNamed() {
        Path path = directory.resolve("x".repeat(110));
        assertThatIOException()
                .isThrownBy(() -> impatient(path).send(RawText.of("a")))
                .isInstanceOf(DaemonUnreachableException.class)
                .withMessageContaining("expected up to 107");
    }

    @Test
    void longestPathWorks() throws IOException {
        Path short1 = Files.createTempDirectory(Path.of("/tmp"), "o4j");
        Path path = short1.resolve(
                "x".repeat(DaemonSocket.PATH_LIMIT_BYTES - short1.toString().length() - 1));
        try (Receiver receiver = Receiver.at(path)) {
            impatient(path).send(RawText.of("a"));
            assertThat(receiver.receive()).hasSize(2);
        } finally {
            Files.deleteIfExists(path);
            Files.deleteIfExists(short1);
        }
    }

    @Test
    void socketOfThisMachineIsNotTakenForOneOfAnotherFileSystem() throws IOException {
        Path path = directory.resolve("s");
        try (Receiver receiver = Receiver.at(path);
                FileSystem memory = Jimfs.newFileSystem(Configuration.unix())) {
            assertThat(failure(impatient(memory.getPath(path.toString())))).isEqualTo(Reason.MISSING);
            assertThat(receiver).isNotNull();
        }
    }

    @Test
    void interruptEndsTheWait() {
        DaemonSocket socket = DaemonSocket.at(directory.resolve("s"), 10).withWaitForDaemon(Duration.ofHours(1));
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> socket.send(RawText.of("a")))
                    .isInstanceOfAny(InterruptedIOException.class, ClosedByInterruptException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void withoutTheLibraryTheErrorSaysWhatToAdd() throws Exception {
        try (URLClassLoader loader = withoutLibrary("junixsocket")) {
            assertThat(sendIn(loader))
                    .hasMessageContaining("add com.kohlschutter.junixsocket:junixsocket-common and "
                            + "junixsocket-native-common to the class path")
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void withoutTheNativeLibraryTheErrorSaysWhatToAdd() throws Exception {
        try (URLClassLoader loader = withoutLibrary("junixsocket-native")) {
            assertThat(sendIn(loader))
                    .hasMessageContaining(
                            "add com.kohlschutter.junixsocket:junixsocket-native-common to the class path")
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void withTheLibraryNothingIsMissing() {
        assertThat(DaemonSocket.missingLibrary()).isEmpty();
    }

    private static Throwable sendIn(ClassLoader loader) throws Exception {
        Class<?> socket = loader.loadClass(DaemonSocket.class.getName());
        Class<?> text = loader.loadClass(RawText.class.getName());
        Object at = socket.getMethod("at", Path.class, int.class).invoke(null, Path.of("/tmp/none"), 10);
        Object message = text.getMethod("of", String.class).invoke(null, "a");
        return catchThrowableOfType(
                        InvocationTargetException.class,
                        () -> socket.getMethod("send", text).invoke(at, message))
                .getTargetException();
    }

    static URLClassLoader withoutLibrary(String jarName) throws IOException {
        var urls = new ArrayList<URL>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!Path.of(entry).getFileName().toString().startsWith(jarName)) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static String output(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String copyOfClassPath(Path target) throws IOException {
        var copies = new ArrayList<String>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            boolean ours = Files.isDirectory(Path.of(entry)) || entry.contains("ossec-model");
            if (ours || entry.contains("junixsocket")) {
                Path copy = target.resolve("e" + copies.size());
                output(List.of("/bin/cp", "-rL", entry, copy.toString()));
                copies.add(copy.toString());
            }
        }
        output(List.of("/bin/chmod", "-R", "a+rX", target.toString()));
        return String.join(File.pathSeparator, copies);
    }

    private static DaemonSocket impatient(Path path) {
        return DaemonSocket.at(path, 1023).withWaitForDaemon(Duration.ZERO);
    }

    private static Reason failure(DaemonSocket socket) {
        return catchThrowableOfType(DaemonUnreachableException.class, () -> socket.send(RawText.of("a")))
                .reason();
    }

    /** Sends until the queue is full; how many it took. */
    private static int fill(DaemonSocket socket) throws IOException {
        for (int i = 0; i < 10_000; i++) {
            try {
                socket.send(RawText.of("fill"));
            } catch (DaemonUnreachableException e) {
                assertThat(e.reason()).isEqualTo(Reason.FULL);
                return i;
            }
        }
        throw new AssertionError("queue never full");
    }

    /** Sends one message and prints how that failed; run as another user. */
    static final class SendOnce {
        private SendOnce() {}

        public static void main(String[] arguments) throws IOException {
            try {
                impatient(Path.of(arguments[0])).send(RawText.of("a"));
                System.out.print("sent");
            } catch (DaemonUnreachableException e) {
                System.out.print(e.reason());
            }
        }
    }
}
