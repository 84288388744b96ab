package io.github.ossec4j.io.keys;

import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.file.DatabaseClearing;
import io.github.ossec4j.io.file.FileLocking;
import io.github.ossec4j.io.file.FileReplacement;
import io.github.ossec4j.io.file.HeldDirectory;
import io.github.ossec4j.io.line.KeyLine;
import io.github.ossec4j.io.queue.AgentsTimestampFile;
import io.github.ossec4j.model.ClientKey;
import io.github.ossec4j.model.OssecException;
import io.github.ossec4j.model.RawText;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Enrolls and removes agents: rewrites {@code etc/client.keys} while daemons read it.
 *
 * <p>The new file is written beside the old one, brought to the disk, given its owner and group and the permissions 0440,
 * and moved over it: whoever reads sees the old or the new one, and a crash leaves one of the two. Lines that are not
 * understood survive byte for byte. Where {@code client.keys} is a symbolic link it stays one: the file that it leads to
 * is replaced. A lock, {@code etc/.client.keys.lock}, keeps threads and processes that use this
 * class from losing each other's changes; OSSEC's own tools take no lock. What they change while this class prepares a change
 * is noticed, and the change is prepared anew.
 *
 * <p>Safe to share.
 */
public final class ClientKeysStore {
    /** Written in place of a removed name by OSSEC. */
    private static final String MARKER = "#*#*#*#*#*#*#*#*#*#*#";

    private static final Set<PosixFilePermission> READ_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.GROUP_READ);
    private static final byte[] LINE_FEED = {'\n'};
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final OssecHome home;
    private final boolean fork;
    private final MalformedLineHandler malformed;

    private ClientKeysStore(OssecHome home, boolean fork, MalformedLineHandler malformed) {
        this.home = home;
        this.fork = fork;
        this.malformed = malformed;
    }

    /**
     * Binds to a home; nothing is read.
     *
     * @param fork whether the home is one of the Wazuh fork, which marks removed entries in another way, keeps times of
     *     enrollment and knows no IPv6
     */
    public static ClientKeysStore at(OssecHome home, boolean fork, MalformedLineHandler malformed) {
        return new ClientKeysStore(home, fork, malformed);
    }

    /**
     * Enrolls agents, all or none, with one rewrite.
     *
     * @param now local time of the home, for the times of enrollment that the fork keeps
     * @return their keys, with the numbers they got, in order
     * @throws AgentRefusedException if one of them cannot be enrolled
     * @throws AgentIdsExhaustedException if no number is left
     * @throws OssecFormatException if a line is too long to be kept; nothing was changed then
     * @throws IOException if the file cannot be read or written; nothing was changed then
     * @throws ChangeUnfinishedException if the times could not be written; the agents are enrolled
     */
    public List<ClientKey> add(List<NewAgent> agents, LocalDateTime now) throws IOException {
        return changed((content, pending) -> {
            List<ClientKey> keys = new Enrollment(content, fork).enroll(agents);
            pending.requireNoneFor(agents);
            List<byte[]> lines = rawLines(content);
            List<byte[]> times = fork ? timestampLines(Set.of()) : new ArrayList<>();
            for (ClientKey key : keys) {
                String fields = key.id() + " " + key.name() + " " + key.address();
                lines.add((fields + " " + key.secret()).getBytes(StandardCharsets.US_ASCII));
                times.add((fields + " " + TIME.format(now) + "\n").getBytes(StandardCharsets.US_ASCII));
            }
            return new Rewrite<>(keys, lines, Set.of(), fork ? Optional.of(times) : Optional.empty());
        });
    }

    /** Finds the entries to remove. */
    @FunctionalInterface
    public interface Selection {
        /**
         * The entries to remove, lines of this content.
         *
         * @param content the file, which nobody who respects the lock changes meanwhile
         */
        Collection<? extends ClientKeysLine.Living> of(ClientKeysFile content);
    }

    /**
     * Removes living agents with one rewrite: their entries are marked, their numbers stay taken, and their files are
     * deleted: keep-alive, databases and their markers, replay counter, time of enrollment.
     *
     * @param selection what it throws is thrown, and nothing was changed then
     * @throws IOException if the file cannot be read or written; nothing was changed then
     * @throws ChangeUnfinishedException if files of the agents, which are removed, could not be deleted
     */
    public void remove(Selection selection) throws IOException {
        changed((content, pending) -> {
            Set<ClientKeysLine.Living> removed = new LinkedHashSet<>(selection.of(content));
            var lines = new ArrayList<byte[]>(content.lines().size());
            for (ClientKeysLine line : content.lines()) {
                boolean found = line instanceof ClientKeysLine.Living living && removed.contains(living);
                lines.add(found ? marked(line.raw()) : line.raw().bytes());
            }
            Set<String> ids = new HashSet<>();
            removed.forEach(agent -> ids.add(agent.idText()));
            boolean timed = fork && Files.exists(home.agentsTimestamp());
            return new Rewrite<>(removed, lines, removed, timed ? Optional.of(timestampLines(ids)) : Optional.empty());
        });
    }

    /**
     * Deletes the files of agents whose removal was interrupted when a process was killed, and the temporary files of such
     * processes. The next change does so as well.
     *
     * @return the names of these agents
     * @throws IOException if something cannot be deleted
     */
    public List<String> tidy() throws IOException {
        return locked(file -> {
            PendingRemovals pending = PendingRemovals.read(home, file);
            List<String> names = pending.resume(
                    KeyFileReading.of(home.clientKeys(), malformed).content());
            pending.orThrow();
            new DatabaseClearing()
                    .deleteAbandoned(home.syscheckDirectory())
                    .deleteAbandoned(home.rootcheckDirectory())
                    .orThrow();
            return names;
        });
    }

    /**
     * The intended content of the files.
     *
     * @param removed whose entries are marked in it
     * @param times of {@code queue/agents-timestamp}, each line with its LF; empty if that is not to change
     */
    private record Rewrite<T>(
            T result, List<byte[]> lines, Set<ClientKeysLine.Living> removed, Optional<List<byte[]>> times) {}

    @FunctionalInterface
    private interface Plan<T> {
        Rewrite<T> of(ClientKeysFile content, PendingRemovals pending) throws IOException;
    }

    /** Makes a change, and starts over if another program, which takes no lock, has written the file meanwhile. */
    private <T> T changed(Plan<T> plan) throws IOException {
        return locked(file -> {
            PendingRemovals pending = PendingRemovals.read(home, file);
            KeyFileReading reading = KeyFileReading.of(home.clientKeys(), malformed);
            while (true) {
                pending.resume(reading.content());
                try {
                    Rewrite<T> rewrite = plan.of(reading.content(), pending);
                    boolean isChange =
                            rewrite.lines().size() > reading.content().lines().size()
                                    || !rewrite.removed().isEmpty();
                    if (!isChange || replace(file, rewrite, reading, pending)) {
                        return rewrite.result();
                    }
                } catch (ChangeUnfinishedException e) {
                    throw e;
                } catch (OssecException e) {
                    if (reading.isCurrent()) {
                        throw e; // else it is about keys that were half-written
                    }
                }
                reading = reading.again();
            }
        });
    }

    @FunctionalInterface
    private interface Change<T> {
        T make(Path file) throws IOException;
    }

    @SuppressWarnings("try") // the lock is held, not used
    private <T> T locked(Change<T> change) throws IOException {
        Path file = FileReplacement.linkTarget(home.clientKeys());
        try (FileLocking lock = lock(file)) {
            FileReplacement.deleteLeftovers(file);
            if (fork && Files.isDirectory(home.root().resolve("queue"))) {
                FileReplacement.deleteLeftovers(home.agentsTimestamp());
            }
            return change.make(file);
        }
    }

    private static FileLocking lock(Path file) throws IOException {
        try {
            return FileLocking.of(file.resolveSibling(".client.keys.lock"));
        } catch (AccessDeniedException e) {
            var told = new AccessDeniedException(file.toString(), null, "its lock cannot be made beside it");
            told.initCause(e);
            throw told;
        }
    }

    private static List<byte[]> rawLines(ClientKeysFile content) {
        var lines = new ArrayList<byte[]>(content.lines().size());
        content.lines().forEach(line -> lines.add(line.raw().bytes()));
        return lines;
    }

    /**
     * The entry of a removed agent. The fork keeps it readable after an exclamation mark; OSSEC writes its marker over the
     * line, and so that nothing of the key stays readable the rest is overwritten as well.
     */
    private byte[] marked(RawText line) {
        byte[] raw = line.bytes();
        int nameStart = KeyLine.of(line).nameOffset();
        if (fork) {
            var marked = new byte[raw.length + 1];
            System.arraycopy(raw, 0, marked, 0, nameStart);
            marked[nameStart] = '!';
            System.arraycopy(raw, nameStart, marked, nameStart + 1, raw.length - nameStart);
            return marked;
        }
        var marked = new byte[Math.max(raw.length, nameStart + MARKER.length())];
        System.arraycopy(raw, 0, marked, 0, nameStart);
        for (int i = nameStart; i < marked.length; i++) {
            marked[i] = (byte) MARKER.charAt((i - nameStart) % 2);
        }
        return marked;
    }

    /** The lines of {@code queue/agents-timestamp}, each with its LF, without those of some ids. */
    private List<byte[]> timestampLines(Set<String> without) throws IOException {
        var lines = new ArrayList<byte[]>();
        byte[] content;
        Path file = home.agentsTimestamp();
        try (HeldDirectory queue = HeldDirectory.open(file.resolveSibling(""));
                SeekableByteChannel channel = queue.reading(file.getFileName())) {
            if (channel.size() > AgentsTimestampFile.MOST_BYTES) {
                throw new FileSystemException(
                        file.toString(), null, "is longer than " + (AgentsTimestampFile.MOST_BYTES >> 20) + " MiB");
            }
            content = Channels.newInputStream(channel).readAllBytes();
        } catch (NoSuchFileException e) {
            return lines;
        }
        int start = 0;
        for (int i = 0; i < content.length; i++) {
            if (content[i] == '\n' || i == content.length - 1) {
                KeyLine line = KeyLine.of(content, start, i + 1);
                if (!line.hasId() || !without.contains(line.id().lossless())) {
                    lines.add(Arrays.copyOfRange(content, start, i + 1));
                    if (content[i] != '\n') {
                        lines.add(LINE_FEED); // so that nothing is glued to it
                    }
                }
                start = i + 1;
            }
        }
        return lines;
    }

    /**
     * Writes both files before it moves one of them: a full disk changes nothing. False, and nothing was changed, if another
     * program has written the keys since they were read.
     */
    private <T> boolean replace(Path file, Rewrite<T> rewrite, KeyFileReading reading, PendingRemovals pending)
            throws IOException {
        try (FileReplacement keys = FileReplacement.of(file, READ_ONLY)) {
            OutputStream out = new BufferedOutputStream(keys.content(), 1 << 16);
            for (byte[] line : rewrite.lines()) {
                out.write(line);
                out.write('\n'); // also after a last line that had none, so that nothing is glued to it
            }
            out.flush();
            keys.prepare();
            if (rewrite.times().isEmpty()) {
                return commit(keys, rewrite, reading, pending, () -> {});
            }
            try (FileReplacement times = FileReplacement.of(home.agentsTimestamp())) {
                OutputStream timesOut = new BufferedOutputStream(times.content(), 1 << 16);
                for (byte[] line : rewrite.times().get()) {
                    timesOut.write(line);
                }
                timesOut.flush();
                times.prepare();
                return commit(keys, rewrite, reading, pending, times::commit);
            }
        }
    }

    @FunctionalInterface
    private interface Step {
        void make() throws IOException;
    }

    private static <T> boolean commit(
            FileReplacement keys, Rewrite<T> rewrite, KeyFileReading reading, PendingRemovals pending, Step times)
            throws IOException {
        if (!rewrite.removed().isEmpty()) {
            pending.begin(rewrite.removed());
        }
        if (!reading.isCurrent()) {
            return false;
        }
        keys.commit();
        try {
            times.make();
            if (!rewrite.removed().isEmpty()) {
                pending.finish(rewrite.removed());
            }
        } catch (IOException e) {
            throw new ChangeUnfinishedException(e);
        }
        return true;
    }
}
