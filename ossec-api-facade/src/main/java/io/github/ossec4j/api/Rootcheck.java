package io.github.ossec4j.api;

import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.control.AgentControl;
import io.github.ossec4j.io.file.DatabaseClearing;
import io.github.ossec4j.io.rootcheck.RootcheckDatabase;
import io.github.ossec4j.model.AgentId;
import io.github.ossec4j.model.ClientKey;
import io.github.ossec4j.model.ScanTimes;
import io.github.ossec4j.model.rootcheck.RootcheckEvent;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Policy and anomaly checks of agents and of the manager, {@code 000}. Safe to share. */
public final class Rootcheck {
    private static final int INVALID_AGENT_ID = 13;
    private static final int INVALID_ID_WHEN_CLEARING = 12;
    private static final int NO_DIRECTORY = 11;

    private final Ossec ossec;

    Rootcheck(Ossec ossec) {
        this.ossec = ossec;
    }

    /**
     * The findings, in the order of the database; {@code GET /rootcheck/:agent_id}. They are read while they are walked
     * through; close the stream. An agent without a database has none.
     *
     * @throws UnknownAgentException if no living agent has this number
     * @throws AccessRefusedException if the database may not be read
     */
    public RecordStream<RootcheckEvent> events(AgentId id) {
        Optional<Path> file = database(id);
        if (file.isEmpty()) {
            return RecordStream.empty(); // a name that would lead out of the directory has no database
        }
        return Failures.reading(file.get(), () -> {
            try {
                return RootcheckDatabase.at(file.get(), ossec.malformedLines())
                        .events(ossec.clock().instant());
            } catch (NoSuchFileException e) {
                return RecordStream.empty();
            }
        });
    }

    /**
     * When the last policy scan began and ended; {@code GET /rootcheck/:agent_id/last_scan}. The integrity scan's times
     * are there as well.
     *
     * @throws UnknownAgentException if no living agent has this number
     */
    public ScanTimes lastScan(AgentId id) {
        return ossec.agents().lastScans(id);
    }

    /**
     * Forgets the findings and scan times of an agent, whose database is emptied (or created empty), or of the manager,
     * whose database is deleted; {@code DELETE /rootcheck/:agent_id}.
     *
     * @throws UnknownAgentException if no living agent has this number
     * @throws AccessRefusedException if the file may not be written
     */
    public Cleared clear(AgentId id) {
        OssecHome home = ossec.home();
        if (id.isManager()) {
            return Clearing.result(
                    ossec, home.managerRootcheck(), new DatabaseClearing().delete(home.managerRootcheck()));
        }
        ClientKey key = ossec.agents().key(id, INVALID_ID_WHEN_CLEARING);
        var clearing = new DatabaseClearing();
        home.rootcheck(key.name(), key.address()).ifPresent(clearing::truncate);
        return Clearing.result(ossec, home.rootcheckDirectory(), clearing);
    }

    /**
     * Forgets the findings and scan times of all agents and of the manager; {@code DELETE /rootcheck}.
     *
     * @throws FileMissingException (11) if there is no {@code queue/rootcheck}
     * @throws AccessRefusedException if a file may not be written; the others were cleared
     */
    public Cleared clearAll() {
        return Clearing.directory(ossec, ossec.home().rootcheckDirectory(), NO_DIRECTORY);
    }

    /**
     * Has an agent, or the manager, run its integrity and policy checks, which are one operation; {@code PUT
     * /rootcheck/:agent_id}.
     *
     * @return how the order was given: the manager gets a file that its daemon looks for every five minutes
     * @throws UnknownAgentException (40) if no living agent has this number
     * @throws RemotedUnreachableException (43, 44) if remoted did not take the order
     */
    public AgentControl.Route run(AgentId id) {
        ossec.agents().requireKnown(id);
        return Orders.give(ossec, 43, 44, control -> control.runChecks(id));
    }

    /**
     * Has all agents, not the manager, run their integrity and policy checks; {@code PUT /rootcheck}.
     *
     * @throws RemotedUnreachableException (41, 42) if remoted did not take the order
     */
    public AgentControl.Route runAll() {
        return Orders.give(ossec, 41, 42, AgentControl::runChecksOnAll);
    }

    private Optional<Path> database(AgentId id) {
        if (id.isManager()) {
            return Optional.of(ossec.home().managerRootcheck());
        }
        ClientKey key = ossec.agents().key(id, INVALID_AGENT_ID);
        return ossec.home().rootcheck(key.name(), key.address());
    }
}
