package io.github.ossec4j.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLockingTest {
    @TempDir
    Path directory;

    Path lockFile = Path.of("");
    Path victim = Path.of("");

    @BeforeEach
    void files() throws IOException {
        lockFile = directory.resolve(".client.keys.lock");
        victim = Files.writeString(directory.resolve("victim"), "all keys");
    }

    @Test
    void theLockFileStaysWhereItIsAndEmpty() throws IOException {
        Object first;
        try (FileLocking lock = FileLocking.of(lockFile)) {
            first = key();
            assertThat(lock).isNotNull();
        }
        try (FileLocking lock = FileLocking.of(lockFile)) {
            assertThat(lock).isNotNull();
        }

        assertThat(key()).isEqualTo(first);
        assertThat(lockFile).isEmptyFile();
        assertThat(Files.getPosixFilePermissions(lockFile)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    private Object key() throws IOException {
        return Files.getAttribute(lockFile, "unix:ino");
    }

    @Test
    void whatALockFileHoldsIsNeverChanged() throws IOException {
        Files.writeString(lockFile, "somebody's notes");

        FileLocking.of(lockFile).close();

        assertThat(lockFile).hasContent("somebody's notes");
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        Files.createSymbolicLink(lockFile, victim);

        assertThatThrownBy(() -> FileLocking.of(lockFile)).isInstanceOf(FileSystemException.class);
        assertThat(victim).hasContent("all keys");
    }

    @Test
    void aLinkThatLeadsNowhereCreatesNothing() throws IOException {
        Files.createSymbolicLink(lockFile, directory.resolve("elsewhere"));

        assertThatThrownBy(() -> FileLocking.of(lockFile)).isInstanceOf(FileSystemException.class);
        assertThat(directory.resolve("elsewhere")).doesNotExist();
    }

    @Test
    void aSecondNameOfAnotherFileIsRefused() throws IOException {
        Files.createLink(lockFile, victim);

        assertThatThrownBy(() -> FileLocking.of(lockFile))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("second name");
        assertThat(victim).hasContent("all keys");
    }

    /** Guards the lock of the operating system, which shows in this process, too: it cannot be taken a second time. */
    @Test
    void otherProcessesAreLockedOut() throws IOException {
        try (FileLocking lock = FileLocking.of(lockFile);
                FileChannel other = FileChannel.open(lockFile, StandardOpenOption.WRITE)) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(other::tryLock).isInstanceOf(OverlappingFileLockException.class);
        }
        try (FileChannel other = FileChannel.open(lockFile, StandardOpenOption.WRITE)) {
            assertThat(other.tryLock()).isNotNull();
        }
    }

    /** Guards the lock itself: without it the second thread does not wait. */
    @Test
    void anotherThreadWaitsUntilTheRightIsGivenBack() throws Exception {
        var started = new CountDownLatch(1);
        var released = new AtomicBoolean();
        var sawReleased = new AtomicBoolean();
        Thread other;
        try (FileLocking lock = FileLocking.of(lockFile)) {
            assertThat(lock).isNotNull();
            other = new Thread(() -> {
                started.countDown();
                try (FileLocking second = FileLocking.of(lockFile)) {
                    sawReleased.set(second != null && released.get());
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            other.start();
            started.await();
            while (other.getState() != Thread.State.TIMED_WAITING && other.isAlive()) {
                Thread.onSpinWait();
            }
            released.set(true);
        }
        other.join();

        assertThat(sawReleased).isTrue();
    }
}
