package io.github.ossec4j.api;

import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.keys.ClientKeysCursor;
import io.github.ossec4j.io.keys.ClientKeysLine;
import io.github.ossec4j.model.Agent;
import io.github.ossec4j.model.AgentDetails;
import io.github.ossec4j.model.AgentId;
import io.github.ossec4j.model.RawText;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/**
 * The manager and its active agents at one moment: {@code client.keys} is read once, for any number of agents.
 *
 * <p>Iterating returns the manager first, then the active agents in the order of the file. Malformed entries are
 * omitted, and each was reported to the handler. Without the file there is only the manager.
 *
 * <p>Immutable and safe to share. The set of agents does not change; their {@linkplain AgentHandle handles} read files
 * on demand.
 */
public final class AgentSnapshot implements Iterable<AgentHandle> {
    private final Ossec ossec;
    private final List<AgentHandle> handles;
    private final List<AgentHandle> listed;
    private final Map<AgentId, AgentHandle> byId = new HashMap<>();
    private final Map<String, AgentHandle> byIdText = new HashMap<>();

    private AgentSnapshot(Ossec ossec, List<ClientKeysLine.Living> entries) {
        this.ossec = ossec;
        var all = new ArrayList<AgentHandle>(entries.size() + 1);
        var found = new ArrayList<AgentHandle>(entries.size() + 1);
        AgentHandle manager = AgentHandle.manager(ossec);
        all.add(manager);
        found.add(manager);
        byId.put(AgentId.MANAGER, manager);
        byIdText.put(manager.idText(), manager);
        for (ClientKeysLine.Living entry : entries) {
            AgentHandle agent = AgentHandle.of(ossec, entry);
            found.add(agent);
            byIdText.putIfAbsent(entry.idText(), agent);
            if (entry instanceof ClientKeysLine.Active active) {
                all.add(agent);
                byId.putIfAbsent(active.key().id(), agent);
            }
        }
        this.handles = List.copyOf(all);
        this.listed = List.copyOf(found);
    }

    static AgentSnapshot read(Ossec ossec) {
        return new AgentSnapshot(ossec, living(ossec, ClientKeysCursor::isLiving, Integer.MAX_VALUE));
    }

    /**
     * What {@link #find(AgentId)} of a new snapshot finds, for an agent. The whole file is read, and what is wrong in it
     * reported, but no other agent's values are made.
     */
    static Optional<AgentHandle> findNow(Ossec ossec, AgentId id) {
        return first(ossec, keys -> keys.isActive() && keys.number() == id.number());
    }

    /** What {@link #find(String)} of a new snapshot finds, for an agent. */
    static Optional<AgentHandle> findNow(Ossec ossec, String idText) {
        RawText id = RawText.fromLossless(idText);
        return first(ossec, keys -> keys.isLiving() && keys.hasId(id))
                .filter(found -> found.idText().equals(idText));
    }

    private static Optional<AgentHandle> first(Ossec ossec, Predicate<ClientKeysCursor> wanted) {
        return living(ossec, wanted, 1).stream()
                .map(entry -> AgentHandle.of(ossec, entry))
                .findFirst();
    }

    /** The first wanted entries of {@code client.keys}; none without the file. */
    private static List<ClientKeysLine.Living> living(Ossec ossec, Predicate<ClientKeysCursor> wanted, int most) {
        Path file = ossec.home().clientKeys();
        MalformedLineHandler handler = ossec.malformedLines();
        var found = new ArrayList<ClientKeysLine.Living>();
        return Failures.reading(file, () -> {
            try (ClientKeysCursor keys = ClientKeysCursor.open(file, handler)) {
                while (keys.next()) {
                    report(file, keys, handler);
                    if (found.size() < most
                            && wanted.test(keys)
                            && keys.line() instanceof ClientKeysLine.Living entry) {
                        found.add(entry);
                    }
                }
            } catch (NoSuchFileException e) {
                return List.of();
            }
            return found;
        });
    }

    /** Reports what is wrong with an active entry that is listed nevertheless. */
    private static void report(Path file, ClientKeysCursor keys, MalformedLineHandler handler) {
        if (keys.isActive()) {
            if (!keys.isSafeInFileName()) {
                handler.malformed(new MalformedLine(
                        file, keys.lineNumber(), -1, "a name and an address without slashes, for use in file names"));
            } else if (!keys.hasKnownAddress()) {
                handler.malformed(new MalformedLine(file, keys.lineNumber(), -1, "an address that exists, or \"any\""));
            }
        }
    }

    /** The manager, then the active agents in the order of {@code client.keys}. */
    @Override
    public Iterator<AgentHandle> iterator() {
        return handles.iterator();
    }

    /**
     * Everything that {@link #find(String)} finds, as OSSEC's tools list them: the manager, then the agents in the
     * order of {@code client.keys}, including those whose entry was reported.
     */
    public List<AgentHandle> listed() {
        return listed;
    }

    /** The number of agents, including the manager. */
    public int size() {
        return handles.size();
    }

    /** The active agent with this number, the first one in the file, or the manager. */
    public Optional<AgentHandle> find(AgentId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /**
     * The first active agent whose id is written exactly like this in {@code client.keys}, or the manager for {@code
     * 000}: {@code 1} does not find {@code 001}. Only this method finds an entry that was reported because of an
     * invalid number, name, address or key, as the REST API does.
     */
    public Optional<AgentHandle> find(String idText) {
        return Optional.ofNullable(byIdText.get(idText));
    }

    /** Their identity and whether they are reporting; each keep-alive is read once. */
    public List<Agent> agents() {
        Instant now = ossec.clock().instant();
        return handles.stream().map(handle -> handle.agent(now)).toList();
    }

    /**
     * Everything known about each: one policy database per agent is read, in parallel if {@link Ossec} has an
     * executor.
     */
    public List<AgentDetails> details() {
        if (ossec.executor().isEmpty()) {
            return handles.stream().map(AgentHandle::details).toList();
        }
        Executor executor = ossec.executor().get();
        return handles.stream()
                .map(handle -> CompletableFuture.supplyAsync(handle::details, executor))
                .toList() // all are started before the first one is awaited
                .stream()
                .map(AgentSnapshot::joined)
                .toList();
    }

    /** Failures are those of the caller's own thread. */
    private static AgentDetails joined(CompletableFuture<AgentDetails> details) {
        try {
            return details.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }
}
