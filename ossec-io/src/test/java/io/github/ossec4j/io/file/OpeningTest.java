package io.github.ossec4j.io.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ossec4j.io.NamedPipe;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OpeningTest {
    private static final Duration SHORT = Duration.ofMillis(100);

    @TempDir
    Path directory;

    private static SeekableByteChannel channel(Path file) throws IOException {
        return Files.newByteChannel(file, StandardOpenOption.READ);
    }

    @Test
    void aPipeWithNobodyAtItsOtherEndEndsTheWait() throws Exception {
        Path pipe = NamedPipe.at(directory.resolve("pipe"));
        var opening = new Opening(SHORT, 8);

        assertThatThrownBy(() -> opening.open(pipe, () -> channel(pipe)))
                .isInstanceOfSatisfying(
                        FileSystemException.class, e -> assertThat(e.getFile()).isEqualTo(pipe.toString()))
                .hasMessageContaining("could not be opened within 100 ms");
    }

    @Test
    void whatIsOpenedTooLateIsClosed() throws Exception {
        var released = new CountDownLatch(1);
        var closed = new CountDownLatch(1);
        Closeable late = closed::countDown;
        Path file = directory.resolve("file");

        assertThatThrownBy(() -> new Opening(SHORT, 8).open(file, () -> {
                    released.await();
                    return late;
                }))
                .isInstanceOf(FileSystemException.class);
        released.countDown();

        closed.await();
    }

    @Test
    void threadsThatWaitAreCountedAndGivenBack() throws Exception {
        var released = new CountDownLatch(1);
        var opening = new Opening(SHORT, 1);
        Path file = Files.createFile(directory.resolve("file"));
        var ended = new CountDownLatch(1);

        assertThatThrownBy(() -> opening.open(file, () -> {
                    released.await();
                    return (Closeable) ended::countDown;
                }))
                .isInstanceOf(FileSystemException.class);
        assertThatThrownBy(() -> opening.open(file, () -> channel(file))).hasMessageContaining("replaced by pipes");
        released.countDown();
        ended.await();

        opening.open(file, () -> channel(file)).close();
    }

    @Test
    void failuresAreThoseOfTheOpening() {
        Path missing = directory.resolve("missing");

        assertThatThrownBy(() -> Opening.of(missing, () -> channel(missing))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> Opening.of(missing, () -> {
                    throw new SecurityException("no");
                }))
                .isInstanceOf(SecurityException.class);
        assertThatThrownBy(() -> Opening.of(missing, () -> {
                    throw new StackOverflowError();
                }))
                .isInstanceOf(StackOverflowError.class);
    }

    @Test
    void aThreadThatWasInterruptedOpensAndStaysInterrupted() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        Thread.currentThread().interrupt();
        Opening.of(file, () -> channel(file)).close();

        assertThat(Thread.interrupted()).isTrue();
    }
}
