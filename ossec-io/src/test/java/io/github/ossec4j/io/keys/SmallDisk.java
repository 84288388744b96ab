package io.github.ossec4j.io.keys;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A disk of 256 KiB, in memory; only root may mount one, so tests are skipped for others. */
record SmallDisk(Path path) implements AutoCloseable {
    static SmallDisk mounted(Path path) throws IOException, InterruptedException {
        Files.createDirectory(path);
        if (!run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", path.toString())) {
            abort("a small disk cannot be mounted here");
        }
        return new SmallDisk(path);
    }

    void makeReadOnly() throws IOException, InterruptedException {
        if (!run("mount", "-o", "remount,ro", path.toString())) {
            abort("a disk cannot be made read-only here");
        }
    }

    private static boolean run(String... words) throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException e) {
            return false; // no such program
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (!run("umount", path.toString())) {
                throw new IOException("cannot unmount " + path);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while unmounting " + path, e);
        }
    }
}
