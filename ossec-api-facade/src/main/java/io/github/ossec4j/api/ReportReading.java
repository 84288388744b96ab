package io.github.ossec4j.api;

import io.github.ossec4j.api.Report.AgentSummary;
import io.github.ossec4j.api.Report.EventDay;
import io.github.ossec4j.api.Report.EventHour;
import io.github.ossec4j.api.Report.Events;
import io.github.ossec4j.api.Report.Period;
import io.github.ossec4j.io.FileMissingException;
import io.github.ossec4j.io.HomeFileException;
import io.github.ossec4j.io.alerts.AlertFilter;
import io.github.ossec4j.io.stats.TotalsFile;
import io.github.ossec4j.model.AgentStatus;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.stats.HourlyTotals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/** Reads what a {@link Report} consists of. For one report. */
final class ReportReading {
    private static final int HOURS = 24;

    private final Ossec ossec;
    private final ReportProblems problems;
    private final String title;
    private final Period period;

    ReportReading(Ossec ossec, String title, Optional<Instant> since) {
        this.problems = new ReportProblems(ossec.malformedLines());
        this.ossec = ossec.withHandler(problems);
        this.title = title;
        this.period = period(since);
    }

    private Period period(Optional<Instant> since) {
        Instant until = ossec.clock().instant();
        LocalDate first = ossec.localTime().toLocalDate().minusDays(Report.Builder.DEFAULT_DAYS - 1);
        Instant start = since.orElseGet(() -> ossec.startOf(first));
        if (start.isAfter(until)) {
            throw new IllegalArgumentException("a report cannot start in the future, at " + start);
        }
        return new Period(start, until, ossec.zoneRules(), ossec.zoneName());
    }

    Report read(Optional<List<AgentHandle>> some, Optional<Executor> others, Runnable agentRead) {
        List<AgentHandle> agents = some.map(handles ->
                        handles.stream().map(handle -> handle.with(ossec)).toList())
                .orElseGet(() -> {
                    var all = new ArrayList<AgentHandle>();
                    ossec.snapshot().forEach(all::add);
                    return all;
                });
        AgentSummary[] summaries = new AgentSummary[agents.size()];
        Tally total = SideBySide.read(
                agents.size(),
                others,
                () -> new Tally(period),
                (tally, number) -> {
                    summaries[number] = read(agents.get(number), number, tally);
                    agentRead.run();
                },
                Tally::addAll);
        return new Report(
                title,
                period,
                Arrays.asList(summaries),
                total.files.result(),
                total.policy.result(),
                events(),
                alerts(agents, some.isPresent()),
                problems.result());
    }

    /** What one thread has counted. */
    private static final class Tally {
        private final FileTally files;
        private final PolicyTally policy = new PolicyTally();

        Tally(Period period) {
            files = new FileTally(period);
        }

        void addAll(Tally other) {
            files.addAll(other.files);
            policy.addAll(other.policy);
        }
    }

    private AgentSummary read(AgentHandle agent, int number, Tally tally) {
        Optional<Instant> keepAlive = Optional.empty();
        Optional<AgentStatus> status = Optional.empty();
        try {
            keepAlive = agent.lastKeepAlive();
            status = Optional.of(agent.status(keepAlive, period.until()));
        } catch (HomeFileException e) {
            problems.failed(e);
        }
        long changesBefore = tally.files.changes();
        long outstandingBefore = tally.policy.outstanding();
        try {
            readFiles(agent, number, tally.files);
        } catch (HomeFileException e) {
            problems.failed(e);
        }
        try {
            tally.policy.read(agent, number);
        } catch (HomeFileException e) {
            problems.failed(e);
        }
        return new AgentSummary(
                agent.idText(),
                agent.name(),
                agent.address(),
                status,
                keepAlive,
                tally.files.changes() - changesBefore,
                tally.policy.outstanding() - outstandingBefore);
    }

    private void readFiles(AgentHandle agent, int number, FileTally tally) {
        Optional<Path> database = agent.syscheckFile();
        if (database.isPresent()) {
            try {
                Failures.reading(database.get(), () -> {
                    tally.read(agent, number, database.get(), firstScanEnd(agent), problems);
                    return tally;
                });
            } catch (FileMissingException e) {
                // Never scanned, or cleared.
            }
        }
    }

    /** When the marker was written; without one, the first scan is not complete, and nothing is new. */
    private static Instant firstScanEnd(AgentHandle agent) throws IOException {
        Optional<Path> marker = agent.syscheckMarker();
        if (marker.isEmpty()) {
            return Instant.MAX;
        }
        try {
            return Files.getLastModifiedTime(marker.get()).toInstant();
        } catch (NoSuchFileException e) {
            return Instant.MAX;
        }
    }

    private Report.AlertActivity alerts(List<AgentHandle> agents, boolean isLimited) {
        var tally = new AlertTally(period);
        Set<RawText> names =
                agents.stream().map(agent -> RawText.fromLossless(agent.name())).collect(Collectors.toSet());
        try {
            tally.read(
                    ossec.alerts()
                            .matching(AlertFilter.builder()
                                    .from(period.since())
                                    .until(period.until().plusSeconds(1))
                                    .build()),
                    alert -> !isLimited || names.contains(alert.origin().name()));
        } catch (FileMissingException e) {
            // There are no alerts.
        } catch (HomeFileException e) {
            problems.failed(e);
        }
        return tally.result();
    }

    /** Sums of the hours of a day in the period, by hour. */
    private final class EventSums {
        private final long[] events = new long[HOURS];
        private final long[] alerts = new long[HOURS];
        private final int[] days = new int[HOURS];
        private final LocalDateTime from = local(period.since());
        private final LocalDateTime to = local(period.until());

        private LocalDateTime local(Instant moment) {
            return LocalDateTime.ofInstant(moment, ossec.statisticsZone());
        }

        EventDay add(LocalDate day, List<HourlyTotals> totals) {
            long dayEvents = 0;
            long dayAlerts = 0;
            for (HourlyTotals hour : totals) {
                if (isWithin(day, hour.hour())) {
                    events[hour.hour()] += hour.events();
                    alerts[hour.hour()] += hour.alerts();
                    dayEvents += hour.events();
                    dayAlerts += hour.alerts();
                }
            }
            for (int hour = 0; hour < HOURS; hour++) {
                days[hour] += isWithin(day, hour) ? 1 : 0;
            }
            return new EventDay(day, dayEvents, dayAlerts);
        }

        /** Only hours that are over: the current one is not written yet. */
        private boolean isWithin(LocalDate day, int hour) {
            LocalDateTime start = day.atTime(hour, 0);
            return start.plusHours(1).isAfter(from) && !start.plusHours(1).isAfter(to);
        }

        private long average(long[] sums, int hour) {
            return days[hour] == 0 ? 0 : Math.round((double) sums[hour] / days[hour]);
        }
    }

    private Events events() {
        var sums = new EventSums();
        var days = new ArrayList<EventDay>();
        LocalDate last = sums.to.toLocalDate();
        for (LocalDate day = sums.from.toLocalDate(); !day.isAfter(last); day = day.plusDays(1)) {
            Path file = TotalsFile.of(ossec.home().statsDirectory(), day);
            if (Files.notExists(Objects.requireNonNull(file.getParent()))) { // so that a start long ago costs little
                day = day.with(TemporalAdjusters.lastDayOfMonth());
                continue;
            }
            try {
                days.add(sums.add(day, ossec.manager().stats(day)));
            } catch (FileMissingException e) {
                // OSSEC was not running.
            } catch (HomeFileException e) {
                problems.failed(e);
            }
        }
        List<Long> usual = Collections.nCopies(HOURS, 0L);
        try {
            usual = ossec.manager().hourlyAverages().hours();
        } catch (HomeFileException e) {
            problems.failed(e);
        }
        var hours = new ArrayList<EventHour>();
        for (int hour = 0; hour < HOURS; hour++) {
            hours.add(new EventHour(
                    hour, sums.average(sums.events, hour), sums.average(sums.alerts, hour), usual.get(hour)));
        }
        return new Events(days, hours);
    }
}
