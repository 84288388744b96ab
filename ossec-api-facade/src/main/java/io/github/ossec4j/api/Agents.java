package io.github.ossec4j.api;

import io.github.ossec4j.io.AccessRefusedException;
import io.github.ossec4j.io.FileMissingException;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.io.ReadFailedException;
import io.github.ossec4j.io.control.AgentControl;
import io.github.ossec4j.io.keys.AgentIdsExhaustedException;
import io.github.ossec4j.io.keys.AgentRefusedException;
import io.github.ossec4j.io.keys.ChangeUnfinishedException;
import io.github.ossec4j.io.keys.ClientKeysLine;
import io.github.ossec4j.io.keys.ClientKeysStore;
import io.github.ossec4j.io.keys.NewAgent;
import io.github.ossec4j.io.queue.AgentlessDevices;
import io.github.ossec4j.io.queue.AgentlessDevices.AgentlessDevice;
import io.github.ossec4j.model.Agent;
import io.github.ossec4j.model.AgentDetails;
import io.github.ossec4j.model.AgentId;
import io.github.ossec4j.model.AgentStatus;
import io.github.ossec4j.model.ClientKey;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The enrolled agents: their names, whether they report, what is known about them, their keys.
 *
 * <pre>{@code
 * Agents agents = Ossec.open(Path.of("/var/ossec")).agents();
 * for (Agent lost : agents.list(AgentStatus.DISCONNECTED)) {
 *     System.out.println(lost.name() + ": " + agents.info(lost.id()).lastKeepAlive());
 * }
 * ClientKey key = agents.add(NewAgent.of("web-02"));
 * System.out.println(key.exported()); // what the agent imports
 * }</pre>
 *
 * <p>Safe to share.
 */
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
        return ossec.snapshot().agents();
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
        return handle(id, INVALID_AGENT_ID).details();
    }

    /**
     * The key of a living agent; {@code GET /agents/:agent_id/key} gives it {@linkplain ClientKey#exported() exported}.
     *
     * @throws UnknownAgentException if no living agent has this number, and for {@code 000}, which has no key
     */
    public ClientKey key(AgentId id) {
        return handle(id, NO_KEY).key();
    }

    /**
     * Enrolls an agent; {@code PUT /agents/:agent_name} and {@code POST /agents}.
     *
     * <p>The number is one more than the highest ever given, the key 32 random bytes. {@code client.keys} is replaced
     * whole, under a lock that other users of this library respect.
     *
     * @return the agent's number and key
     * @throws AgentRefusedException (75, 76, 77, 79) if name or address are not accepted; nothing was changed
     * @throws AgentIdsExhaustedException if no number is left; nothing was changed
     * @throws OssecFormatException if {@code client.keys} has a line too long to be kept; nothing was changed
     * @throws AccessRefusedException if the file may not be written; nothing was changed
     * @throws FileMissingException if there is no directory {@code etc}, or in a home of the fork no {@code queue}, which
     *     it names; nothing was changed
     * @throws ReadFailedException if the disk is full or cannot be written; nothing was changed
     * @throws ChangeUnfinishedException if the agent was enrolled in a home of the fork, but the time could not be noted
     */
    public ClientKey add(NewAgent agent) {
        return addAll(List.of(agent)).get(0);
    }

    /** Enrolls agents with one rewrite of {@code client.keys}, all or none; errors as of {@link #add(NewAgent)}. */
    public List<ClientKey> addAll(List<NewAgent> agents) {
        return Failures.reading(
                ossec.home().clientKeys(), () -> store(ossec.malformedLines()).add(agents, ossec.localTime()));
    }

    /**
     * Removes a living agent; {@code DELETE /agents/:agent_id}. Its entry is marked, its number is never given again, and
     * its files are deleted: keep-alive, databases, markers, replay counter.
     *
     * @throws UnknownAgentException (78) if no living agent has this number
     * @throws AccessRefusedException if the file may not be written; nothing was changed
     * @throws ReadFailedException if the disk is full or cannot be written; nothing was changed
     * @throws OssecFormatException if {@code client.keys} has a line too long to be kept; nothing was changed
     * @throws ChangeUnfinishedException if the agent was removed, but some of its files could not be deleted; the next
     *     change or {@link #tidy()} deletes them
     */
    public ClientKey remove(AgentId id) {
        return removeAll(List.of(id)).get(0);
    }

    /**
     * Removes living agents with one rewrite of {@code client.keys}, all or none; errors as of {@link #remove(AgentId)}.
     *
     * @return their keys, in the order of the numbers; a number that is given twice counts once
     */
    public List<ClientKey> removeAll(Collection<AgentId> ids) {
        Set<AgentId> wanted = new LinkedHashSet<>(ids);
        var removed = new ArrayList<ClientKey>(wanted.size());
        remove(ossec.malformedLines(), content -> {
            Map<AgentId, ClientKeysLine.Active> living = new HashMap<>();
            for (ClientKeysLine line : content.lines()) {
                if (line instanceof ClientKeysLine.Active active) {
                    living.putIfAbsent(active.key().id(), active);
                }
            }
            var lines = new ArrayList<ClientKeysLine.Living>(wanted.size());
            removed.clear(); // asked again where another program has written the file meanwhile
            for (AgentId id : wanted) {
                ClientKeysLine.Active line = living.get(id);
                if (line == null) {
                    throw new UnknownAgentException(id.toString(), NOT_PRESENT);
                }
                lines.add(line);
                removed.add(line.key());
            }
            return lines;
        });
        return List.copyOf(removed);
    }

    /**
     * Deletes the databases and other files of agents whose removal was interrupted when a process was killed, and the temporary
     * files of such processes. The next time an agent is added or removed, this is done as well; there is no endpoint for it.
     *
     * @return the names of these agents; empty if there was nothing to delete
     * @throws AccessRefusedException if a file may not be deleted
     */
    public List<String> tidy() {
        return Failures.reading(
                ossec.home().clientKeys(), () -> store(ossec.malformedLines()).tidy());
    }

    /** Removes living agents that are still in the file. */
    void remove(MalformedLineHandler malformed, ClientKeysStore.Selection selection) {
        Failures.reading(ossec.home().clientKeys(), () -> {
            store(malformed).remove(selection);
            return selection;
        });
    }

    /**
     * Restarts OSSEC on an agent; {@code PUT /agents/:agent_id/restart}. That the order was given says nothing about its
     * arrival: remoted skips agents it has not heard of for 20 minutes, and {@code 000}.
     *
     * @return how the order was given
     * @throws UnknownAgentException (40) if no living agent has this number
     * @throws RemotedUnreachableException (45, 46) if remoted did not take the order
     * @throws ProgramAbortedException if the thread was interrupted, or {@code bin/agent_control} took too long
     */
    public AgentControl.Delivery restart(AgentId id) {
        return handle(id, INVALID_AGENT_ID).restart();
    }

    private ClientKeysStore store(MalformedLineHandler malformed) {
        return ClientKeysStore.at(ossec.home(), ossec.flavor() == Flavor.WAZUH, malformed);
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

    /**
     * The manager for {@code 000}, for which no file is read, or the first living agent whose id is written exactly so; see
     * {@link AgentSnapshot#find(String)}.
     */
    public Optional<AgentHandle> find(String idText) {
        return idText.equals(AgentId.MANAGER.toString())
                ? Optional.of(AgentHandle.manager(ossec))
                : AgentSnapshot.findNow(ossec, idText);
    }

    /**
     * The manager or a living agent.
     *
     * @throws UnknownAgentException with this error if there is no such agent
     */
    AgentHandle handle(AgentId id, int errorCode) {
        if (id.isManager()) {
            return AgentHandle.manager(ossec);
        }
        return AgentSnapshot.findNow(ossec, id).orElseThrow(() -> new UnknownAgentException(id.toString(), errorCode));
    }
}
