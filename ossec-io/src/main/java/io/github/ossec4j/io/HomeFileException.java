package io.github.ossec4j.io;

import io.github.ossec4j.model.OssecException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of the home could not be read or changed. The subclasses say why: it is missing, this process has no
 * permission, its content is invalid, or the disk or the file system failed.
 */
public abstract class HomeFileException extends OssecException {
    private static final long serialVersionUID = 1L;

    /** OSSEC's tools have no number for the error. */
    static final int NO_CODE = -1;

    private final transient Path file;

    HomeFileException(Path file, String message, int errorCode, @Nullable Throwable cause) {
        super(message, errorCode, cause);
        this.file = file;
    }

    HomeFileException(Path file, String message, Throwable cause) {
        super(message, cause);
        this.file = file;
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /**
     * The exception for an error of the file system.
     *
     * @param asked the file that failed, unless the cause names another one
     */
    public static HomeFileException of(Path asked, IOException cause) {
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
                return asked; // the text of a name that this JVM's locale cannot represent
            }
        }
        return asked;
    }

    /**
     * A user who may write to a directory may still not be allowed to change a file's owner; the JDK has no specific
     * exception for that.
     */
    private static boolean isNotPermitted(IOException cause) {
        return cause instanceof FileSystemException failure
                && String.valueOf(failure.getReason()).contains("not permitted");
    }
}
