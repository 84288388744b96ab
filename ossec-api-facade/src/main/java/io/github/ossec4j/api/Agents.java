package io.github.ossec4j.api;

import io.github.ossec4j.io.MalformedLine;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.control.AgentControl;
import io.github.ossec4j.io.keys.AgentRefusedException;
import io.github.ossec4j.io.keys.ClientKeysFile;
import io.github.ossec4j.io.keys.ClientKeysLine;
import io.github.ossec4j.io.keys.ClientKeysStore;
import io.github.ossec4j.io.keys.NewAgent;
import io.github.ossec4j.io.queue.AgentInfoFile;
import io.github.ossec4j.io.queue.AgentlessDevices;
import io.github.ossec4j.io.queue.AgentlessDevices.AgentlessDevice;
import io.github.ossec4j.io.queue.MaintenanceFile;
import io.github.ossec4j.io.rootcheck.RootcheckDatabase;
import io.github.ossec4j.model.Agent;
import io.github.ossec4j.model.AgentAddress;
import io.github.ossec4j.model.AgentDetails;
import io.github.ossec4j.model.AgentId;
import io.github.ossec4j.model.AgentInfo;
import io.github.ossec4j.model.AgentStatus;
import io.github.ossec4j.model.ClientKey;
import io.github.ossec4j.model.MaintenanceMode;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.ScanTimes;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The enrolled agents: who they are, whether they report, what they say of themselves, their keys. Safe to share. */
public final class Agents {
    static final int INVALID_AGENT_ID = 40;
    private static final int NO_KEY = 70;
    private static final int NOT_PRESENT = 78;

    private final Ossec ossec;

    Agents(Ossec ossec) {
        this.ossec = ossec;
    }

    /**
     * The manager and every living agent, in the order of {@code client.keys}; {@code GET /agents}.
     *
     * <p>Agents are missing whose line is malformed; the handler is told. Without the file there is the manager alone.
     *
     * @throws AccessRefusedException if the file may not be read, or {@code queue/agent-info} not be looked into: who is
     *     active is not known then
     */
    public List<Agent> list() {
        var agents = new ArrayList<Agent>();
        agents.add(manager());
        Instant now = ossec.clock().instant();
        for (ClientKey key : keys()) {
            agents.add(agent(key, lastKeepAlive(key), now));
        }
        return List.copyOf(agents);
    }

    /** Those of {@link #list()} with this status; {@code GET /agents?status=…}. */
    public List<Agent> list(AgentStatus status) {
        return list().stream().filter(agent -> agent.status() == status).toList();
    }

    /**
     * Everything known of one agent, or of the manager, {@code 000}; {@code GET /agents/:agent_id}.
     *
     * @throws UnknownAgentException if no living agent has this number
     */
    public AgentDetails info(AgentId id) {
        return id.isManager() ? managerDetails() : details(key(id, INVALID_AGENT_ID));
    }

    /**
     * Everything known of the manager and every living agent, in the order of {@link #list()}: one database per agent is
     * read, side by side where the facade was given an executor.
     */
    public List<AgentDetails> infoOfAll() {
        List<ClientKey> keys = keys();
        var all = new ArrayList<AgentDetails>(keys.size() + 1);
        all.add(managerDetails());
        if (ossec.executor().isEmpty()) {
            keys.forEach(key -> all.add(details(key)));
            return List.copyOf(all);
        }
        var pending = new ArrayList<CompletableFuture<AgentDetails>>(keys.size());
        for (ClientKey key : keys) {
            pending.add(CompletableFuture.supplyAsync(
                    () -> details(key), ossec.executor().get()));
        }
        pending.forEach(details -> all.add(joined(details)));
        return List.copyOf(all);
    }

    /** Failures are those of the caller's own thread. */
    private static AgentDetails joined(CompletableFuture<AgentDetails> details) {
        try {
            return details.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    /**
     * The key of a living agent; {@code GET /agents/:agent_id/key} gives it {@linkplain ClientKey#exported() exported}.
     *
     * @throws UnknownAgentException if no living agent has this number, and for {@code 000}, which has no key
     */
    public ClientKey key(AgentId id) {
        return key(id, NO_KEY);
    }

    /**
     * Enrols an agent; {@code PUT /agents/:agent_name} and {@code POST /agents}.
     *
     * <p>The number is one more than the highest ever given, the key 32 random bytes. {@code client.keys} is replaced
     * whole, under a lock that other users of this library respect.
     *
     * @return the agent's number and key
     * @throws AgentRefusedException (75, 76, 77, 79) if name or address are not accepted; nothing was changed
     * @throws AccessRefusedException if the file may not be written; nothing was changed
     * @throws FileMissingException if there is no directory {@code etc}, or in a home of the fork no {@code queue}, which
     *     it names; nothing was changed
     * @throws ReadFailedException if the disk is full or cannot be written; nothing was changed
     */
    public ClientKey add(NewAgent agent) {
        return addAll(List.of(agent)).get(0);
    }

    /** Enrols agents with one rewrite of {@code client.keys}, all or none; errors as of {@link #add(NewAgent)}. */
    public List<ClientKey> addAll(List<NewAgent> agents) {
        return Failures.reading(ossec.home().clientKeys(), () -> store().add(agents, ossec.localTime()));
    }

    /**
     * Removes a living agent; {@code DELETE /agents/:agent_id}. Its entry is marked, its number is never given again, and
     * its files are deleted: keep-alive, databases, markers, replay counter.
     *
     * @throws UnknownAgentException (78) if no living agent has this number
     * @throws AccessRefusedException if the file may not be written; nothing was changed
     * @throws ReadFailedException if the disk is full or cannot be written; nothing was changed
     */
    public ClientKey remove(AgentId id) {
        return Failures.reading(ossec.home().clientKeys(), () -> store().remove(id))
                .orElseThrow(() -> new UnknownAgentException(id, NOT_PRESENT));
    }

    /**
     * Restarts OSSEC on an agent; {@code PUT /agents/:agent_id/restart}. That the order was given says nothing about its
     * arrival: remoted passes over agents it has not heard of for 20 minutes, and over {@code 000}.
     *
     * @return how the order was given
     * @throws UnknownAgentException (40) if no living agent has this number
     * @throws RemotedUnreachableException (45, 46) if remoted did not take the order
     */
    public AgentControl.Route restart(AgentId id) {
        requireKnown(id);
        return Orders.give(ossec, 45, 46, control -> control.restart(id));
    }

    /** Throws unless the id is the manager's or a living agent's. */
    void requireKnown(AgentId id) {
        if (!id.isManager()) {
            key(id, INVALID_AGENT_ID);
        }
    }

    private ClientKeysStore store() {
        return ClientKeysStore.at(ossec.home(), ossec.flavor() == Flavor.WAZUH, ossec.malformedLines());
    }

    /**
     * The devices that are watched without an agent, sorted by type and host.
     *
     * @return empty where there never was one
     */
    public List<AgentlessDevice> agentlessDevices() {
        Path directory = ossec.home().agentlessDirectory();
        return Failures.reading(directory, () -> {
            try {
                return AgentlessDevices.list(directory);
            } catch (NoSuchFileException e) {
                return List.of();
            }
        });
    }

    /** The living agent of this number, the first in the file. */
    ClientKey key(AgentId id, int errorCode) {
        for (ClientKey key : keys()) {
            if (key.id().equals(id)) {
                return key;
            }
        }
        throw new UnknownAgentException(id, errorCode);
    }

    /** The living entries; lines with names that would lead out of their directory are reported, but listed. */
    private List<ClientKey> keys() {
        Path file = ossec.home().clientKeys();
        MalformedLineHandler handler = ossec.malformedLines();
        return Failures.reading(file, () -> {
            try {
                ClientKeysFile content = ClientKeysFile.read(file, handler);
                for (ClientKeysLine line : content.lines()) {
                    report(file, line, handler);
                }
                return content.keys();
            } catch (NoSuchFileException e) {
                return List.of();
            }
        });
    }

    private static void report(Path file, ClientKeysLine line, MalformedLineHandler handler) {
        if (line instanceof ClientKeysLine.Active active) {
            ClientKey key = active.key();
            if (!OssecHome.isSafeInFileName(key.name())
                    || !OssecHome.isSafeInFileName(key.address().hostText())) {
                handler.malformed(new MalformedLine(
                        file, line.lineNumber(), -1, "a name and an address without slashes, for use in file names"));
            } else if (key.address().kind() == AgentAddress.Kind.UNRECOGNISED) {
                handler.malformed(new MalformedLine(file, line.lineNumber(), -1, "an address that exists, or \"any\""));
            }
        }
    }

    private Agent manager() {
        return new Agent(AgentId.MANAGER, ossec.identity().name(), AgentAddress.of("127.0.0.1"), AgentStatus.ACTIVE);
    }

    private static Agent agent(ClientKey key, Optional<Instant> lastKeepAlive, Instant now) {
        return new Agent(key.id(), key.name(), key.address(), AgentStatus.of(lastKeepAlive, now));
    }

    private AgentDetails details(ClientKey key) {
        OssecHome home = ossec.home();
        Optional<Instant> keepAlive = lastKeepAlive(key);
        return new AgentDetails(
                agent(key, keepAlive, ossec.clock().instant()),
                home.agentInfo(key.name(), key.address()).flatMap(Agents::agentInfo),
                keepAlive,
                home.rootcheck(key.name(), key.address()).map(this::scanTimes).orElse(ScanTimes.NONE),
                home.maintenance(key.name(), key.address()).flatMap(Agents::maintenance));
    }

    private AgentDetails managerDetails() {
        String version = ossec.releaseSigns().isOssec4() ? "OSSEC HIDS v4.2.0" : "OSSEC HIDS v2.8";
        var info = new AgentInfo(
                RawText.of(ossec.identity().operatingSystem()),
                Optional.of(version),
                Optional.empty(),
                Optional.empty());
        return new AgentDetails(
                manager(),
                Optional.of(info),
                Optional.empty(),
                scanTimes(ossec.home().managerRootcheck()),
                maintenance(ossec.home().managerMaintenance()));
    }

    ScanTimes lastScans(AgentId id) {
        if (id.isManager()) {
            return scanTimes(ossec.home().managerRootcheck());
        }
        ClientKey key = key(id, INVALID_AGENT_ID);
        return ossec.home()
                .rootcheck(key.name(), key.address())
                .map(this::scanTimes)
                .orElse(ScanTimes.NONE);
    }

    private ScanTimes scanTimes(Path database) {
        return Failures.reading(database, () -> {
            try {
                return RootcheckDatabase.at(database, ossec.malformedLines()).scanTimes();
            } catch (NoSuchFileException e) {
                return ScanTimes.NONE;
            }
        });
    }

    private Optional<Instant> lastKeepAlive(ClientKey key) {
        return ossec.home().agentInfo(key.name(), key.address()).flatMap(Agents::modified);
    }

    private static Optional<Instant> modified(Path file) {
        try {
            return Optional.of(Files.getLastModifiedTime(file).toInstant());
        } catch (AccessDeniedException e) {
            throw new AccessRefusedException(file, e); // "never connected" would be a guess
        } catch (IOException e) {
            return Optional.empty(); // never connected
        }
    }

    private static Optional<AgentInfo> agentInfo(Path file) {
        return Failures.reading(file, () -> {
            try {
                return AgentInfoFile.read(file);
            } catch (NoSuchFileException | AccessDeniedException e) {
                return Optional.empty(); // whether it connected is known without reading
            }
        });
    }

    private static Optional<MaintenanceMode> maintenance(Path file) {
        return Failures.reading(file, () -> {
            try {
                return Optional.of(MaintenanceFile.read(file));
            } catch (NoSuchFileException e) {
                return Optional.empty();
            }
        });
    }
}
