package io.github.ossec4j.io.keys;

import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.file.DatabaseClearing;
import io.github.ossec4j.io.file.FileLocking;
import io.github.ossec4j.io.file.FileReplacement;
import io.github.ossec4j.io.file.RegularFile;
import io.github.ossec4j.io.line.KeyLine;
import io.github.ossec4j.io.queue.AgentsTimestampFile;
import io.github.ossec4j.io.text.LineCursor;
import io.github.ossec4j.model.AgentAddress;
import io.github.ossec4j.model.ClientKey;
import io.github.ossec4j.model.RawText;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
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
 * Enrols and removes agents: rewrites {@code etc/client.keys} while daemons read it.
 *
 * <p>The new file is written beside the old one, brought to the disk, given its owner and group and the permissions 0440,
 * and moved over it: whoever reads sees the old or the new one, and a crash leaves one of the two. Lines that are not
 * understood survive byte for byte. Where {@code client.keys} is a symbolic link it stays one: the file that it leads to
 * is replaced. A lock, {@code etc/.client.keys.lock}, keeps threads and processes that use this
 * class from losing each other's changes; OSSEC's own tools take no lock.
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
     *     enrolment and knows no IPv6
     */
    public static ClientKeysStore at(OssecHome home, boolean fork, MalformedLineHandler malformed) {
        return new ClientKeysStore(home, fork, malformed);
    }

    /**
     * Enrols agents, all or none, with one rewrite.
     *
     * @param now local time of the home, for the times of enrolment that the fork keeps
     * @return their keys, with the numbers they got, in order
     * @throws AgentRefusedException if one of them cannot be enrolled
     * @throws AgentIdsExhaustedException if no number is left
     * @throws OssecFormatException if a line is too long to be kept; nothing was changed then
     * @throws IOException if the file cannot be read or written; nothing was changed then
     */
    public List<ClientKey> add(List<NewAgent> agents, LocalDateTime now) throws IOException {
        return locked(() -> {
            ClientKeysFile content = read();
            Enrolment enrolment = new Enrolment(content, fork);
            List<ClientKey> keys = enrolment.enrol(agents);
            var added = new StringBuilder();
            var times = new StringBuilder();
            for (ClientKey key : keys) {
                added.append(key.id())
                        .append(' ')
                        .append(key.name())
                        .append(' ')
                        .append(key.address());
                times.append(added, added.length() - fieldsLength(key), added.length());
                times.append(' ').append(TIME.format(now)).append('\n');
                added.append(' ').append(key.secret()).append('\n');
            }
            List<byte[]> timestamps = new ArrayList<>();
            if (fork) {
                timestamps.addAll(timestampLines(Set.of()));
                timestamps.add(times.toString().getBytes(StandardCharsets.UTF_8));
            }
            replace(rawLines(content), added.toString().getBytes(StandardCharsets.US_ASCII), timestamps, fork);
            return keys;
        });
    }

    private static int fieldsLength(ClientKey key) {
        return key.id().toString().length()
                + key.name().length()
                + key.address().text().length()
                + 2;
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
     * @throws IOException if the file cannot be read or written; nothing was changed then, except that files of the agents
     *     may be left if deleting them fails
     */
    public void remove(Selection selection) throws IOException {
        locked(() -> {
            ClientKeysFile content = read();
            Set<ClientKeysLine.Living> removed = new LinkedHashSet<>(selection.of(content));
            if (!removed.isEmpty()) {
                remove(removed, content);
            }
            return removed;
        });
    }

    private void remove(Set<ClientKeysLine.Living> removed, ClientKeysFile content) throws IOException {
        var lines = new ArrayList<byte[]>(content.lines().size());
        for (ClientKeysLine line : content.lines()) {
            boolean found = line instanceof ClientKeysLine.Living living && removed.contains(living);
            lines.add(found ? marked(line.raw()) : line.raw().bytes());
        }
        Set<String> ids = new HashSet<>();
        removed.forEach(agent -> ids.add(agent.idText()));
        boolean timed = fork && Files.exists(home.agentsTimestamp());
        replace(lines, new byte[0], timed ? timestampLines(ids) : List.of(), timed);
        deleteFiles(removed);
    }

    @FunctionalInterface
    private interface Change<T> {
        T make() throws IOException;
    }

    @SuppressWarnings("try") // the lock is held, not used
    private <T> T locked(Change<T> change) throws IOException {
        Path file = FileReplacement.linkTarget(home.clientKeys());
        try (FileLocking lock = lock(file)) {
            FileReplacement.deleteLeftovers(file);
            if (fork && Files.isDirectory(home.root().resolve("queue"))) {
                FileReplacement.deleteLeftovers(home.agentsTimestamp());
            }
            return change.make();
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

    private ClientKeysFile read() throws IOException {
        try {
            ClientKeysFile content = ClientKeysFile.read(home.clientKeys(), malformed);
            if (content.firstOverlongLine() > 0) {
                throw new OssecFormatException(
                        home.clientKeys(),
                        content.firstOverlongLine(),
                        "a line of at most " + LineCursor.MAXIMUM_LINE + " bytes, to be able to keep it");
            }
            return content;
        } catch (NoSuchFileException e) {
            return ClientKeysFile.empty();
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
        try {
            content = RegularFile.whole(home.agentsTimestamp(), AgentsTimestampFile.MOST_BYTES);
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

    /** Writes both files before it moves one of them: a full disk changes nothing. */
    private void replace(List<byte[]> lines, byte[] added, List<byte[]> timestamps, boolean timed) throws IOException {
        try (FileReplacement keys = FileReplacement.of(FileReplacement.linkTarget(home.clientKeys()), READ_ONLY)) {
            OutputStream out = new BufferedOutputStream(keys.content(), 1 << 16);
            for (byte[] line : lines) {
                out.write(line);
                out.write('\n'); // also after a last line that had none, so that nothing is glued to it
            }
            out.write(added);
            out.flush();
            keys.prepare();
            if (!timed) {
                keys.commit();
                return;
            }
            try (FileReplacement times = FileReplacement.of(home.agentsTimestamp())) {
                OutputStream timesOut = new BufferedOutputStream(times.content(), 1 << 16);
                for (byte[] line : timestamps) {
                    timesOut.write(line);
                }
                timesOut.flush();
                times.prepare();
                keys.commit();
                times.commit();
            }
        }
    }

    private void deleteFiles(Set<ClientKeysLine.Living> agents) throws IOException {
        var clearing = new DatabaseClearing();
        for (ClientKeysLine.Living agent : agents) {
            String name = agent.name();
            AgentAddress address = agent.address();
            var files = new ArrayList<Optional<Path>>();
            files.add(home.agentInfo(name, address));
            files.add(home.syscheck(name, address));
            files.add(home.syscheckMarker(name, address));
            files.add(home.syscheckRegistry(name, address));
            files.add(home.syscheckRegistryMarker(name, address));
            files.add(home.rootcheck(name, address));
            files.add(home.maintenance(name, address));
            files.add(home.replayCounter(agent.idText()));
            files.forEach(file -> file.ifPresent(clearing::delete));
        }
        clearing.orThrow();
    }
}
