package io.github.ossec4j.api;

import io.github.ossec4j.api.search.FileSearch;
import io.github.ossec4j.io.AccessRefusedException;
import io.github.ossec4j.io.HomeFileException;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.ReadFailedException;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.control.AgentControl;
import io.github.ossec4j.io.control.RemotedMessage;
import io.github.ossec4j.io.file.DatabaseClearing;
import io.github.ossec4j.io.keys.ChangeUnfinishedException;
import io.github.ossec4j.io.keys.ClientKeysLine;
import io.github.ossec4j.io.queue.AgentInfoFile;
import io.github.ossec4j.io.queue.MaintenanceFile;
import io.github.ossec4j.io.rootcheck.RootcheckDatabase;
import io.github.ossec4j.io.syscheck.SyscheckDatabase;
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
import io.github.ossec4j.model.rootcheck.FindingFilter;
import io.github.ossec4j.model.rootcheck.RootcheckEvent;
import io.github.ossec4j.model.syscheck.FileChange;
import io.github.ossec4j.model.syscheck.RegistryEntry;
import io.github.ossec4j.model.syscheck.SyscheckEntry;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An active agent, or the manager, in an {@link AgentSnapshot}. Its identity was read with the snapshot; everything
 * else is read on demand, from the files of this agent only.
 *
 * <p>A {@link RecordStream} is read while it is iterated over and must be closed; an agent without a
 * database (never scanned, or cleared) has no records. A file that cannot be read is an {@link
 * AccessRefusedException}.
 *
 * <p>Immutable and safe to share; each stream is for one thread.
 */
public final class AgentHandle {
    private static final int NO_KEY = 70;
    private static final int NOT_PRESENT = 78;

    private final Ossec ossec;
    private final String idText;
    private final String name;
    private final AgentAddress address;
    private final boolean isManager;
    private final @Nullable ClientKey key;

    private AgentHandle(
            Ossec ossec, String idText, String name, AgentAddress address, boolean isManager, @Nullable ClientKey key) {
        this.ossec = ossec;
        this.idText = idText;
        this.name = name;
        this.address = address;
        this.isManager = isManager;
        this.key = key;
    }

    /** The same agent, read with other options. */
    AgentHandle with(Ossec otherOptions) {
        return new AgentHandle(otherOptions, idText, name, address, isManager, key);
    }

    static AgentHandle manager(Ossec ossec) {
        return new AgentHandle(
                ossec, AgentId.MANAGER.toString(), ossec.identity().name(), AgentAddress.of("127.0.0.1"), true, null);
    }

    static AgentHandle of(Ossec ossec, ClientKeysLine.Living entry) {
        ClientKey key = entry instanceof ClientKeysLine.Active active ? active.key() : null;
        return new AgentHandle(ossec, entry.idText(), entry.name(), entry.address(), false, key);
    }

    /** The id as it is written in {@code client.keys}; {@code 000} for the manager. */
    public String idText() {
        return idText;
    }

    /**
     * The agent's number.
     *
     * @throws OssecFormatException if the id in {@code client.keys} is not a number from 1 on with at most eight
     *     digits; such an entry only {@link AgentSnapshot#find(String)} finds
     */
    public AgentId id() {
        if (isManager) {
            return AgentId.MANAGER;
        }
        if (key != null) {
            return key.id();
        }
        try {
            AgentId id = AgentId.parse(idText);
            if (!id.isManager()) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            // Reported below.
        }
        throw new OssecFormatException(
                ossec.home().clientKeys(), 0, "an agent number of at most eight digits, 1 or more");
    }

    /** The agent's name; bytes that are not UTF-8 as {@link RawText#lossless()} keeps them. */
    public String name() {
        return name;
    }

    /** Where the agent may connect from. */
    public AgentAddress address() {
        return address;
    }

    /** Whether this is the manager itself, {@code 000}. */
    public boolean isManager() {
        return isManager;
    }

    /** The agent's identity, and whether it is reporting now. */
    public Agent agent() {
        return agent(now());
    }

    Agent agent(Instant now) {
        return new Agent(id(), name, address, status(lastKeepAlive(), now));
    }

    /** Whether the agent is reporting now; the manager always is. */
    public AgentStatus status() {
        return status(lastKeepAlive(), now());
    }

    AgentStatus status(Optional<Instant> lastKeepAlive, Instant now) {
        return isManager ? AgentStatus.ACTIVE : AgentStatus.of(lastKeepAlive, now);
    }

    /** Everything known about the agent, or about the manager. */
    public AgentDetails details() {
        Optional<Instant> keepAlive = lastKeepAlive();
        return new AgentDetails(
                new Agent(id(), name, address, status(keepAlive, now())),
                info(),
                keepAlive,
                lastScans(),
                maintenance());
    }

    /**
     * What the agent reports about itself; empty if it never connected or its file cannot be read. For the manager,
     * whose files do not state the release: the system of {@link Ossec#identity()}, and what OSSEC's tools of that
     * generation print as their version, {@code OSSEC HIDS v2.8} or {@code OSSEC HIDS v4.2.0}.
     */
    public Optional<AgentInfo> info() {
        if (isManager) {
            String version = ossec.releaseSigns().isOssec4() ? "OSSEC HIDS v4.2.0" : "OSSEC HIDS v2.8";
            return Optional.of(new AgentInfo(
                    RawText.of(ossec.identity().operatingSystem()),
                    Optional.of(version),
                    Optional.empty(),
                    Optional.empty()));
        }
        return read(home().agentInfo(name, address), file -> {
                    try {
                        return AgentInfoFile.read(file);
                    } catch (AccessDeniedException e) {
                        return Optional.<AgentInfo>empty(); // whether it connected is known without reading
                    }
                })
                .flatMap(info -> info);
    }

    /** When the agent last reported; empty if never, and for the manager. */
    public Optional<Instant> lastKeepAlive() {
        return isManager ? Optional.empty() : home().agentInfo(name, address).flatMap(AgentHandle::modified);
    }

    private static Optional<Instant> modified(Path file) {
        try {
            return Optional.of(Files.getLastModifiedTime(file).toInstant());
        } catch (NoSuchFileException e) {
            return Optional.empty(); // never connected
        } catch (IOException e) {
            throw HomeFileException.of(file, e); // "never connected" would be a guess
        }
    }

    /** When the last integrity and policy scans started and ended. */
    public ScanTimes lastScans() {
        return read(rootcheck(), file -> RootcheckDatabase.at(file, malformed()).scanTimes())
                .orElse(ScanTimes.NONE);
    }

    /** OSSEC 4.3: the maintenance mode, if on. */
    public Optional<MaintenanceMode> maintenance() {
        return read(
                isManager ? Optional.of(home().managerMaintenance()) : home().maintenance(name, address),
                MaintenanceFile::read);
    }

    /**
     * The agent's key.
     *
     * @throws UnknownAgentException (70) for the manager, which has no key, and if the entry in {@code client.keys} is
     *     malformed
     */
    public ClientKey key() {
        if (key == null) {
            throw new UnknownAgentException(idText, NO_KEY);
        }
        return key;
    }

    /**
     * The current states of files that changed, deletions included, in the order of the database; {@link #history} has
     * the states before them.
     */
    public RecordStream<SyscheckEntry> changedFiles() {
        return syscheck(SyscheckDatabase::changes);
    }

    /**
     * What happened to the files whose path matches, in the order of the database. Memory grows with the number of
     * matching files. Malformed lines without the text of the pattern are skipped without a report.
     */
    public RecordStream<FileChange> history(PathPattern pattern) {
        return syscheck(database -> database.history(pattern));
    }

    /** What happened to one file, whose path is exactly this; otherwise as {@link #history(PathPattern)}. */
    public RecordStream<FileChange> history(RawText path) {
        return syscheck(database -> database.historyOf(path));
    }

    /** Every known file that has not been deleted, with its last state. */
    public RecordStream<SyscheckEntry> files() {
        return syscheck(SyscheckDatabase::inventory);
    }

    /**
     * The records of the agent's files that are looked for, in the order of the database, as {@link Fleet} finds them on all
     * agents.
     */
    public RecordStream<SyscheckEntry> files(FileSearch search) {
        return syscheck(search::in);
    }

    /** The recorded states of registry keys of a Windows agent, including superseded ones; the manager has none. */
    public RecordStream<RegistryEntry> registry() {
        if (isManager) {
            return RecordStream.empty();
        }
        return read(
                        home().syscheckRegistry(name, address),
                        file -> SyscheckDatabase.at(file, malformed()).entries().map(RegistryEntry::from))
                .orElseGet(RecordStream::empty);
    }

    /** What the policy and anomaly checks found, in the order of the database. */
    public RecordStream<RootcheckEvent> findings() {
        return read(rootcheck(), file -> RootcheckDatabase.at(file, malformed()).events(now()))
                .orElseGet(RecordStream::empty);
    }

    /** Those findings that the filter accepts, in the order of the database. */
    public RecordStream<RootcheckEvent> findings(FindingFilter filter) {
        return findings().filter(filter);
    }

    /**
     * Clears everything known about the agent's files and registry keys, or about the manager's files. Databases of an
     * agent are emptied (or created empty), those of the manager emptied if they exist; markers are deleted.
     *
     * @throws AccessRefusedException if a file cannot be written; the others were cleared
     */
    public Cleared clearSyscheck() {
        var clearing = new DatabaseClearing();
        return Clearing.result(
                ossec,
                home().syscheckDirectory(),
                isManager ? clearing.managerSyscheck(home()) : clearing.syscheck(home(), name, address));
    }

    /**
     * Clears the findings and scan times of the agent, whose database is emptied (or created empty), or of the
     * manager, whose database is emptied if there is one.
     *
     * @throws AccessRefusedException if the file may not be written
     */
    public Cleared clearRootcheck() {
        var clearing = new DatabaseClearing();
        rootcheck().ifPresent(isManager ? clearing::truncateExisting : clearing::truncate);
        return Clearing.result(ossec, home().rootcheckDirectory(), clearing);
    }

    /**
     * Makes the agent, or the manager, run its integrity and policy checks, which are one operation.
     *
     * @return how the command was sent: for the manager, a file is created that its daemon looks for every five minutes
     * @throws RemotedUnreachableException (43, 44) if remoted did not accept the command
     * @throws ProgramAbortedException if the thread was interrupted, or {@code bin/agent_control} took too long
     */
    public AgentControl.Delivery run() {
        return AgentCommands.send(
                ossec,
                43,
                44,
                control ->
                        isManager ? control.runChecksOnManager() : control.send(new RemotedMessage.RunChecks(idText)));
    }

    /**
     * Restarts OSSEC on the agent. Success does not mean that the command arrived: remoted skips agents that have not
     * reported for 20 minutes, and the manager.
     *
     * @return how the command was sent
     * @throws RemotedUnreachableException (45, 46) if remoted did not accept the command
     * @throws ProgramAbortedException if the thread was interrupted, or {@code bin/agent_control} took too long
     */
    public AgentControl.Delivery restart() {
        return AgentCommands.send(ossec, 45, 46, control -> control.send(new RemotedMessage.Restart(idText)));
    }

    /**
     * Removes the agent, as {@link Agents#remove(AgentId)} does. Several agents are removed faster with {@link
     * Agents#removeAll}.
     *
     * <p>The manager has no entry; for it, an entry that has its id by mistake is removed.
     *
     * @throws UnknownAgentException (78) if there is no such entry in {@code client.keys}, or no longer; nothing was
     *     changed
     * @throws AccessRefusedException if the file may not be written; nothing was changed
     * @throws ReadFailedException if the disk is full or cannot be written; nothing was changed
     * @throws ChangeUnfinishedException if the agent was removed, but some of its files could not be deleted
     */
    public void remove() {
        // The snapshot has reported the lines of the file.
        ossec.agents().remove(MalformedLineHandler.ignore(), content -> {
            for (ClientKeysLine line : content.lines()) {
                if (line instanceof ClientKeysLine.Living entry && isOf(entry)) {
                    return List.of(entry);
                }
            }
            throw new UnknownAgentException(idText, NOT_PRESENT);
        });
    }

    private boolean isOf(ClientKeysLine.Living entry) {
        return entry.idText().equals(idText)
                && (isManager || (entry.name().equals(name) && entry.address().equals(address)));
    }

    private OssecHome home() {
        return ossec.home();
    }

    private Instant now() {
        return ossec.clock().instant();
    }

    private MalformedLineHandler malformed() {
        return ossec.malformedLines();
    }

    /** The integrity database; empty for a name that would lead out of its directory. */
    Optional<Path> syscheckFile() {
        return isManager ? Optional.of(home().managerSyscheck()) : home().syscheck(name, address);
    }

    /** The marker that the first integrity scan is complete; empty as {@link #syscheckFile()}. */
    Optional<Path> syscheckMarker() {
        return isManager ? Optional.of(home().managerSyscheckMarker()) : home().syscheckMarker(name, address);
    }

    private Optional<Path> rootcheck() {
        return isManager ? Optional.of(home().managerRootcheck()) : home().rootcheck(name, address);
    }

    @FunctionalInterface
    private interface Reading<S, T> {
        T read(S source) throws IOException;
    }

    private <T> RecordStream<T> syscheck(Reading<SyscheckDatabase, RecordStream<T>> reading) {
        return read(syscheckFile(), found -> reading.read(SyscheckDatabase.at(found, malformed())))
                .orElseGet(RecordStream::empty);
    }

    /** Empty without a file, and for a name that would lead out of its directory, which has none. */
    private static <T> Optional<T> read(Optional<Path> file, Reading<Path, T> reading) {
        return file.flatMap(found -> Failures.readingIfExists(found, () -> reading.read(found)));
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "AgentHandle[id=" + idText + ", name=" + name + ", address=" + address + "]";
    }
}
