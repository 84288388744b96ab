package io.github.ossec4j.io.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class HeldDirectoryTest {
    private static final int THREADS = 8;

    @TempDir
    Path directory;

    /** Guards the first checks of a home, which make the same directory at the same time and use it at once. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void threadsThatMakeTheSameDirectoryAllGetIt() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (HeldDirectory parent = HeldDirectory.open(directory)) {
            for (int round = 0; round < 100; round++) {
                Path name = parent.name("made-" + round);
                List<Callable<Path>> makers = new ArrayList<>();
                for (int thread = 0; thread < THREADS; thread++) {
                    Path file = Path.of("file-" + thread);
                    makers.add(() -> {
                        try (HeldDirectory made = parent.childMade(name)) {
                            return Files.createFile(made.path().resolve(file));
                        }
                    });
                }
                for (Future<Path> made : threads.invokeAll(makers)) {
                    assertThat(made.get()).exists();
                }
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name))))
                        .isEqualTo("rwxr-x---");
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
