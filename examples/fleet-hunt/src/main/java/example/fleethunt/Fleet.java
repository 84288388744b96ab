package example.fleethunt;

import io.github.ossec4j.fixtures.FileState;
import io.github.ossec4j.fixtures.OssecHomeFixture;
import io.github.ossec4j.fixtures.SyscheckHistory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Invented homes: each manager has three agents, and every twentieth has an agent with a malicious file. */
final class Fleet {
    /** SHA-1 hashes of files that are known to be bad; the first one is that of the invented trojan. */
    static final List<String> BAD_HASHES =
            List.of("3f786850e387550fdab836ed7e6dc881de23001b", "89e6c98d92887913cadf06b2adb97f26cde4849b");

    private static final Instant NOW = Instant.parse("2016-10-18T12:00:00Z");
    private static final int AGENTS = 3;
    private static final int EVERY = 20;

    private Fleet() {}

    /** Writes the homes {@code manager-000}, {@code manager-001}, … */
    static void writeTo(Path directory, int managers) throws IOException {
        for (int manager = 0; manager < managers; manager++) {
            OssecHomeFixture home = OssecHomeFixture.builder(NOW);
            for (int agent = 1; agent <= AGENTS; agent++) {
                boolean isInfected = manager % EVERY == 0 && agent == 2;
                int number = manager * AGENTS + agent;
                home.agent(
                        "web-" + agent, described -> described.syscheck(history -> files(history, number, isInfected)));
            }
            home.writeTo(directory.resolve("manager-%03d".formatted(manager)));
        }
    }

    private static void files(SyscheckHistory history, int number, boolean isInfected) {
        history.baseline("/etc/passwd", "/etc/ssh/sshd_config", "/bin/ls", "/bin/ps", "/usr/sbin/sshd");
        history.after(Duration.ofDays(1 + number % 20));
        if (number % AGENTS == 0) {
            history.changed("/bin/ps").changed("/etc/passwd");
        }
        if (isInfected) {
            history.seen("/bin/ps", FileState.containing("a\n").mode(04755));
        }
    }
}
