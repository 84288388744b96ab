package io.github.ossec4j.io.keys;

import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.file.DatabaseClearing;
import io.github.ossec4j.io.file.FileReplacement;
import io.github.ossec4j.io.line.KeyLine;
import io.github.ossec4j.io.text.LineCursor;
import io.github.ossec4j.model.AgentAddress;
import io.github.ossec4j.model.RawText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The agents whose removal has started: recorded before their entries are marked, and dropped when their files are deleted.
 * So the first change after one that was killed knows what remains to be done, which cannot be seen from a marked entry.
 *
 * <p>They are stored in {@code .client.keys.removing} beside {@code client.keys}, with a line {@code <id> <name> <address> -}
 * for each. Only for a caller that holds the lock of {@code client.keys}.
 */
final class PendingRemovals {
    private static final Set<PosixFilePermission> OURS_ALONE = PosixFilePermissions.fromString("rw-------");

    /** An agent whose removal has started. */
    private record Begun(String idText, String name, AgentAddress address) {
        static Begun of(ClientKeysLine.Living agent) {
            return new Begun(agent.idText(), agent.name(), agent.address());
        }

        /** What its files are named after; another agent may have the same. */
        String location() {
            return name + ' ' + address.hostText();
        }

        byte[] line() {
            return RawText.fromLossless(idText + ' ' + name + ' ' + address.text() + " -\n")
                    .bytes();
        }
    }

    private final OssecHome home;
    private final Path file;
    private final Set<Begun> begun = new LinkedHashSet<>();
    private @Nullable IOException failure;

    private PendingRemovals(OssecHome home, Path file) {
        this.home = home;
        this.file = file;
    }

    /** Those of the file beside this {@code client.keys}. */
    static PendingRemovals read(OssecHome home, Path clientKeys) throws IOException {
        var pending = new PendingRemovals(home, clientKeys.resolveSibling(".client.keys.removing"));
        try (LineCursor lines = LineCursor.open(pending.file)) {
            while (lines.next()) {
                KeyLine line = KeyLine.of(lines.buffer(), lines.start(), lines.end());
                if (line.hasAddress()) {
                    pending.begun.add(new Begun(
                            line.id().lossless(),
                            line.name().lossless(),
                            AgentAddress.of(line.address().lossless())));
                }
            }
        } catch (NoSuchFileException e) {
            // There is no unfinished removal.
        }
        return pending;
    }

    private void write() throws IOException {
        if (begun.isEmpty()) {
            Files.deleteIfExists(file);
            return;
        }
        FileReplacement.deleteLeftovers(file);
        var text = new ByteArrayOutputStream();
        begun.forEach(agent -> text.writeBytes(agent.line()));
        try (FileReplacement replacement = FileReplacement.of(file, OURS_ALONE)) {
            replacement.content().write(text.toByteArray());
            replacement.commit();
        }
    }

    /** Records the agents whose entries are about to be marked. */
    void begin(Collection<ClientKeysLine.Living> agents) throws IOException {
        agents.forEach(agent -> begun.add(Begun.of(agent)));
        write();
    }

    /** Deletes the files of agents whose entries have just been marked; throws the first failure at the end. */
    void finish(Collection<ClientKeysLine.Living> agents) throws IOException {
        for (ClientKeysLine.Living agent : agents) {
            delete(Begun.of(agent), true);
        }
        write();
        orThrow();
    }

    /**
     * Deletes the files of agents whose entries were marked by a process that was killed afterwards. Files of an agent whose
     * entry was not marked are kept, and so are files that now belong to another agent.
     *
     * @return the names of these agents
     */
    List<String> resume(ClientKeysFile content) throws IOException {
        if (begun.isEmpty()) {
            return List.of();
        }
        Set<Begun> living = new HashSet<>();
        Set<String> locations = new HashSet<>();
        for (ClientKeysLine line : content.lines()) {
            if (line instanceof ClientKeysLine.Living agent) {
                living.add(Begun.of(agent));
                locations.add(Begun.of(agent).location());
            }
        }
        begun.removeAll(living);
        var names = new ArrayList<String>();
        for (Begun agent : List.copyOf(begun)) {
            if (delete(agent, !locations.contains(agent.location()))) {
                names.add(agent.name());
            }
        }
        write();
        return names;
    }

    private boolean delete(Begun agent, boolean withDatabases) {
        String name = agent.name();
        AgentAddress address = agent.address();
        var files = new ArrayList<Optional<Path>>();
        files.add(home.replayCounter(agent.idText()));
        if (withDatabases) {
            files.add(home.agentInfo(name, address));
            files.add(home.syscheck(name, address));
            files.add(home.syscheckMarker(name, address));
            files.add(home.syscheckRegistry(name, address));
            files.add(home.syscheckRegistryMarker(name, address));
            files.add(home.rootcheck(name, address));
            files.add(home.maintenance(name, address));
        }
        var clearing = new DatabaseClearing();
        files.forEach(file -> file.ifPresent(clearing::delete));
        try {
            clearing.orThrow();
        } catch (IOException e) {
            if (failure == null) {
                failure = e;
            }
            return false;
        }
        begun.remove(agent);
        return true;
    }

    /** Throws why files could not be deleted if one of these new agents would inherit them. */
    void requireNoneFor(Collection<NewAgent> agents) throws IOException {
        Set<String> locations = new HashSet<>();
        agents.forEach(agent -> locations.add(new Begun("", agent.name(), agent.address()).location()));
        if (begun.stream().anyMatch(agent -> locations.contains(agent.location()))) {
            orThrow();
        }
    }

    /** Throws the first reason why files could not be deleted, if there was one. */
    void orThrow() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }
}
