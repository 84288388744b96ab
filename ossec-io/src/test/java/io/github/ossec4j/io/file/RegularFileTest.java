package io.github.ossec4j.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.NamedPipe;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.conf.OssecConfigurationFile;
import io.github.ossec4j.io.keys.ClientKeysStore;
import io.github.ossec4j.io.keys.NewAgent;
import io.github.ossec4j.io.queue.AgentInfoFile;
import io.github.ossec4j.io.run.PidFiles;
import io.github.ossec4j.io.syscheck.SyscheckDatabase;
import io.github.ossec4j.io.text.LineCursor;
import io.github.ossec4j.io.zone.TimeZoneFile;
import io.github.ossec4j.model.manager.Daemon;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A thread that opens a pipe cannot be interrupted: the time limit runs in another one. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RegularFileTest {
    private static final Path NULL_DEVICE = Path.of("/dev/null");
    private static final LocalDateTime NOW = LocalDateTime.of(2016, 4, 12, 9, 0);

    @TempDir
    Path directory;

    private static void assertRefused(Path file, String what, ThrowingCallable opening) {
        assertThatThrownBy(opening)
                .isInstanceOfSatisfying(
                        FileSystemException.class, e -> assertThat(e.getFile()).isEqualTo(file.toString()))
                .hasMessageContaining(what);
    }

    private Path linkToNull(String name) throws IOException {
        assumeTrue(Files.exists(NULL_DEVICE), "no such device here");
        return Files.createSymbolicLink(directory.resolve(name), NULL_DEVICE);
    }

    @Test
    void readersRefuseAPipe() throws Exception {
        Path pipe = NamedPipe.at(directory.resolve("pipe"));

        assertRefused(pipe, "a named pipe", () -> LineCursor.open(pipe).close());
        assertRefused(
                pipe, "a named pipe", () -> LineCursor.openAppended(pipe, 0, 1).close());
        assertRefused(
                pipe,
                "a named pipe",
                () -> SyscheckDatabase.at(pipe, MalformedLineHandler.ignore()).entries());
        assertRefused(pipe, "a named pipe", () -> AgentInfoFile.read(pipe));
        assertRefused(pipe, "a named pipe", () -> TimeZoneFile.read(pipe));
        assertRefused(pipe, "a named pipe", () -> OssecConfigurationFile.read(pipe, MalformedLineHandler.ignore()));
    }

    @Test
    void aPipeAmongThePidFilesIsRefused() throws Exception {
        Path pipe = NamedPipe.at(directory.resolve(Daemon.REMOTED.processName() + "-1.pid"));

        assertRefused(pipe, "a named pipe", () -> PidFiles.pids(directory, Daemon.REMOTED));
    }

    @Test
    void clearingRefusesAPipeAndGoesOn() throws Exception {
        Path pipe = NamedPipe.at(directory.resolve("pipe"));
        Path file = Files.writeString(directory.resolve("db"), "content");

        assertRefused(
                pipe,
                "a named pipe",
                () -> new DatabaseClearing().truncate(pipe).truncate(file).orThrow());
        assertThat(file).isEmptyFile();
        assertThat(new DatabaseClearing().clearDirectory(directory).orThrow().truncated())
                .isEqualTo(1);
    }

    @Test
    void keysAndTheirLockAndTimesAreNoPipes() throws Exception {
        OssecHome home = OssecHome.at(directory);
        ClientKeysStore store = ClientKeysStore.at(home, true, MalformedLineHandler.ignore());
        Files.createDirectories(directory.resolve("etc"));
        Files.createDirectories(directory.resolve("queue"));

        Path lock = NamedPipe.at(directory.resolve("etc/.client.keys.lock"));
        assertRefused(lock, "a named pipe", () -> store.add(List.of(NewAgent.of("web")), NOW));
        Files.delete(lock);
        linkToNull("etc/.client.keys.lock"); // takes no length, so that it would never be seen as ours
        assertRefused(lock, "a device", () -> store.add(List.of(NewAgent.of("web")), NOW));
        Files.delete(lock);

        Path times = NamedPipe.at(home.agentsTimestamp());
        assertRefused(times, "a named pipe", () -> store.add(List.of(NewAgent.of("web")), NOW));
        assertThat(home.clientKeys()).doesNotExist();
        Files.delete(times);

        Path keys = NamedPipe.at(home.clientKeys());
        assertRefused(keys, "a named pipe", () -> store.add(List.of(NewAgent.of("web")), NOW));
        assertThat(directory.resolve("etc")).isDirectoryNotContaining("glob:**.ossec4j-new");
    }

    @Test
    void whatElseIsNoRegularFileIsNamed() throws Exception {
        Path socket = directory.resolve("socket");
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));

            assertRefused(socket, "is a socket", () -> RegularFile.require(socket));
        }
        assertRefused(directory, "is a directory", () -> RegularFile.require(directory));
        assumeTrue(Files.exists(Path.of("/dev/zero")), "no such device here");
        Path endless = Files.createSymbolicLink(directory.resolve("zero"), Path.of("/dev/zero"));
        assertRefused(endless, "is a device", () -> RegularFile.require(endless));
    }

    @Test
    void linksToRegularFilesAreFollowedWhereWanted() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "line\n");
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);

        assertThat(RegularFile.require(link).isRegularFile()).isTrue();
        assertRefused(link, "is a symbolic link", () -> RegularFile.require(link, LinkOption.NOFOLLOW_LINKS));
        Files.delete(file);
        assertThatThrownBy(() -> RegularFile.require(link)).isInstanceOf(NoSuchFileException.class);
        assertRefused(link, "is a symbolic link", () -> RegularFile.require(link, LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void whatIsLinkedToTheNullDeviceIsEmpty() throws IOException {
        Path link = linkToNull("link");
        Path again = Files.createSymbolicLink(directory.resolve("again"), link);

        for (Path file : List.of(link, again, NULL_DEVICE)) {
            try (LineCursor lines = LineCursor.open(file)) {
                assertThat(lines.next()).isFalse();
            }
            assertThat(new DatabaseClearing().truncate(file).orThrow().truncated())
                    .isZero();
        }
        assertThat(TimeZoneFile.read(link)).isEmpty();
        assertThat(link).isSymbolicLink();
    }

    @Test
    void whatClaimsToBeAFileAndHasNoEndIsEmpty() throws IOException {
        Path messages = Path.of("/proc/kmsg");
        assumeTrue(Files.isReadable(messages), "this user may not read the kernel's messages");
        Path link = Files.createSymbolicLink(directory.resolve("link"), messages);

        assertThat(RegularFile.begin(link, 100)).isEmpty();
        assertThat(TimeZoneFile.read(link)).isEmpty();
        assertThat(OssecConfigurationFile.read(link, MalformedLineHandler.ignore())
                        .roots())
                .isEmpty();
    }

    @Test
    void aFileThatIsMeantToBeSmallHasALimit() throws IOException {
        Path file = Files.write(directory.resolve("file"), new byte[1 << 20]);

        assertThat(RegularFile.whole(file, 1 << 20)).hasSize(1 << 20);
        assertThat(RegularFile.begin(file, 10)).hasSize(10);
        Files.write(file, new byte[1], StandardOpenOption.APPEND);
        assertRefused(file, "is longer than 1 MiB", () -> RegularFile.whole(file, 1 << 20));
    }

    @Test
    void inMemoryThereAreNoDevices() throws IOException {
        try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix())) {
            Path file = Files.createFile(memory.getPath("/file"));

            assertThat(RegularFile.require(file).isRegularFile()).isTrue();
            assertRefused(memory.getPath("/"), "is a directory", () -> RegularFile.require(memory.getPath("/")));
        }
    }
}
