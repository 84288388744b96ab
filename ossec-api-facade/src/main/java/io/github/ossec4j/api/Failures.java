package io.github.ossec4j.api;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Turns what the file system says into the exceptions of the facade. */
final class Failures {
    private Failures() {}

    @FunctionalInterface
    interface Reading<T> {
        T read() throws IOException;
    }

    /**
     * Reads, with failures told in the facade's exceptions.
     *
     * @param file what failed unless the file system names another one: a file of this directory, or one that changes
     *     with this one
     */
    static <T> T reading(Path file, Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw of(file, e);
        }
    }

    private static ApiException of(Path asked, IOException cause) {
        Path file = failed(asked, cause);
        if (cause instanceof NoSuchFileException) {
            return new FileMissingException(file, cause);
        }
        if (cause instanceof AccessDeniedException || isNotPermitted(cause)) {
            return new AccessRefusedException(file, cause);
        }
        return new ReadFailedException(file, cause);
    }

    private static Path failed(Path asked, IOException cause) {
        if (cause instanceof FileSystemException failure && failure.getFile() != null) {
            try {
                return asked.getFileSystem().getPath(failure.getFile());
            } catch (InvalidPathException e) {
                return asked; // the text of a name that this JVM's locale cannot write
            }
        }
        return asked;
    }

    /** Who may write a directory may still not give a file to its owner; the JDK has no exception of its own for that. */
    private static boolean isNotPermitted(IOException cause) {
        return cause instanceof FileSystemException failure
                && String.valueOf(failure.getReason()).contains("not permitted");
    }
}
