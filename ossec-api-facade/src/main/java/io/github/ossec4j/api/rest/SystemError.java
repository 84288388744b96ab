package io.github.ossec4j.api.rest;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** An error of the operating system as the original's tools print it: {@code [(13)-(Permission denied)]}. */
final class SystemError {
    private SystemError() {}

    static String of(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "[(2)-(No such file or directory)]";
        }
        if (e instanceof AccessDeniedException) {
            return "[(13)-(Permission denied)]";
        }
        String reason = reason(e);
        if (reason.contains("is a directory")) {
            return "[(21)-(Is a directory)]";
        }
        if (isFullDisk(e)) {
            return "[(28)-(No space left on device)]";
        }
        if (reason.contains("read-only")) {
            return "[(30)-(Read-only file system)]";
        }
        if (reason.contains("not permitted")) {
            return "[(1)-(Operation not permitted)]";
        }
        return "[(5)-(Input/output error)]";
    }

    static boolean isFullDisk(IOException e) {
        return reason(e).contains("no space left");
    }

    /** A failing channel has no specific exception, and the name of a file must not be mistaken for the reason. */
    private static String reason(IOException e) {
        return String.valueOf(e instanceof FileSystemException failure ? failure.getReason() : e.getMessage())
                .toLowerCase(Locale.ROOT);
    }
}
