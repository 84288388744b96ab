package io.github.ossec4j.io.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.NamedPipe;
import io.github.ossec4j.io.conf.OssecConfigurationFile;
import io.github.ossec4j.io.text.LineCursor;
import io.github.ossec4j.io.zone.TimeZoneFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Somebody puts a pipe in the place of a file or directory, and back, as fast as he can: whoever opens it goes on. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExchangedFileTest {
    private static final Duration ATTACK = Duration.ofMillis(Boolean.getBoolean("ossec4j.thorough") ? 10_000 : 200);
    private static final String CONTENT = "<ossec_config></ossec_config>\n";

    @TempDir
    Path directory;

    private Path pipe = Path.of("");

    /** What went wrong other than by saying so. */
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void makePipe() throws Exception {
        pipe = NamedPipe.at(directory.resolve("pipe"));
    }

    /** Threads that were left behind wait for this. */
    @AfterEach
    void openBothEnds() throws IOException {
        new RandomAccessFile(pipe.toFile(), "rw").close();
    }

    @FunctionalInterface
    private interface Action {
        void of(Path file) throws IOException;
    }

    /** Repeats until the attack is over, or the first time that a pipe was hit. */
    private Thread repeating(long end, Path file, Action action) {
        var thread = new Thread(() -> {
            while (System.nanoTime() < end) {
                try {
                    action.of(file);
                } catch (FileSystemException e) {
                    if (String.valueOf(e.getReason()).startsWith("could not be opened")) {
                        return;
                    }
                } catch (Throwable e) {
                    failures.add(e);
                    return;
                }
            }
        });
        thread.start();
        return thread;
    }

    private void attack(Action exchange, Path file, List<Action> actions) throws Exception {
        long end = System.nanoTime() + ATTACK.toNanos();
        var threads = new ArrayList<Thread>();
        for (Action action : actions) {
            threads.add(repeating(end, file, action));
        }
        while (System.nanoTime() < end) {
            exchange.of(file);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void everyReadAndEveryChangeOfAFileEnds() throws Exception {
        Path plain = Files.writeString(directory.resolve("plain"), CONTENT);
        Path beside = directory.resolve("beside");
        Path file = directory.resolve("file");

        Action exchange = target -> {
            Files.createLink(beside, pipe);
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
            Files.createLink(beside, plain);
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
        };
        // Those who write are the other end for those who read: one after the other.
        attack(
                exchange,
                file,
                List.of(
                        path -> LineCursor.open(path).close(),
                        path -> OssecConfigurationFile.read(path, MalformedLineHandler.ignore()),
                        TimeZoneFile::read,
                        path -> RegularFile.whole(path, 1 << 20)));
        attack(
                exchange,
                file,
                List.of(
                        path -> new DatabaseClearing().truncateExisting(path).orThrow(),
                        path -> FileLocking.of(path).close()));
    }

    @Test
    void everyListOfADirectoryEnds() throws Exception {
        Path listed = Files.createDirectory(directory.resolve("listed"));
        Path away = directory.resolve("away");
        Files.createFile(listed.resolve("file"));

        attack(
                target -> {
                    Files.move(target, away);
                    Files.createLink(target, pipe);
                    Files.delete(target);
                    Files.move(away, target);
                },
                listed,
                List.of(
                        path -> HeldDirectory.list(path, "*").close(),
                        path -> HeldDirectory.open(path).close(),
                        path -> {
                            try (HeldDirectory parent = HeldDirectory.open(directory)) {
                                parent.child(path.getFileName()).close();
                            } catch (NoSuchFileException e) {
                                // It is away.
                            }
                        }));
    }
}
