package io.github.ossec4j.io.queue;

import io.github.ossec4j.io.file.HeldDirectory;
import io.github.ossec4j.io.text.Ascii;
import io.github.ossec4j.io.text.LineCursor;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The devices that are monitored without an agent, as listed by the files {@code queue/agentless/(<type>) <host>}.
 */
public final class AgentlessDevices {
    /**
     * One device and check.
     *
     * @param type the script, such as {@code ssh_integrity_check_linux}
     * @param host usually {@code user@host}
     * @param lastRun when it last ran with a result
     * @param isDiff whether its last result was a change of stored output
     */
    public record AgentlessDevice(String type, String host, Instant lastRun, boolean isDiff) {}

    private static final String DIFF = "type: diff";

    private AgentlessDevices() {}

    /**
     * Lists the directory, sorted by type and host; files of other names are skipped.
     *
     * @throws java.nio.file.NoSuchFileException if there is no such directory
     */
    public static List<AgentlessDevice> list(Path directory) throws IOException {
        var devices = new ArrayList<AgentlessDevice>();
        try (DirectoryStream<Path> files = HeldDirectory.list(directory, "*")) {
            for (Path file : files) {
                Path fileName = file.getFileName();
                String name = fileName == null ? "" : fileName.toString();
                int close = name.indexOf(") ");
                if (name.startsWith("(") && close > 0) {
                    add(devices, file, name.substring(1, close), name.substring(close + 2));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        devices.sort(Comparator.comparing(AgentlessDevice::type).thenComparing(AgentlessDevice::host));
        return List.copyOf(devices);
    }

    private static void add(List<AgentlessDevice> devices, Path file, String type, String host) throws IOException {
        try (LineCursor lines = LineCursor.open(file)) {
            boolean diff = lines.next() && Ascii.startsWith(lines.buffer(), lines.start(), lines.end(), DIFF);
            Instant lastRun = Files.getLastModifiedTime(file).toInstant();
            devices.add(new AgentlessDevice(type, host, lastRun, diff));
        } catch (NoSuchFileException e) {
            // The device was removed between listing and reading: it is no longer a device.
        }
    }
}
