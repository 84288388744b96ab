package io.github.ossec4j.api;

import io.github.ossec4j.io.FileMissingException;
import io.github.ossec4j.io.HomeFileException;
import io.github.ossec4j.io.file.DatabaseClearing;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Common code for clearing integrity and policy databases. */
final class Clearing {
    private static final System.Logger LOG = System.getLogger(Clearing.class.getName());

    private Clearing() {}

    /** Every database in a directory. */
    static Cleared directory(Ossec ossec, Path directory, int errorCode) {
        if (!Files.isDirectory(directory)) {
            throw new FileMissingException(directory, errorCode, new NoSuchFileException(directory.toString()));
        }
        return result(ossec, directory, new DatabaseClearing().clearDirectory(directory));
    }

    /** Clearing has succeeded, even if this process may not see which daemons are running. */
    private static boolean keepsIndex(Ossec ossec) {
        try {
            return ossec.manager().keepsIndex();
        } catch (HomeFileException e) {
            LOG.log(System.Logger.Level.WARNING, "cannot determine whether ossec-analysisd is running", e);
            return false;
        }
    }

    static Cleared result(Ossec ossec, Path file, DatabaseClearing clearing) {
        DatabaseClearing done = Failures.reading(file, clearing::orThrow);
        boolean keepsIndex = keepsIndex(ossec);
        if (keepsIndex) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0}: the running ossec-analysisd keeps an index of the records until it is restarted",
                    file);
        }
        return new Cleared(done.truncated(), done.deleted(), keepsIndex);
    }
}
