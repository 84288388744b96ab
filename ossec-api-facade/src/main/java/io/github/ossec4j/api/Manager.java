package io.github.ossec4j.api;

import io.github.ossec4j.io.AccessRefusedException;
import io.github.ossec4j.io.FileMissingException;
import io.github.ossec4j.io.OssecFormatException;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.conf.OssecConfigurationFile;
import io.github.ossec4j.io.control.ConfigurationTest;
import io.github.ossec4j.io.control.ControlOutcome;
import io.github.ossec4j.io.control.OssecControl;
import io.github.ossec4j.io.logs.ActiveResponsesLog;
import io.github.ossec4j.io.logs.ArchiveCursor;
import io.github.ossec4j.io.logs.DailyLog;
import io.github.ossec4j.io.logs.FirewallLog;
import io.github.ossec4j.io.logs.OssecLog;
import io.github.ossec4j.io.logs.SumFiles;
import io.github.ossec4j.io.logs.SumReport;
import io.github.ossec4j.io.run.PidFiles;
import io.github.ossec4j.io.run.ProcessListFile;
import io.github.ossec4j.io.stats.AveragesFiles;
import io.github.ossec4j.io.stats.TotalsFile;
import io.github.ossec4j.model.conf.ConfigurationElement;
import io.github.ossec4j.model.conf.OssecConfiguration;
import io.github.ossec4j.model.logs.ArchivedEvent;
import io.github.ossec4j.model.logs.FirewallEvent;
import io.github.ossec4j.model.logs.LogLine;
import io.github.ossec4j.model.logs.LogSummary;
import io.github.ossec4j.model.logs.ResponseLine;
import io.github.ossec4j.model.manager.Daemon;
import io.github.ossec4j.model.manager.DaemonStatus;
import io.github.ossec4j.model.stats.HourlyAverages;
import io.github.ossec4j.model.stats.HourlyTotals;
import io.github.ossec4j.model.stats.WeeklyAverages;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** The manager itself: its daemons, its configuration, its statistics, its log. Safe to share. */
public final class Manager {
    private static final String TEST_FAILED = "OSSEC analysisd: Testing rules failed. Configuration error.";
    private static final int NO_CONFIGURATION = 51;
    private static final int NO_STATISTICS = 61;

    private final Ossec ossec;

    Manager(Ossec ossec) {
        this.ossec = ossec;
    }

    /**
     * Whether each daemon is running, optional ones only if they are enabled; {@code GET /manager/status}.
     *
     * <p>A daemon is running if one of its pid files has the id of a process with the daemon's name. Stale files are
     * not deleted.
     *
     * @throws AccessRefusedException if {@code var/run} may not be read
     */
    public List<DaemonStatus> status() {
        Path run = ossec.home().runDirectory();
        Set<Daemon> enabled = Failures.reading(
                ossec.home().processList(),
                () -> ProcessListFile.read(ossec.home().processList()));
        var statuses = new ArrayList<DaemonStatus>();
        for (Daemon daemon : Daemon.all()) {
            if (!daemon.isOptional() || enabled.contains(daemon)) {
                boolean running = Failures.reading(run, () -> PidFiles.isRunning(run, daemon, ossec.processes()));
                statuses.add(
                        new DaemonStatus(daemon, running ? DaemonStatus.State.RUNNING : DaemonStatus.State.STOPPED));
            }
        }
        return List.copyOf(statuses);
    }

    /**
     * Starts the daemons that are not running, through {@code bin/ossec-control}; {@code PUT /manager/start}. Takes
     * seconds.
     *
     * @return the state of each daemon, and why the script gave up if it did
     * @throws FileMissingException if there is no {@code bin/ossec-control}
     * @throws AccessRefusedException if this process may not run it
     * @throws ProgramAbortedException if it took longer than {@linkplain Ossec.Builder#programTimeout allowed}
     */
    public ControlOutcome start() {
        return control(OssecControl::start);
    }

    /** Stops the daemons; {@code PUT /manager/stop}. Otherwise like {@link #start()}. */
    public ControlOutcome stop() {
        return control(OssecControl::stop);
    }

    /**
     * Stops the daemons and starts them again; {@code PUT /manager/restart}. The configuration is tested first: if it
     * is broken, nothing is stopped, and the outcome has the failure of the test. Otherwise like {@link #start()}.
     */
    public ControlOutcome restart() {
        ConfigurationTest.Result test = testConfiguration();
        if (!test.isPassed() && test.tester() == ConfigurationTest.Tester.OSSEC_LOGTEST) {
            return new ControlOutcome(
                    1,
                    status(),
                    Optional.of(new ControlOutcome.Failure(
                            ControlOutcome.Kind.CONFIGURATION_TEST, OptionalInt.of(21), TEST_FAILED)),
                    List.of(),
                    false);
        }
        return control(OssecControl::restart);
    }

    @FunctionalInterface
    private interface ControlAction {
        ControlOutcome run(OssecControl control) throws IOException;
    }

    private ControlOutcome control(ControlAction action) {
        return Failures.reading(
                ossec.home().root().resolve("bin").resolve("ossec-control"),
                () -> action.run(
                        OssecControl.at(ossec.home()).withTimeout(ossec.programTimeout(OssecControl.DEFAULT_TIMEOUT))));
    }

    /**
     * Whether OSSEC would start with its configuration; {@code GET /manager/configuration/test}. Runs {@code
     * bin/ossec-logtest}; without it, checks only {@code etc/ossec.conf}, and the result says so.
     *
     * @throws AccessRefusedException if this process may not run the program or read the file
     * @throws ProgramAbortedException if it took longer than {@linkplain Ossec.Builder#programTimeout allowed}
     */
    public ConfigurationTest.Result testConfiguration() {
        return Failures.reading(
                ossec.home().configuration(),
                () -> ConfigurationTest.at(ossec.home())
                        .withTimeout(ossec.programTimeout(ConfigurationTest.DEFAULT_TIMEOUT))
                        .run());
    }

    /**
     * The whole configuration, read as OSSEC's daemons read it, with typed sections and the elements in the order of
     * the file; {@code GET /manager/configuration}.
     *
     * @throws FileMissingException (51) if there is no {@code etc/ossec.conf}
     * @throws AccessRefusedException if it may not be read
     * @throws OssecFormatException (51) if it is not well-formed
     */
    public OssecConfiguration configuration() {
        Path file = ossec.home().configuration();
        return Failures.reading(file, () -> {
            try {
                return OssecConfigurationFile.read(file, ossec.malformedLines());
            } catch (NoSuchFileException e) {
                throw new FileMissingException(file, NO_CONFIGURATION, e);
            } catch (OssecFormatException e) {
                throw new OssecFormatException(e, NO_CONFIGURATION);
            }
        });
    }

    /**
     * The sections of this name, in the order of the file; {@code GET /manager/configuration?section=…}. Errors as in
     * {@link #configuration()}.
     */
    public List<ConfigurationElement> configuration(String section) {
        return configuration().sections(section);
    }

    /**
     * The elements of this name in the sections of that name, in the order of the file; {@code GET
     * /manager/configuration?section=…&field=…}. Errors as in {@link #configuration()}.
     */
    public List<ConfigurationElement> configuration(String section, String field) {
        return configuration(section).stream()
                .flatMap(element -> element.children(field).stream())
                .toList();
    }

    /**
     * Whether an analysis daemon of OSSEC 4.2 or later is running: it keeps the positions of integrity records in
     * memory, which are wrong after a database was cleared until the daemon is restarted.
     */
    public boolean keepsIndex() {
        // Few files show what is running; many may have to be read to determine the release.
        return status().contains(new DaemonStatus(Daemon.ANALYSISD, DaemonStatus.State.RUNNING))
                && ossec.releaseSigns().isOssec4();
    }

    /**
     * The counts of a day, hour by hour, in the order of the file; {@code GET /manager/stats?date=…}.
     *
     * @throws FileMissingException (61) if there are no statistics for that day
     */
    public List<HourlyTotals> stats(LocalDate day) {
        Path file = TotalsFile.of(ossec.home().statsDirectory(), day);
        return Failures.reading(file, () -> {
            try {
                return TotalsFile.read(file, ossec.malformedLines());
            } catch (NoSuchFileException e) {
                throw new FileMissingException(file, "there are no statistics for " + day, NO_STATISTICS, e);
            }
        });
    }

    /**
     * The counts of today, except the current hour; {@code GET /manager/stats}.
     *
     * @throws FileMissingException (61) if there are no statistics for today yet
     */
    public List<HourlyTotals> stats() {
        return stats(LocalDate.ofInstant(ossec.clock().instant(), ossec.statisticsZone()));
    }

    /**
     * Whether the daily logs of some days, both inclusive, are as they were when {@code ossec-monitord} made their sums. Reads
     * these logs completely.
     *
     * @throws AccessRefusedException if a directory of logs may not be listed
     */
    public SumReport verifyLogs(LocalDate first, LocalDate last) {
        return Failures.reading(ossec.home().logsDirectory(), () -> SumFiles.verify(ossec.home(), first, last));
    }

    /**
     * All messages of OSSEC's programs, in the order of {@code logs/ossec.log}, read on demand; {@code GET
     * /manager/logs}. None if there is no such file.
     *
     * @throws AccessRefusedException if the file may not be read
     */
    public RecordStream<LogLine> logs() {
        return ossecLog(log -> log.lines()).orElseGet(RecordStream::empty);
    }

    /**
     * The last messages that are wanted, in the order of {@code logs/ossec.log}. The file, which may be huge, is read
     * from its end, and only as far as necessary; the messages are held in memory.
     *
     * @param most how many, at most
     * @throws AccessRefusedException if the file may not be read
     */
    public List<LogLine> lastLogs(int most, Predicate<? super LogLine> wanted) {
        return ossecLog(log -> log.last(most, wanted)).orElse(List.of());
    }

    /**
     * How many messages each of OSSEC's programs has logged; {@code GET /manager/logs/summary}.
     *
     * @throws AccessRefusedException if {@code logs/ossec.log} may not be read
     */
    public List<LogSummary> logSummary() {
        return ossecLog(log -> log.summary()).orElse(List.of());
    }

    /**
     * The events that OSSEC archived on some days, both inclusive, in their order, from the daily files below {@code
     * logs/archives}, compressed or not. It archives all events if {@code logall} is set.
     *
     * @throws AccessRefusedException if the directory may not be read
     */
    public RecordStream<ArchivedEvent> archives(LocalDate first, LocalDate last) {
        return daily(DailyLog.ARCHIVES, first, last, ArchivedEvent::date, file -> {
            ArchiveCursor cursor = ArchiveCursor.open(file, ossec.malformedLines());
            return RecordStream.over(file, cursor, () -> cursor.next() ? cursor.event() : null);
        });
    }

    /**
     * The events of firewalls on some days, both inclusive, in their order, from the daily files below {@code
     * logs/firewall}, compressed or not.
     *
     * @throws AccessRefusedException if the directory may not be read
     */
    public RecordStream<FirewallEvent> firewall(LocalDate first, LocalDate last) {
        return daily(
                DailyLog.FIREWALL,
                first,
                last,
                FirewallEvent::date,
                file -> FirewallLog.read(file, ossec.malformedLines()));
    }

    private interface FileReading<T> {
        RecordStream<T> read(Path file) throws IOException;
    }

    private <T> RecordStream<T> daily(
            DailyLog log, LocalDate first, LocalDate last, Function<T, LocalDateTime> date, FileReading<T> reading) {
        LocalDateTime start = first.atStartOfDay();
        LocalDateTime end = last.plusDays(1).atStartOfDay();
        return DailyRecords.between(
                ossec, log, ossec.startOf(first), ossec.startOf(last.plusDays(1)), (file, isLast) -> {
                    RecordStream<T> records = reading.read(file);
                    return (isLast
                                    ? DailyRecords.until(
                                            file,
                                            records,
                                            record -> !date.apply(record).isBefore(end))
                                    : records)
                            .filter(record -> !date.apply(record).isBefore(start)
                                    && date.apply(record).isBefore(end));
                });
    }

    /**
     * What the scripts of active responses logged on the manager, in the order of {@code logs/active-responses.log}, read on
     * demand. None if there is no such file.
     *
     * @throws AccessRefusedException if the file may not be read
     */
    public RecordStream<ResponseLine> activeResponses() {
        Path file = ossec.home().activeResponsesLog();
        return Failures.readingIfExists(file, () -> ActiveResponsesLog.read(file, ossec.malformedLines()))
                .orElseGet(RecordStream::empty);
    }

    @FunctionalInterface
    private interface LogReading<T> {
        T read(OssecLog log) throws IOException;
    }

    private <T> Optional<T> ossecLog(LogReading<T> reading) {
        Path file = ossec.home().ossecLog();
        return Failures.readingIfExists(file, () -> reading.read(OssecLog.at(file, ossec.malformedLines())));
    }

    /** The average day; zeros before the first midnight; {@code GET /manager/stats/hourly}. */
    public HourlyAverages hourlyAverages() {
        Path stats = ossec.home().statsDirectory();
        return Failures.reading(stats, () -> AveragesFiles.readHourly(stats, ossec.malformedLines()));
    }

    /** The average week; zeros before the first midnight; {@code GET /manager/stats/weekly}. */
    public WeeklyAverages weeklyAverages() {
        Path stats = ossec.home().statsDirectory();
        return Failures.reading(stats, () -> AveragesFiles.readWeekly(stats, ossec.malformedLines()));
    }
}
