package io.github.ossec4j.api;

import io.github.ossec4j.io.AccessRefusedException;
import io.github.ossec4j.io.FileMissingException;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.control.AgentControl;
import io.github.ossec4j.io.syscheck.SyscheckDatabase;
import io.github.ossec4j.model.AgentId;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.ScanTimes;
import io.github.ossec4j.model.syscheck.FileChange;
import io.github.ossec4j.model.syscheck.RegistryEntry;
import io.github.ossec4j.model.syscheck.SyscheckEntry;
import java.nio.file.Path;
import java.util.Optional;

/**
 * File integrity of agents and of the manager, {@code 000}.
 *
 * <pre>{@code
 * Ossec ossec = Ossec.open(Path.of("/var/ossec"));
 * try (RecordStream<FileChange> changes = ossec.syscheck().history(AgentId.of(1), PathPattern.of("^/etc/"))) {
 *     for (FileChange change : changes) {
 *         System.out.println(change.kind() + " " + change.path());
 *     }
 * }
 * }</pre>
 *
 * <p>A {@link RecordStream} is read while it is iterated over and must be closed; an agent without a
 * database (never scanned, or cleared) has no records. Safe to share; each stream is for one thread.
 */
public final class Syscheck {
    private static final int INVALID_AGENT_ID = 33;
    private static final int UNKNOWN_AGENT = 40;
    private static final int INVALID_ID_WHEN_CLEARING = 32;
    private static final int NO_DIRECTORY = 31;

    private final Ossec ossec;

    Syscheck(Ossec ossec) {
        this.ossec = ossec;
    }

    /**
     * The current states of files that changed, deletions included, in the order of the database; {@code GET
     * /syscheck/:agent_id/files/changed}, which also lists previous states; those are in {@link #history}.
     *
     * @throws UnknownAgentException if no active agent has this number
     * @throws AccessRefusedException if the database cannot be read
     */
    public RecordStream<SyscheckEntry> changedFiles(AgentId id) {
        return handle(id).changedFiles();
    }

    /**
     * What happened to the files whose path matches, in the order of the database; {@code GET
     * /syscheck/:agent_id/files/changed?filename=…}. Memory grows with the number of matching files. Malformed lines
     * without the text of the pattern are skipped without a report.
     *
     * @param pattern OSSEC's simple patterns, see {@link PathPattern}
     * @throws UnknownAgentException if no active agent has this number
     * @throws AccessRefusedException if the database cannot be read
     */
    public RecordStream<FileChange> history(AgentId id, PathPattern pattern) {
        return handle(id).history(pattern);
    }

    /** What happened to one file, whose path is exactly this; otherwise as {@link #history(AgentId, PathPattern)}. */
    public RecordStream<FileChange> history(AgentId id, RawText path) {
        return handle(id).history(path);
    }

    /**
     * When the last integrity scan started and ended; {@code GET /syscheck/:agent_id/last_scan}. It also has the
     * times of the policy scan.
     *
     * @throws UnknownAgentException if no active agent has this number
     */
    public ScanTimes lastScan(AgentId id) {
        return ossec.agents().handle(id, UNKNOWN_AGENT).lastScans();
    }

    /**
     * Every known file that has not been deleted, with its last state; there is no endpoint for this.
     *
     * @throws UnknownAgentException if no active agent has this number
     * @throws AccessRefusedException if the database cannot be read
     */
    public RecordStream<SyscheckEntry> files(AgentId id) {
        return handle(id).files();
    }

    /**
     * The recorded states of registry keys of a Windows agent, including superseded ones; there is no endpoint for
     * this.
     *
     * @throws UnknownAgentException if no active agent has this number
     * @throws AccessRefusedException if the database cannot be read
     */
    public RecordStream<RegistryEntry> registry(AgentId id) {
        return handle(id).registry();
    }

    /** The database of an agentless device, such as {@code (ssh_integrity_check_linux) root@192.0.2.30}. */
    public RecordStream<SyscheckEntry> agentlessFiles(String type, String host) {
        Optional<Path> file = ossec.home().agentlessSyscheck(type, host);
        return file.flatMap(found -> Failures.readingIfExists(
                        found,
                        () -> SyscheckDatabase.at(found, ossec.malformedLines()).inventory()))
                .orElseGet(RecordStream::empty); // also for a name that would lead out of the directory
    }

    /**
     * Clears everything known about an agent's files and registry keys, or about the manager's files; {@code DELETE
     * /syscheck/:agent_id}. Databases of an agent are emptied (or created empty), those of the manager emptied if they
     * exist; markers are deleted.
     *
     * @throws UnknownAgentException if no active agent has this number
     * @throws AccessRefusedException if a file cannot be written; the others were cleared
     */
    public Cleared clear(AgentId id) {
        return ossec.agents().handle(id, INVALID_ID_WHEN_CLEARING).clearSyscheck();
    }

    /**
     * Clears everything known about all files, including those of agentless devices; {@code DELETE /syscheck}. Every
     * database is emptied, every marker deleted.
     *
     * @throws FileMissingException (31) if there is no {@code queue/syscheck}
     * @throws AccessRefusedException if a file cannot be written; the others were cleared
     */
    public Cleared clearAll() {
        return Clearing.directory(ossec, ossec.home().syscheckDirectory(), NO_DIRECTORY);
    }

    /**
     * Makes an agent, or the manager, run its integrity and policy checks, which are one operation; {@code PUT
     * /syscheck/:agent_id}.
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
     * Makes all agents, except the manager, run their integrity and policy checks; {@code PUT /syscheck}.
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
