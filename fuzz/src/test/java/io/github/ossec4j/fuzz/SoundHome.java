package io.github.ossec4j.fuzz;

import io.github.ossec4j.fixtures.OssecHomeFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** A home without damage, which can be brought back to its first state. */
public final class SoundHome {
    /** When it was written. */
    public static final Instant NOW = Instant.parse("2016-04-12T09:05:03Z");

    private final Path directory;
    private final Map<Path, byte[]> files = new LinkedHashMap<>();

    private SoundHome(Path directory) {
        this.directory = directory;
    }

    /** Writes one. */
    public static SoundHome create(String name) {
        try {
            var home = new SoundHome(Input.directory(name));
            OssecHomeFixture.builder(NOW)
                    .agent(
                            "web",
                            agent -> agent.syscheck(files ->
                                            files.baseline("/etc/hosts").changed("/etc/hosts"))
                                    .rootcheck(policy -> policy.scanned(NOW).outstanding("something")))
                    .agent("gone", agent -> agent.removed())
                    .writeTo(home.directory);
            try (Stream<Path> files = Files.walk(home.directory)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    home.files.put(file, Files.readAllBytes(file));
                }
            }
            return home;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Where it is. */
    public Path directory() {
        return directory;
    }

    /** Writes every file as it was. */
    public void restore() throws IOException {
        for (Map.Entry<Path, byte[]> file : files.entrySet()) {
            Files.write(file.getKey(), file.getValue());
        }
    }
}
