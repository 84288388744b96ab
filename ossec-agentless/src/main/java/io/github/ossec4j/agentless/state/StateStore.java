package io.github.ossec4j.agentless.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The state of all devices of a home, in the layout of the original daemon: a directory {@code queue/diff/HOST->TYPE} and
 * a file {@code queue/agentless/(TYPE) HOST} per device. Safe to share.
 */
public final class StateStore {
    /** Directories with a section that is being written, of all stores of this JVM. */
    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private final Path home;
    private final Clock clock;
    private final OptionalInt maxStates;
    private final int maxDiffBytes;

    private StateStore(Path home, Clock clock, OptionalInt maxStates, int maxDiffBytes) {
        this.home = home.toAbsolutePath().normalize();
        this.clock = clock;
        this.maxStates = maxStates;
        this.maxDiffBytes = maxDiffBytes;
    }

    /** The store of a home; reads nothing. */
    public static StateStore at(Path home, Clock clock, OptionalInt maxStates, int maxDiffBytes) {
        return new StateStore(home, clock, maxStates, maxDiffBytes);
    }

    /**
     * Begins a section.
     *
     * @param name of the state directory, without slashes
     * @throws IOException if the directory or the file cannot be made, or another section of this device is open
     */
    public Section open(String name) throws IOException {
        Path directory = child(home.resolve("queue/diff"), name);
        createDirectory(directory);
        if (!OPEN.add(directory)) {
            throw new IOException("another run is storing state in " + directory);
        }
        try {
            return new Section(directory, clock, maxStates, maxDiffBytes, () -> OPEN.remove(directory));
        } catch (IOException | RuntimeException e) {
            OPEN.remove(directory);
            throw e;
        }
    }

    /**
     * Writes the file from which the control tools list agentless devices.
     *
     * @param device {@code (TYPE) HOST}
     * @param type {@code diff} or {@code syscheck}
     */
    public void noteDevice(String device, String type) throws IOException {
        Path directory = home.resolve("queue/agentless");
        createDirectory(directory);
        // In place: a file beside it would be listed as a device.
        Files.writeString(child(directory, device), "type: " + type + "\n", StandardCharsets.US_ASCII);
    }

    private static Path child(Path directory, String name) throws IOException {
        try {
            return directory.resolve(name);
        } catch (InvalidPathException e) {
            throw new IOException(
                    "\"" + name + "\" cannot be a file name in this locale; run the JVM with a UTF-8 locale", e);
        }
    }

    private static void createDirectory(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxrwx---")));
        } else {
            Files.createDirectories(directory);
        }
    }
}
