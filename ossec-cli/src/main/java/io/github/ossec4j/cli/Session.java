package io.github.ossec4j.cli;

import io.github.ossec4j.api.AgentHandle;
import io.github.ossec4j.api.HostIdentity;
import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.model.OssecException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run of a command over one home; closing it reports skipped lines and deletes the sample. */
final class Session implements AutoCloseable {
    private static final Path USUAL_HOME = Path.of("/var/ossec");
    private static final HostIdentity SAMPLE_MANAGER = new HostIdentity(
            "ossec.example.org", "Linux ossec.example.org 5.10.0-28-amd64 #1 SMP Debian 5.10.209-2 x86_64");

    private final OssecCommand options;
    private final Clock clock;
    private final List<Ossec> managers;
    private final MalformedLines malformed;
    private final @Nullable SampleDirectory sample;

    private Session(
            OssecCommand options,
            Clock clock,
            List<Ossec> managers,
            MalformedLines malformed,
            @Nullable SampleDirectory sample) {
        this.options = options;
        this.clock = clock;
        this.managers = managers;
        this.malformed = malformed;
        this.sample = sample;
    }

    /**
     * Opens the home named by the options, or the sample if requested; the sample is never used as a substitute.
     *
     * @param readsStatistics whether the sample must have some
     * @param needsHome whether the command cannot do without a home
     */
    static Session open(OssecCommand options, boolean readsStatistics, boolean needsHome) throws IOException {
        Clock clock = options.now()
                .<Clock>map(now -> Clock.fixed(now, ZoneOffset.UTC))
                .orElse(Clock.systemUTC());
        SampleDirectory sample = options.isSample() ? SampleDirectory.write(clock.instant(), readsStatistics) : null;
        try {
            var malformed = new MalformedLines(options.terminal(), options.isVerbose());
            List<Ossec> managers;
            try {
                managers = managers(options, clock, sample, malformed);
            } catch (OssecException | UnreadableHomeException e) {
                if (needsHome) {
                    throw e;
                }
                managers = List.of();
            }
            return new Session(options, clock, managers, malformed, sample);
        } catch (RuntimeException e) {
            if (sample != null) {
                sample.close();
            }
            throw e;
        }
    }

    private static List<Ossec> managers(
            OssecCommand options, Clock clock, @Nullable SampleDirectory sample, MalformedLines malformed) {
        var managers = new ArrayList<Ossec>();
        for (Path home : sample != null ? List.of(sample.path()) : homes(options)) {
            Ossec.Builder builder =
                    Ossec.builder(home).clock(clock).flavor(options.flavor()).onMalformedLine(malformed);
            options.zone().ifPresent(builder::zone);
            identity(options, sample != null).ifPresent(builder::identity);
            managers.add(builder.open());
        }
        return List.copyOf(managers);
    }

    private static List<Path> homes(OssecCommand options) {
        if (!options.homes().isEmpty()) {
            return options.homes();
        }
        String variable = options.terminal().environment().getOrDefault("OSSEC_HOME", "");
        Path home = variable.isEmpty() ? USUAL_HOME : Path.of(variable);
        if (!Files.exists(home)) {
            throw new UnreadableHomeException(home + ": there is no such directory"
                    + " (name another home with --home or $OSSEC_HOME, or look around with --sample)");
        }
        return List.of(home);
    }

    private static Optional<HostIdentity> identity(OssecCommand options, boolean isSample) {
        if (!isSample && options.managerName().isEmpty() && options.managerOs().isEmpty()) {
            return Optional.empty();
        }
        HostIdentity otherwise = isSample ? SAMPLE_MANAGER : HostIdentity.ofThisMachine();
        return Optional.of(new HostIdentity(
                options.managerName().orElse(otherwise.name()),
                options.managerOs().orElse(otherwise.operatingSystem())));
    }

    /** The manager; the first one, if there are several. */
    Ossec ossec() {
        return managers.get(0);
    }

    Clock clock() {
        return clock;
    }

    /** The zone of the home, or that of the options; UTC without a home. */
    ZoneRules zoneRules() {
        return managers.isEmpty() ? zoneWithoutHome().getRules() : ossec().zoneRules();
    }

    private ZoneId zoneWithoutHome() {
        return options.zone().orElse(ZoneOffset.UTC);
    }

    MalformedLineHandler malformedLines() {
        return malformed;
    }

    /** All managers, for a command that takes several homes. */
    List<Ossec> managers() {
        return managers;
    }

    Terminal terminal() {
        return options.terminal();
    }

    boolean isSample() {
        return sample != null;
    }

    boolean isVerbose() {
        return options.isVerbose();
    }

    /** A line on standard output. */
    void say(String line) throws IOException {
        terminal().out().write((DisplayText.escaped(line) + "\n").getBytes(Terminal.CHARSET));
    }

    /** The agent with this number or name. */
    AgentHandle agent(String text) {
        return NamedAgents.find(ossec(), text);
    }

    /** The agents with these numbers or names, each once. */
    List<AgentHandle> agents(List<String> texts) {
        return NamedAgents.find(ossec(), texts);
    }

    /** Times in the zone of the home. */
    Times times() {
        if (managers.isEmpty()) {
            ZoneId zone = zoneWithoutHome();
            return new Times(zone.getRules(), zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId());
        }
        return new Times(ossec().zoneRules(), ossec().zoneName());
    }

    /** A table on standard output without times. */
    Table table(Table.Column... columns) {
        return table(List.of(columns));
    }

    /** A table on standard output, with the zone in the titles of its times. */
    Table table(Times times, List<Table.Column> columns) {
        return table(columns.stream().map(times::withZone).toList());
    }

    private Table table(List<Table.Column> columns) {
        return new Table(
                terminal().out(),
                options.isColored(),
                terminal().outIsTerminal() ? terminal().columns() : Table.UNLIMITED,
                columns);
    }

    /** JSON on standard output. */
    Json json() {
        return new Json(terminal().out());
    }

    /** JSON on standard output, each value on a line. */
    Json jsonLines() {
        return Json.lines(terminal().out());
    }

    @Override
    public void close() {
        malformed.summarize();
        if (sample != null) {
            sample.close();
        }
    }
}
