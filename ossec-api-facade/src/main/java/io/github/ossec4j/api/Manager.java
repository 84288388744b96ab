package io.github.ossec4j.api;

import io.github.ossec4j.io.run.PidFiles;
import io.github.ossec4j.io.run.ProcessListFile;
import io.github.ossec4j.io.stats.AveragesFiles;
import io.github.ossec4j.io.stats.TotalsFile;
import io.github.ossec4j.model.manager.Daemon;
import io.github.ossec4j.model.manager.DaemonStatus;
import io.github.ossec4j.model.stats.HourlyAverages;
import io.github.ossec4j.model.stats.HourlyTotals;
import io.github.ossec4j.model.stats.WeeklyAverages;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The manager itself: its daemons, its configuration, what it counted. Safe to share. */
public final class Manager {
    private static final int NO_STATISTICS = 61;

    private final Ossec ossec;

    Manager(Ossec ossec) {
        this.ossec = ossec;
    }

    /**
     * Whether each daemon runs, optional ones only where they are switched on; {@code GET /manager/status}.
     *
     * <p>A daemon runs if a process of its own name has a number in one of its pid files. Stale files are left alone.
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
     * What was counted on a day, hour by hour, in the order of the file; {@code GET /manager/stats?date=…}.
     *
     * @throws FileMissingException (61) if there are no statistics of that day
     */
    public List<HourlyTotals> stats(LocalDate day) {
        Path file = TotalsFile.of(ossec.home().statsDirectory(), day);
        return Failures.reading(file, () -> {
            try {
                return TotalsFile.read(file, ossec.malformedLines());
            } catch (NoSuchFileException e) {
                throw new FileMissingException(file, NO_STATISTICS, e);
            }
        });
    }

    /**
     * What was counted today, except in the running hour; {@code GET /manager/stats}.
     *
     * @throws FileMissingException (61) if there are no statistics of today yet
     */
    public List<HourlyTotals> stats() {
        return stats(LocalDate.ofInstant(ossec.clock().instant(), ossec.statisticsZone()));
    }

    /** The average day; zeros before the first change of day; {@code GET /manager/stats/hourly}. */
    public HourlyAverages hourlyAverages() {
        Path stats = ossec.home().statsDirectory();
        return Failures.reading(stats, () -> AveragesFiles.readHourly(stats, ossec.malformedLines()));
    }

    /** The average week; zeros before the first change of day; {@code GET /manager/stats/weekly}. */
    public WeeklyAverages weeklyAverages() {
        Path stats = ossec.home().statsDirectory();
        return Failures.reading(stats, () -> AveragesFiles.readWeekly(stats, ossec.malformedLines()));
    }
}
