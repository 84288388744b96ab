package io.github.ossec4j.api;

import io.github.ossec4j.api.watch.Watch;
import io.github.ossec4j.io.AccessRefusedException;
import io.github.ossec4j.io.FileMissingException;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.NotAHomeException;
import io.github.ossec4j.io.OssecHome;
import io.github.ossec4j.io.release.ReleaseSigns;
import io.github.ossec4j.io.run.ProcessTable;
import io.github.ossec4j.io.zone.LocalDays;
import io.github.ossec4j.io.zone.TimeZoneFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * An OSSEC manager, accessed through the files of its home.
 *
 * <pre>{@code
 * Ossec ossec = Ossec.open(Path.of("/var/ossec"));
 * for (AgentHandle agent : ossec.snapshot()) {
 *     System.out.println(agent.idText() + " " + agent.name() + ": " + agent.status().text());
 * }
 * }</pre>
 *
 * <p>Nothing is cached: every call reads the files again, so answers are up to date. Daemons may run meanwhile.
 *
 * <p>Immutable and safe to share.
 */
public final class Ossec {
    private final OssecHome home;
    private final Builder options;
    private final Agents agents;
    private final Alerts alerts;
    private final Manager manager;
    private final Rootcheck rootcheck;
    private final Syscheck syscheck;
    private final Rules rules;
    private final Decoders decoders;

    private Ossec(OssecHome home, Builder options) {
        this.home = home;
        this.options = options;
        this.agents = new Agents(this);
        this.alerts = new Alerts(this);
        this.manager = new Manager(this);
        this.rootcheck = new Rootcheck(this);
        this.syscheck = new Syscheck(this);
        this.rules = new Rules(this);
        this.decoders = new Decoders(this);
    }

    /**
     * Opens a home with all defaults of the {@linkplain #builder(Path) builder}.
     *
     * @param home usually {@code /var/ossec}; on any file system, for example that of a zip file
     * @throws FileMissingException if there is no such directory
     * @throws NotAHomeException if the directory contains no OSSEC files
     * @throws AccessRefusedException if this process may not access the directory
     */
    public static Ossec open(Path home) {
        return builder(home).open();
    }

    /**
     * Opens a home with all defaults.
     *
     * @throws FileMissingException as {@link #open(Path)}
     * @throws NotAHomeException as {@link #open(Path)}
     * @throws AccessRefusedException as {@link #open(Path)}
     */
    public static Ossec open(OssecHome home) {
        return open(home.root());
    }

    /** Opens a home with options. */
    public static Builder builder(Path home) {
        return new Builder(home);
    }

    /** Opens a home with options. */
    public static Builder builder(OssecHome home) {
        return builder(home.root());
    }

    /**
     * The manager and its active agents at this moment, for processing many of them: {@code client.keys} is read once.
     *
     * @throws AccessRefusedException if the file cannot be read
     */
    public AgentSnapshot snapshot() {
        return AgentSnapshot.read(this);
    }

    /** Options of a report on the manager and its agents; {@link Report.Builder#read()} makes it. */
    public Report.Builder report() {
        return new Report.Builder(this);
    }

    /** The enrolled agents and their keys. */
    public Agents agents() {
        return agents;
    }

    /** The alerts of all days. */
    public Alerts alerts() {
        return alerts;
    }

    /** The manager itself: daemons, configuration, statistics. */
    public Manager manager() {
        return manager;
    }

    /** Policy and anomaly checks. */
    public Rootcheck rootcheck() {
        return rootcheck;
    }

    /** File integrity. */
    public Syscheck syscheck() {
        return syscheck;
    }

    /** The rules of the analysis daemon. */
    public Rules rules() {
        return rules;
    }

    /** The decoders of the analysis daemon. */
    public Decoders decoders() {
        return decoders;
    }

    /**
     * Follows what happens from now on, or since a position or a moment: changes of files and registry keys, findings, agents
     * that come and go. {@link Watch.Builder#start()} starts it.
     */
    public Watch.Builder watch() {
        return Watch.of(home)
                .clock(clock())
                .onMalformedLine(malformedLines())
                .zone(zoneRules())
                .managerName(identity().name());
    }

    /** The integrity databases of all agents, to be searched together. */
    public Fleet fleet() {
        return Fleet.of(this);
    }

    /** Where the files are. */
    public OssecHome home() {
        return home;
    }

    /** The same home at another time. */
    public Ossec withClock(Clock clock) {
        return new Ossec(home, options.copy().clock(clock));
    }

    /** The same home, with another handler of malformed lines. */
    Ossec withHandler(MalformedLineHandler handler) {
        return new Ossec(home, options.copy().onMalformedLine(handler));
    }

    /** The source of the time. */
    public Clock clock() {
        return options.clock;
    }

    /**
     * The rules of the zone in which OSSEC's tools show times: those of the option, else of {@code etc/localtime} in
     * the home, else UTC.
     */
    public ZoneRules zoneRules() {
        return options.zone != null ? options.zone.getRules() : TimeZoneFile.rulesOrUtc(home.localTime());
    }

    /**
     * What people call the zone of {@link #zoneRules()}: {@code Europe/Berlin} or {@code UTC}, or, as {@code etc/localtime}
     * has no name, its offsets in the year from now on, {@code UTC+01:00/+02:00}.
     */
    public String zoneName() {
        return options.zone != null ? ZoneName.of(options.zone) : ZoneName.of(zoneRules(), clock().instant());
    }

    /** When a day starts in the zone of the home. */
    public Instant startOf(LocalDate day) {
        return LocalDays.start(day, zoneRules());
    }

    /** Now, in the zone of the home. */
    public LocalDateTime localTime() {
        Instant now = clock().instant();
        return LocalDateTime.ofEpochSecond(now.getEpochSecond(), 0, zoneRules().getOffset(now));
    }

    /** The zone that determines "today" for statistics: that of the option, else of this machine. */
    public ZoneId statisticsZone() {
        return options.zone != null ? options.zone : ZoneId.systemDefault();
    }

    /** What the manager reports about itself. */
    public HostIdentity identity() {
        HostIdentity identity = options.identity;
        return identity != null ? identity : HostIdentity.ofThisMachine();
    }

    /** Whose conventions the home follows; never {@link Flavor#AUTO}. */
    public Flavor flavor() {
        if (options.flavor != Flavor.AUTO) {
            return options.flavor;
        }
        ReleaseSigns signs = releaseSigns();
        return signs.isWazuhFork() && !signs.isOssec4() ? Flavor.WAZUH : Flavor.OSSEC;
    }

    /** What the files show about the release that wrote them; each query examines some of them. */
    public ReleaseSigns releaseSigns() {
        return ReleaseSigns.at(home);
    }

    /** The handler that receives each skipped line. */
    public MalformedLineHandler malformedLines() {
        return options.malformed;
    }

    /** The running processes. */
    public ProcessTable processes() {
        return options.processes;
    }

    /** The timeout for OSSEC's programs that the caller has set, or else this one. */
    Duration programTimeout(Duration otherwise) {
        return options.programTimeout == null ? otherwise : options.programTimeout;
    }

    Optional<Duration> daemonPatience() {
        return Optional.ofNullable(options.daemonPatience);
    }

    Optional<Executor> executor() {
        return Optional.ofNullable(options.executor);
    }

    /** Options of {@link Ossec}; one thread at a time. */
    public static final class Builder {
        private final Path home;
        private Clock clock = Clock.systemUTC();
        private MalformedLineHandler malformed = MalformedLineHandler.ignore();
        private ProcessTable processes = ProcessTable.ofThisMachine();
        private Flavor flavor = Flavor.AUTO;
        private @Nullable ZoneId zone;
        private @Nullable HostIdentity identity;
        private @Nullable Executor executor;
        private @Nullable Duration daemonPatience;
        private @Nullable Duration programTimeout;

        private Builder(Path home) {
            this.home = home;
        }

        /** The clock, for the status of agents and the current date. Default: the system's clock. */
        public Builder clock(Clock clock) {
            this.clock = clock;
            return this;
        }

        /** The zone in which times are shown. Default: {@code etc/localtime} of the home, else UTC. */
        public Builder zone(ZoneId zone) {
            this.zone = zone;
            return this;
        }

        /** What agent {@code 000} reports about itself. Default: {@link HostIdentity#ofThisMachine()}. */
        public Builder identity(HostIdentity identity) {
            this.identity = identity;
            return this;
        }

        /**
         * The handler that receives each skipped line. Default: none. With an {@linkplain #executor executor} several
         * threads may call it at the same time.
         */
        public Builder onMalformedLine(MalformedLineHandler malformed) {
            this.malformed = malformed;
            return this;
        }

        /** The running processes, for the state of daemons. Default: {@link ProcessTable#ofThisMachine()}. */
        public Builder processes(ProcessTable processes) {
            this.processes = processes;
            return this;
        }

        /** Whose conventions the home follows. Default: {@link Flavor#AUTO}. */
        public Builder flavor(Flavor flavor) {
            this.flavor = flavor;
            return this;
        }

        /**
         * The executor on which the files of many agents are read in parallel. Default: sequentially, in the caller's
         * thread. With an executor, the handler of malformed lines must be thread-safe.
         */
        public Builder executor(Executor executor) {
            this.executor = executor;
            return this;
        }

        /**
         * How long {@code bin/ossec-control}, {@code bin/ossec-logtest} and {@code bin/agent_control} may each take
         * before they are killed. Default: three minutes for the first, one for the others.
         */
        public Builder programTimeout(Duration timeout) {
            this.programTimeout = timeout;
            return this;
        }

        /**
         * How long a command waits for remoted if it is not running or its queue is full; zero tries once. Default: as
         * {@link io.github.ossec4j.io.control.DaemonSocket}.
         */
        public Builder daemonPatience(Duration patience) {
            this.daemonPatience = patience;
            return this;
        }

        /**
         * Opens the home. A partial one is enough, such as {@code etc/ossec.conf} alone: what is missing is empty.
         *
         * @throws FileMissingException if there is no such directory
         * @throws NotAHomeException if the directory contains no OSSEC files
         * @throws AccessRefusedException if this process may not access the directory
         */
        public Ossec open() {
            HomeSigns.require(home);
            return new Ossec(OssecHome.at(home), copy());
        }

        private Builder copy() {
            var copy = new Builder(home);
            copy.clock = clock;
            copy.malformed = malformed;
            copy.processes = processes;
            copy.flavor = flavor;
            copy.zone = zone;
            copy.identity = identity;
            copy.executor = executor;
            copy.programTimeout = programTimeout;
            copy.daemonPatience = daemonPatience;
            return copy;
        }
    }
}
