package io.github.ossec4j.io.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Which processes live, and what they are called. */
@FunctionalInterface
public interface ProcessTable {
    /** The name of a living process, as the system cuts it (Linux: 15 bytes); empty if no such process lives. */
    Optional<String> nameOf(long pid);

    /** That of this machine: {@code /proc} where there is one, else the JDK's. Zombies do not live. */
    static ProcessTable ofThisMachine() {
        return pid -> {
            Path process = Path.of("/proc", Long.toString(pid));
            if (!Files.isDirectory(Path.of("/proc/self"))) {
                return ProcessHandle.of(pid)
                        .flatMap(handle -> handle.info().command())
                        .map(command -> command.substring(command.lastIndexOf('/') + 1));
            }
            try {
                String stat = Files.readString(process.resolve("stat"), java.nio.charset.StandardCharsets.ISO_8859_1);
                int open = stat.indexOf('(');
                int close = stat.lastIndexOf(')');
                boolean zombie = stat.startsWith(" Z", close + 1);
                return open < 0 || close < open || zombie
                        ? Optional.empty()
                        : Optional.of(stat.substring(open + 1, close));
            } catch (IOException e) {
                return Optional.empty(); // gone, or never there
            }
        };
    }
}
