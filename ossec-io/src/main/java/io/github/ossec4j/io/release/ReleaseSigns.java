package io.github.ossec4j.io.release;

import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.keys.ClientKeysFile;
import io.github.ossec4j.io.keys.ClientKeysLine;
import io.github.ossec4j.io.line.KeyLine;
import io.github.ossec4j.io.queue.AgentInfoFile;
import io.github.ossec4j.io.syscheck.SyscheckCursor;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the files of a home tell of the release that wrote them: no single one states it.
 *
 * @param isOssec4 there are signs of OSSEC 4.x: a cipher in a keep-alive, a SHA-256 field, a maintenance marker, the
 *     state file of the analysis daemon
 * @param isWazuhFork there are signs of the Wazuh fork: times of enrolment, removed keys with {@code !} in front of the
 *     name
 */
public record ReleaseSigns(boolean isOssec4, boolean isWazuhFork) {
    private static final int FILES_LOOKED_AT = 200;
    private static final int RECORDS_LOOKED_AT = 50;

    /** Looks at a home; at most a few hundred files, and of databases only the first records. */
    public static ReleaseSigns of(OssecHome home) {
        return new ReleaseSigns(
                Files.exists(home.runDirectory().resolve("ossec-analysisd.state"))
                        || anyFile(home.agentInfoDirectory(), ReleaseSigns::namesCipher)
                        || anyFile(home.syscheckDirectory(), ReleaseSigns::isOfOssec4),
                Files.exists(home.agentsTimestamp()) || hasForkRemoval(home.clientKeys()));
    }

    @FunctionalInterface
    private interface FileTest {
        boolean test(Path file) throws IOException;
    }

    private static boolean anyFile(Path directory, FileTest test) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            int looked = 0;
            for (Path file : files) {
                if (looked++ == FILES_LOOKED_AT) {
                    return false;
                }
                try {
                    if (test.test(file)) {
                        return true;
                    }
                } catch (IOException e) {
                    // A file that cannot be read tells nothing.
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return false;
        }
        return false;
    }

    private static boolean namesCipher(Path file) throws IOException {
        return AgentInfoFile.read(file).flatMap(info -> info.encryption()).isPresent();
    }

    private static boolean isOfOssec4(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        if (name.startsWith(".")) {
            return name.endsWith(".maint");
        }
        try (SyscheckCursor cursor = SyscheckCursor.open(file, MalformedLineHandler.ignore())) {
            for (int i = 0; i < RECORDS_LOOKED_AT && cursor.next(); i++) {
                if (cursor.hasSha256Field()) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean hasForkRemoval(Path clientKeys) {
        try {
            for (ClientKeysLine line : ClientKeysFile.read(clientKeys, MalformedLineHandler.ignore())
                    .lines()) {
                if (line instanceof ClientKeysLine.Removed removed
                        && KeyLine.of(removed.raw()).name().startsWith("!")) {
                    return true;
                }
            }
        } catch (IOException e) {
            return false; // a file that cannot be read tells nothing
        }
        return false;
    }
}
