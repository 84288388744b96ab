package io.github.ossec4j.io.release;

import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.file.HeldDirectory;
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
import java.util.List;

/**
 * What the files of a home show about the release that wrote them: no single file states it.
 *
 * <p>Immutable; each query examines some of the files.
 */
public final class ReleaseSigns {
    private static final int FILES_LOOKED_AT = 200;
    private static final int RECORDS_LOOKED_AT = 50;
    /** Files that the fork installs but no release of OSSEC. */
    private static final List<String> OF_FORK =
            List.of("queue/agents-timestamp", "etc/wazuh_decoders", "etc/ossec_decoders", "integrations", "update");

    private final OssecHome home;

    private ReleaseSigns(OssecHome home) {
        this.home = home;
    }

    /** Binds to a home; nothing is read. */
    public static ReleaseSigns at(OssecHome home) {
        return new ReleaseSigns(home);
    }

    /**
     * Whether there are signs of OSSEC 4.x: the state file of the analysis daemon, a cipher in a keep-alive, a SHA-256
     * field, a maintenance marker. Looks at 200 keep-alives and 200 databases, of these only the first records.
     */
    public boolean isOssec4() {
        return Files.exists(home.runDirectory().resolve("ossec-analysisd.state"))
                || anyFile(home.agentInfoDirectory(), ReleaseSigns::namesCipher)
                || anyFile(home.syscheckDirectory(), ReleaseSigns::isOfOssec4);
    }

    /**
     * Whether there are signs of the Wazuh fork: times of enrollment, its own directories, which a home without agents
     * has as well, and removed keys with {@code !} in front of the name.
     */
    public boolean isWazuhFork() {
        return OF_FORK.stream().anyMatch(name -> Files.exists(home.root().resolve(name)))
                || hasForkRemoval(home.clientKeys());
    }

    @FunctionalInterface
    private interface FileTest {
        boolean test(Path file) throws IOException;
    }

    private static boolean anyFile(Path directory, FileTest test) {
        try (DirectoryStream<Path> files = HeldDirectory.list(directory, "*")) {
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
                    // A file that cannot be read says nothing.
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
        } catch (IOException | OssecFormatException e) {
            return false; // a file that cannot be read says nothing
        }
        return false;
    }
}
