package io.github.ossec4j.api;

import io.github.ossec4j.io.AccessRefusedException;
import io.github.ossec4j.io.FileMissingException;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.control.AgentControl;
import io.github.ossec4j.model.AgentId;
import io.github.ossec4j.model.ScanTimes;
import io.github.ossec4j.model.rootcheck.RootcheckEvent;

/** Policy and anomaly checks of agents and of the manager, {@code 000}. Safe to share. */
public final class Rootcheck {
    private static final int INVALID_AGENT_ID = 13;
    private static final int UNKNOWN_AGENT = 40;
    private static final int INVALID_ID_WHEN_CLEARING = 12;
    private static final int NO_DIRECTORY = 11;

    private final Ossec ossec;

    Rootcheck(Ossec ossec) {
        this.ossec = ossec;
    }

    /**
     * The findings, in the order of the database; {@code GET /rootcheck/:agent_id}. They are read while they are
     * iterated over; close the stream. An agent without a database has none.
     *
     * @throws UnknownAgentException if no active agent has this number
     * @throws AccessRefusedException if the database cannot be read
     */
    public RecordStream<RootcheckEvent> events(AgentId id) {
        return handle(id).findings();
    }

    /**
     * When the last policy scan started and ended; {@code GET /rootcheck/:agent_id/last_scan}. It also has the times
     * of the integrity scan.
     *
     * @throws UnknownAgentException if no active agent has this number
     */
    public ScanTimes lastScan(AgentId id) {
        return ossec.agents().handle(id, UNKNOWN_AGENT).lastScans();
    }

    /**
     * Clears the findings and scan times of an agent, whose database is emptied (or created empty), or of the manager,
     * whose database is emptied if there is one; {@code DELETE /rootcheck/:agent_id}.
     *
     * @throws UnknownAgentException if no active agent has this number
     * @throws AccessRefusedException if the file cannot be written
     */
    public Cleared clear(AgentId id) {
        return ossec.agents().handle(id, INVALID_ID_WHEN_CLEARING).clearRootcheck();
    }

    /**
     * Clears the findings and scan times of all agents and of the manager; {@code DELETE /rootcheck}.
     *
     * @throws FileMissingException (11) if there is no {@code queue/rootcheck}
     * @throws AccessRefusedException if a file cannot be written; the others were cleared
     */
    public Cleared clearAll() {
        return Clearing.directory(ossec, ossec.home().rootcheckDirectory(), NO_DIRECTORY);
    }

    /**
     * Makes an agent, or the manager, run its integrity and policy checks, which are one operation; {@code PUT
     * /rootcheck/:agent_id}.
     *
     * @return how the command was sent: for the manager, a file is created that its daemon looks for every five minutes
     * @throws UnknownAgentException (40) if no active agent has this number
     * @throws RemotedUnreachableException (43, 44) if remoted did not accept the command
     * @throws ProgramAbortedException if the thread was interrupted, or {@code bin/agent_control} took too long
     */
    public AgentControl.Delivery run(AgentId id) {
        return ossec.agents().handle(id, UNKNOWN_AGENT).run();
    }

    /**
     * Makes all agents, except the manager, run their integrity and policy checks; {@code PUT /rootcheck}.
     *
     * @throws RemotedUnreachableException (41, 42) if remoted did not accept the command
     * @throws ProgramAbortedException if the thread was interrupted, or {@code bin/agent_control} took too long
     */
    public AgentControl.Delivery runAll() {
        return AgentCommands.runChecksOnAll(ossec);
    }

    private AgentHandle handle(AgentId id) {
        return ossec.agents().handle(id, INVALID_AGENT_ID);
    }
}
