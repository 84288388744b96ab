package io.github.ossec4j.agentless.state;

import io.github.ossec4j.io.file.FileLocking;
import io.github.ossec4j.io.file.HeldDirectory;
import io.github.ossec4j.io.file.OwnDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The state of all devices of a home, in the layout of the original daemon: a directory {@code queue/diff/HOST->TYPE} and
 * a file {@code queue/agentless/(TYPE) HOST} per device. Safe to share.
 *
 * <p>Both directories belong to the daemon's user, who may exchange everything in them: no link is followed, no pipe waited
 * for, and what is made there belongs to that user, whoever runs this.
 */
public final class StateStore {
    /** Mode of files in directories that only the daemon's user and group may enter. */
    static final String MODE = "rw-r-----";

    private final Path queue;
    private final Clock clock;
    private final OptionalInt maxStates;
    private final int maxDiffBytes;
    private final AtomicBoolean isTidy = new AtomicBoolean();

    private StateStore(Path home, Clock clock, OptionalInt maxStates, int maxDiffBytes) {
        this.queue = home.toAbsolutePath().normalize().resolve("queue");
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
     * @throws IOException if the directory or the file cannot be made, or another section of this device is open, in this
     *     process or another
     */
    public Section open(String name) throws IOException {
        HeldDirectory directory;
        try (HeldDirectory diff = directory("diff")) {
            directory = diff.childMade(name(diff, name));
        }
        try {
            Optional<FileLocking> lock = FileLocking.tryIn(directory, directory.name(Section.LOCK));
            if (lock.isEmpty()) {
                throw new IOException("another run is storing state in " + directory.path());
            }
            return Section.begin(directory, lock.get(), clock, maxStates, maxDiffBytes);
        } catch (IOException | RuntimeException e) {
            directory.close();
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
        // Not written beside the old one: that would be listed as a device.
        try (HeldDirectory devices = directory("agentless");
                HeldDirectory diff = directory("diff")) {
            if (isTidy.compareAndSet(false, true)) {
                OwnDirectory.deleteAbandoned(diff);
            }
            Path name = name(devices, device);
            try (OwnDirectory own = OwnDirectory.in(diff, diff.name("device"))) {
                own.content().write(ByteBuffer.wrap(("type: " + type + "\n").getBytes(StandardCharsets.US_ASCII)));
                own.content().close();
                devices.give(own, OwnDirectory.CONTENT, MODE);
                own.move(OwnDirectory.CONTENT, devices, name);
            } catch (FileSystemException e) {
                throw (IOException)
                        new FileSystemException(devices.path().resolve(name).toString(), null, e.getReason())
                                .initCause(e);
            }
        }
    }

    private HeldDirectory directory(String name) throws IOException {
        if (!Files.isDirectory(queue)) {
            Files.createDirectories(queue);
        }
        try (HeldDirectory held = HeldDirectory.open(queue)) {
            return held.childMade(held.name(name));
        }
    }

    private static Path name(HeldDirectory directory, String name) throws IOException {
        try {
            return directory.name(name);
        } catch (InvalidPathException e) {
            throw new IOException(
                    "\"" + name + "\" cannot be a file name in this locale; run the JVM with a UTF-8 locale", e);
        }
    }
}
