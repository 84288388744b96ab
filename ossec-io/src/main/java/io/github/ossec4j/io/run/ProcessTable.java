package io.github.ossec4j.io.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The running processes and their names. */
@FunctionalInterface
public interface ProcessTable {
    /**
     * The name of a running process, as truncated by the system (Linux: 15 bytes); empty if there is no such process.
     */
    Optional<String> nameOf(long pid);

    /** The processes of this machine: from {@code /proc} if it exists, else from the JDK. Zombies do not count. */
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
                return Optional.empty(); // exited, or never existed
            }
        };
    }
}
