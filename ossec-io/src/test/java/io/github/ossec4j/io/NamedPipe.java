package io.github.ossec4j.io;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;

/** A pipe with a name and nobody at its other end: who opens it waits. */
public final class NamedPipe {
    private NamedPipe() {}

    /** Makes one; without the program for it the test is skipped. */
    public static Path at(Path file) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder("mkfifo", file.toString()).inheritIO().start();
        } catch (IOException e) {
            assumeTrue(false, "there is no mkfifo");
            throw e;
        }
        assumeTrue(process.waitFor() == 0, "no pipes in this file system");
        return file;
    }
}
