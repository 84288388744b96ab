package io.github.ossec4j.api;

import io.github.ossec4j.io.AccessRefusedException;
import io.github.ossec4j.io.HomeFileException;
import io.github.ossec4j.io.NotAHomeException;
import io.github.ossec4j.io.file.HeldDirectory;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * What distinguishes the home of a manager from any other directory: a single sign is enough, because backups and test
 * homes may be incomplete. Names that other directories have as well, such as {@code etc} and {@code var}, are not
 * signs.
 */
final class HomeSigns {
    private static final List<String> FILES = List.of(
            "agentless",
            "etc/ossec.conf",
            "etc/client.keys",
            "etc/internal_options.conf",
            "etc/shared/agent.conf",
            "queue/agent-info",
            "queue/agentless",
            "queue/agents-timestamp",
            "queue/diff",
            "queue/ossec",
            "queue/rids",
            "queue/rootcheck",
            "queue/syscheck",
            "stats/totals",
            "stats/hourly-average",
            "stats/weekly-average",
            "bin/.process_list",
            "logs/ossec.log");

    private static final String RUN = "var/run";
    private static final String PID_FILES = "ossec-*.pid";
    private static final String RULES = "rules";
    private static final String RULE_FILES = "*_rules.xml";

    private HomeSigns() {}

    /**
     * Checks that there is a sign. A directory that cannot be listed counts as one: reading its files gives
     * the refusal.
     *
     * @throws NotAHomeException if there is none
     * @throws AccessRefusedException if this process may not look into the home
     */
    static void require(Path home) {
        try {
            if (!Files.readAttributes(home, BasicFileAttributes.class).isDirectory()) {
                throw new NotAHomeException(home, "it is not a directory");
            }
            Files.readAttributes(home.resolve("etc"), BasicFileAttributes.class);
        } catch (IOException e) {
            if (e instanceof AccessDeniedException || !Files.exists(home)) {
                throw HomeFileException.of(home, e);
            }
        }
        if (FILES.stream().noneMatch(name -> exists(home.resolve(name)))
                && !holds(home.resolve(RUN), PID_FILES)
                && !holds(home.resolve(RULES), RULE_FILES)) {
            throw new NotAHomeException(
                    home,
                    "none of " + String.join(", ", FILES) + ", " + RUN + "/" + PID_FILES + " and " + RULES + "/"
                            + RULE_FILES + " is there");
        }
    }

    private static boolean exists(Path file) {
        try {
            Files.readAttributes(file, BasicFileAttributes.class);
            return true;
        } catch (AccessDeniedException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean holds(Path directory, String names) {
        try (DirectoryStream<Path> files = HeldDirectory.list(directory, names)) {
            return files.iterator().hasNext();
        } catch (AccessDeniedException e) {
            return true;
        } catch (IOException | DirectoryIteratorException e) {
            return false;
        }
    }
}
