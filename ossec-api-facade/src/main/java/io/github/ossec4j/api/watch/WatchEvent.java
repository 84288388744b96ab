package io.github.ossec4j.api.watch;

import io.github.ossec4j.model.AgentId;
import io.github.ossec4j.model.AgentStatus;
import io.github.ossec4j.model.alerts.Alert;
import io.github.ossec4j.model.logs.ArchivedEvent;
import io.github.ossec4j.model.logs.LogLine;
import io.github.ossec4j.model.rootcheck.RootcheckEvent;
import io.github.ossec4j.model.syscheck.FileChange;
import java.time.Instant;

/** Something that happened in a home. Immutable and safe to share. */
public sealed interface WatchEvent {
    /**
     * The agent it concerns; {@code 000} is the manager, to which everything in logs belongs that is not of an enrolled agent.
     */
    AgentId agent();

    /**
     * The agent's name, as {@link io.github.ossec4j.model.RawText#lossless()} decodes it; empty for an agent that was
     * removed while nobody watched. In logs, the name of the agent or host that an event comes from.
     */
    String agentName();

    /** When it happened: as recorded by the manager, to the second, if it records a time, else when it was noticed. */
    Instant at();

    /** The position after it. */
    WatchPosition position();

    /** A database of an agent. */
    enum Database {
        /** File integrity. */
        SYSCHECK,
        /** Integrity of the registry. */
        REGISTRY,
        /** Policies and anomalies. */
        ROOTCHECK
    }

    /** A log of the manager. */
    enum Log {
        /** Alerts. */
        ALERTS,
        /** All events. */
        ARCHIVES,
        /** What OSSEC's programs log about themselves. */
        OSSEC_LOG
    }

    /** Why the content of a database or log is gone. */
    enum Reset {
        /** It was emptied in place, as clearing does; also if it was exchanged while nobody watched. */
        CLEARED,
        /** Another file with other content took its place. */
        REPLACED,
        /** It was deleted. */
        DELETED
    }

    /**
     * A state of a file was recorded.
     *
     * @param change what changed, from what to what
     */
    record FileChanged(AgentId agent, String agentName, Instant at, FileChange change, WatchPosition position)
            implements WatchEvent {}

    /**
     * A state of a registry key was recorded.
     *
     * @param change what changed, from what to what; its path is the name of the key
     */
    record RegistryChanged(AgentId agent, String agentName, Instant at, FileChange change, WatchPosition position)
            implements WatchEvent {}

    /**
     * The policy and anomaly checks found something new.
     *
     * @param finding what they found
     */
    record PolicyFound(AgentId agent, String agentName, Instant at, RootcheckEvent finding, WatchPosition position)
            implements WatchEvent {}

    /**
     * An agent was enrolled.
     *
     * @param status whether it is reporting
     */
    record AgentAdded(AgentId agent, String agentName, Instant at, AgentStatus status, WatchPosition position)
            implements WatchEvent {}

    /** An agent was removed; nothing of it follows. */
    record AgentRemoved(AgentId agent, String agentName, Instant at, WatchPosition position) implements WatchEvent {}

    /**
     * An agent started or stopped reporting.
     *
     * @param before its status up to now
     * @param after its status from now on
     */
    record StatusChanged(
            AgentId agent, String agentName, Instant at, AgentStatus before, AgentStatus after, WatchPosition position)
            implements WatchEvent {}

    /**
     * The content of a database is gone. What it contains now follows, if anything: those are records that were written
     * since.
     *
     * @param database which one
     * @param reset what happened to it
     */
    record DatabaseReset(
            AgentId agent, String agentName, Instant at, Database database, Reset reset, WatchPosition position)
            implements WatchEvent {}

    /**
     * A database could be read until now and no longer can. Watching goes on where it stopped as soon as it can be read
     * again.
     *
     * @param database which one
     * @param reason why not, in one sentence
     */
    record DatabaseUnreadable(
            AgentId agent, String agentName, Instant at, Database database, String reason, WatchPosition position)
            implements WatchEvent {}

    /**
     * An alert was raised.
     *
     * @param alert the alert
     */
    record AlertRaised(AgentId agent, String agentName, Instant at, Alert alert, WatchPosition position)
            implements WatchEvent {}

    /**
     * An event was archived, whether it raised an alert or not.
     *
     * @param event the event
     */
    record EventArchived(AgentId agent, String agentName, Instant at, ArchivedEvent event, WatchPosition position)
            implements WatchEvent {}

    /**
     * One of OSSEC's programs logged a message in {@code ossec.log}.
     *
     * @param message the message
     */
    record MessageLogged(AgentId agent, String agentName, Instant at, LogLine message, WatchPosition position)
            implements WatchEvent {}

    /**
     * The content of a log is gone, and with it what had not been read. What it contains now follows, if anything. That a
     * log goes on in another file, as on the next day, is no event.
     *
     * @param log which one
     * @param reset what happened to its file
     */
    record LogReset(AgentId agent, String agentName, Instant at, Log log, Reset reset, WatchPosition position)
            implements WatchEvent {}

    /**
     * A log could be read until now and no longer can. Watching goes on where it stopped as soon as it can be read again.
     *
     * @param log which one
     * @param reason why not, in one sentence
     */
    record LogUnreadable(AgentId agent, String agentName, Instant at, Log log, String reason, WatchPosition position)
            implements WatchEvent {}
}
