package io.github.ossec4j.server;

import io.github.ossec4j.io.file.FileReplacement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file of the service that nobody else may read: mode 0600, in a directory of mode 0700 if that is made as well. */
final class PrivateFile {
    private static final Set<PosixFilePermission> OURS_ALONE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OUR_DIRECTORY = PosixFilePermissions.fromString("rwx------");

    private PrivateFile() {}

    /** Makes the directory of a file unless there is one. */
    static void makeDirectoryOf(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null || Files.isDirectory(directory)) {
            return;
        }
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OUR_DIRECTORY));
        } else {
            Files.createDirectories(directory);
        }
    }

    /** Replaces the content in one step. */
    static void write(Path file, byte[] content) throws IOException {
        try (FileReplacement replacement = FileReplacement.of(file, OURS_ALONE)) {
            replacement.content().write(content);
            replacement.commit();
        }
    }
}
