package io.github.ossec4j.api;

import io.github.ossec4j.io.zone.LocalDays;
import io.github.ossec4j.model.AgentAddress;
import io.github.ossec4j.model.AgentStatus;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.rootcheck.ComplianceTag;
import io.github.ossec4j.model.syscheck.FileMode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.zone.ZoneRules;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a manager and its agents look like at one moment, and what happened to them in the time before: agents by status,
 * changed files, outstanding policy findings, the manager's counts, and what could not be read.
 *
 * <pre>{@code
 * Report report = Ossec.open(Path.of("/var/ossec")).report().title("Web servers").read();
 * System.out.println(report.agents().size() + " agents, " + report.files().changes() + " changes");
 * }</pre>
 *
 * <p>Names of agents and texts of findings are as {@link RawText#lossless()} keeps them. All of them, and all paths, come
 * from the monitored machines, which may be hostile: escape them where you show them.
 *
 * @param title what the report is called
 * @param period which time it covers
 * @param agents the manager and the agents, in the order of {@code client.keys}
 * @param files what happened to their files
 * @param policy what their policy and anomaly checks found
 * @param events what the manager counted
 * @param alerts the alerts in the manager's daily files; if the report is on some agents, theirs
 * @param unread what could not be read, or not completely, with the most lines skipped first
 */
public record Report(
        String title,
        Period period,
        List<AgentSummary> agents,
        Files files,
        Policy policy,
        Events events,
        AlertActivity alerts,
        Ranking<Problem> unread) {
    /** Copies the list. */
    public Report {
        agents = List.copyOf(agents);
    }

    /** How many agents have this status, the manager included; empty counts those whose status cannot be read. */
    public long count(Optional<AgentStatus> status) {
        return agents.stream().filter(agent -> agent.status().equals(status)).count();
    }

    /** The agents that are not active, or whose status cannot be read: the longest silence first. */
    public List<AgentSummary> silentAgents() {
        return agents.stream()
                .filter(agent -> !agent.status().equals(Optional.of(AgentStatus.ACTIVE)))
                .sorted(Comparator.comparing(agent -> agent.lastKeepAlive().orElse(Instant.MAX)))
                .toList();
    }

    /** The agents with changes or outstanding findings: the most changes first, then the most findings. */
    public List<AgentSummary> busiestAgents() {
        return agents.stream()
                .filter(agent -> agent.changes() > 0 || agent.outstanding() > 0)
                .sorted(Comparator.comparingLong(AgentSummary::changes)
                        .thenComparingLong(AgentSummary::outstanding)
                        .reversed())
                .toList();
    }

    /**
     * The time that a report covers.
     *
     * @param since its start, inclusive
     * @param until its end, inclusive: when the report was made
     * @param zone determines where days start
     * @param zoneName what the zone is called, for people
     */
    public record Period(Instant since, Instant until, ZoneRules zone, String zoneName) {
        /** The day of a moment. */
        public LocalDate day(Instant moment) {
            return LocalDays.day(moment, zone);
        }
    }

    /**
     * The first entries of a long list, ordered by importance.
     *
     * @param top the first entries
     * @param more how many there are besides; if the ranking is not exact, at least
     * @param isExact whether the numbers in the entries are; with too many different entries to count them all, numbers
     *     may be too low
     * @param <T> the type of the entries
     */
    public record Ranking<T>(List<T> top, long more, boolean isExact) {
        /** Copies the list. */
        public Ranking {
            top = List.copyOf(top);
        }

        <R> Ranking<R> map(Function<T, R> made) {
            return new Ranking<>(top.stream().map(made).toList(), more, isExact);
        }

        /** How many entries there are, as far as {@link #more()} says. */
        public long size() {
            return top.size() + more;
        }
    }

    /**
     * An agent, or the manager, and how much happened there.
     *
     * @param idText its id as it is written in {@code client.keys}
     * @param name its name
     * @param address where it may connect from
     * @param status whether it is reporting; empty if that cannot be read
     * @param lastKeepAlive when it last reported; empty if never, if that cannot be read, and for the manager
     * @param changes how often files changed in the period
     * @param outstanding how many findings are outstanding
     */
    public record AgentSummary(
            String idText,
            String name,
            AgentAddress address,
            Optional<AgentStatus> status,
            Optional<Instant> lastKeepAlive,
            long changes,
            long outstanding) {}

    /**
     * What happened to files.
     *
     * @param days every day of the period, in order
     * @param paths the paths that changed most often, on all agents together
     * @param exposed the files that became set-user-id, set-group-id or world-writable in the period and still are, the
     *     latest first
     */
    public record Files(List<FileDay> days, Ranking<ChangedPath> paths, Ranking<ExposedFile> exposed) {
        /** Copies the list. */
        public Files {
            days = List.copyOf(days);
        }

        /** How often files changed: additions, modifications and deletions. */
        public long changes() {
            return days.stream().mapToLong(FileDay::changes).sum();
        }
    }

    /**
     * How often files changed on a day. The files that an agent has when it is scanned for the first time are not counted.
     *
     * @param day the day
     * @param added new files, and files that are back
     * @param modified files that differ from before
     * @param deleted files that are gone
     */
    public record FileDay(LocalDate day, long added, long modified, long deleted) {
        /** All of them. */
        public long changes() {
            return added + modified + deleted;
        }
    }

    /**
     * A path that changed.
     *
     * @param path the path
     * @param changes how often, on all agents together
     * @param agents on how many of them
     */
    public record ChangedPath(RawText path, long changes, int agents) {}

    /**
     * A file that runs with another user's or group's rights, or that everybody may write to, and was not so before.
     *
     * @param idText the id of the agent
     * @param name the agent's name
     * @param path where the file is
     * @param mode its mode now
     * @param owner its owner's number
     * @param recorded when it was recorded with these rights
     */
    public record ExposedFile(
            String idText, String name, RawText path, FileMode mode, String owner, Instant recorded) {}

    /**
     * The findings that are outstanding.
     *
     * @param outstanding how many there are, on all agents together
     * @param requirements by the rule of a standard that they violate, such as those of CIS or PCI DSS; a finding with
     *     several tags counts for each of them
     * @param others those without a tag, by their title
     */
    public record Policy(long outstanding, Ranking<Requirement> requirements, Ranking<OtherFinding> others) {}

    /**
     * A rule of a standard that is violated.
     *
     * @param tag the standard, and one requirement of it
     * @param title the title of one of the findings
     * @param findings how many findings there are
     * @param agents on how many agents
     */
    public record Requirement(ComplianceTag tag, String title, long findings, int agents) {}

    /**
     * A finding without a tag.
     *
     * @param title what was found
     * @param findings how often
     * @param agents on how many agents
     */
    public record OtherFinding(String title, long findings, int agents) {}

    /**
     * What the manager counted, in its own time zone. The current hour is not included.
     *
     * @param days the days of the period of which there are counts, in order
     * @param hours the 24 hours of the day
     */
    public record Events(List<EventDay> days, List<EventHour> hours) {
        /** Copies the lists. */
        public Events {
            days = List.copyOf(days);
            hours = List.copyOf(hours);
        }

        /** The alerts of all days. */
        public long alerts() {
            return days.stream().mapToLong(EventDay::alerts).sum();
        }

        /** The events of all days. */
        public long events() {
            return days.stream().mapToLong(EventDay::events).sum();
        }
    }

    /**
     * What the manager counted on a day.
     *
     * @param day the day
     * @param events the events it received
     * @param alerts the alerts, those of level 0 included
     */
    public record EventDay(LocalDate day, long events, long alerts) {}

    /**
     * An hour of the day, over all days of the period of which there are counts.
     *
     * @param hour 0 to 23
     * @param events the average of the events of the days
     * @param alerts the average of the alerts of the days
     * @param usualEvents OSSEC's own average of the events, over all days since it was installed
     */
    public record EventHour(int hour, long events, long alerts, long usualEvents) {}

    /**
     * The alerts in the daily files of the manager.
     *
     * @param days every day of the period, in order
     * @param rules the rules that raised most of them, by number
     * @param agents the agents, hosts and relaying managers that most of them come from
     * @param sources the source addresses that most of them name
     */
    public record AlertActivity(
            List<AlertDay> days, Ranking<AlertGroup> rules, Ranking<AlertGroup> agents, Ranking<AlertGroup> sources) {
        /** Copies the list. */
        public AlertActivity {
            days = List.copyOf(days);
        }

        /** How many there are. */
        public long count() {
            return days.stream().mapToLong(AlertDay::count).sum();
        }
    }

    /**
     * The alerts of a day.
     *
     * @param day the day
     * @param levels how many have the level of the index, 0 to 16
     */
    public record AlertDay(LocalDate day, List<Long> levels) {
        /** Copies the list. */
        public AlertDay {
            levels = List.copyOf(levels);
        }

        /** How many have a level from this to that, inclusive. */
        public long between(int lowest, int highest) {
            return levels.subList(lowest, highest + 1).stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }

        /** All of them. */
        public long count() {
            return between(0, levels.size() - 1);
        }
    }

    /**
     * Alerts that have something in common.
     *
     * @param name the number of their rule, the name of their agent, or their source address
     * @param description of the rule; empty for agents and addresses
     * @param alerts how many there are
     */
    public record AlertGroup(RawText name, String description, long alerts) {}

    /**
     * A file that could not be read, or in which lines were skipped.
     *
     * @param file the file
     * @param message what is wrong with it, without the text of any line; of several skipped lines, about the first
     * @param skippedLines how many lines were skipped; 0 if the whole file could not be read
     */
    public record Problem(Path file, String message, long skippedLines) {}

    /** Options of a report; one thread at a time. */
    public static final class Builder {
        static final int DEFAULT_DAYS = 30;

        private final Ossec ossec;
        private String title = "OSSEC report";
        private @Nullable Instant since;
        private @Nullable List<AgentHandle> agents;
        private @Nullable Executor executor;
        private Runnable agentRead = () -> {};

        Builder(Ossec ossec) {
            this.ossec = ossec;
        }

        /** What the report is called. Default: {@code OSSEC report}. */
        public Builder title(String newTitle) {
            this.title = newTitle;
            return this;
        }

        /** Where the period starts. Default: with the day 29 days ago, so that it has 30 days with today. */
        public Builder since(Instant start) {
            this.since = start;
            return this;
        }

        /** The agents to report on. Default: the manager and all active agents. */
        public Builder agents(List<AgentHandle> some) {
            this.agents = List.copyOf(some);
            return this;
        }

        /**
         * The executor on which agents are read besides the caller's thread, by up to seven tasks. Default: that of
         * {@link Ossec.Builder#executor}, else none. With one, the handler of malformed lines must be thread-safe.
         */
        public Builder executor(Executor others) {
            this.executor = others;
            return this;
        }

        /** Is run after each agent has been read, in any thread that reads; to show progress. */
        public Builder onAgentRead(Runnable step) {
            this.agentRead = step;
            return this;
        }

        /**
         * Reads the home: the databases of each agent once. Memory grows with the number of agents, not with their
         * databases.
         *
         * <p>What cannot be read is in the report, not an exception, except the list of agents.
         *
         * @throws io.github.ossec4j.io.AccessRefusedException if {@code client.keys} cannot be read
         * @throws IllegalArgumentException if the period would start in the future
         */
        public Report read() {
            Optional<Executor> others = executor == null ? ossec.executor() : Optional.of(executor);
            return new ReportReading(ossec, title, Optional.ofNullable(since))
                    .read(Optional.ofNullable(agents), others, agentRead);
        }
    }
}
