package io.github.ossec4j.io.release;

import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.file.HeldDirectory;
import io.github.ossec4j.io.keys.ClientKeysCursor;
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
    /** Of a database: its newest records, which a release after an upgrade has written. */
    private static final long BYTES_LOOKED_AT = 1 << 14;

    /** Files that OSSEC 4.x writes, but no other release. */
    private static final List<String> OF_OSSEC_4 = List.of("var/run/ossec-analysisd.state", "logs/fim_maintenance.log");

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
     * Whether there are signs of OSSEC 4.x: the state file of the analysis daemon, the log of the maintenance mode or one of
     * its markers, a cipher in a keep-alive, a SHA-256 field in one of the last records of a database. Without any, every
     * keep-alive and every database is opened, which takes about half a second for 10,000 agents.
     */
    public boolean isOssec4() {
        return exists(OF_OSSEC_4)
                || anyFile(
                        home.syscheckDirectory(),
                        file -> isHidden(file) && file.toString().endsWith(".maint"))
                || anyFile(home.agentInfoDirectory(), ReleaseSigns::namesCipher)
                || anyFile(home.syscheckDirectory(), file -> !isHidden(file) && hasSha256(file));
    }

    /**
     * Whether there are signs of the Wazuh fork: times of enrollment, its own directories, which a home without agents
     * has as well, and removed keys with {@code !} in front of the name.
     */
    public boolean isWazuhFork() {
        return exists(OF_FORK) || hasForkRemoval(home.clientKeys());
    }

    private boolean exists(List<String> names) {
        return names.stream().anyMatch(name -> Files.exists(home.root().resolve(name)));
    }

    @FunctionalInterface
    private interface FileTest {
        boolean test(Path file) throws IOException;
    }

    private static boolean anyFile(Path directory, FileTest test) {
        try (DirectoryStream<Path> files = HeldDirectory.list(directory, "*")) {
            for (Path file : files) {
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

    private static boolean isHidden(Path file) {
        return String.valueOf(file.getFileName()).startsWith(".");
    }

    private static boolean hasSha256(Path database) throws IOException {
        long size = Files.size(database);
        try (SyscheckCursor records = SyscheckCursor.open(
                database, Math.max(0, size - BYTES_LOOKED_AT), size, MalformedLineHandler.ignore())) {
            while (records.next()) {
                if (records.hasSha256Field()) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean hasForkRemoval(Path clientKeys) {
        try (ClientKeysCursor keys = ClientKeysCursor.open(clientKeys, MalformedLineHandler.ignore())) {
            while (keys.next()) {
                if (keys.isRemoved() && keys.hasNameStartingWith('!')) {
                    return true;
                }
            }
        } catch (IOException | OssecFormatException e) {
            return false; // a file that cannot be read says nothing
        }
        return false;
    }
}
