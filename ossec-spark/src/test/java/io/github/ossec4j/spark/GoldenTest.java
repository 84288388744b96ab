package io.github.ossec4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ossec4j.api.AgentHandle;
import io.github.ossec4j.api.FleetMatch;
import io.github.ossec4j.api.FleetResults;
import io.github.ossec4j.api.FleetSource;
import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.api.search.FileSearch;
import io.github.ossec4j.io.FileMissingException;
import io.github.ossec4j.io.MalformedLineHandler;
import io.github.ossec4j.io.RecordStream;
import io.github.ossec4j.io.alerts.AlertFilter;
import io.github.ossec4j.io.syscheck.SyscheckDatabase;
import io.github.ossec4j.model.AgentDetails;
import io.github.ossec4j.model.AgentInfo;
import io.github.ossec4j.model.RawText;
import io.github.ossec4j.model.alerts.Alert;
import io.github.ossec4j.model.stats.HourlyTotals;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each table has what the typed methods return, on every recorded home. */
class GoldenTest {
    private static final Map<String, String> NOW = Map.of("now", GoldenHomes.NOW.toString());

    @TempDir
    private static Path homes = Path.of("");

    private static List<Path> all = List.of();

    @BeforeAll
    static void write() throws IOException {
        GoldenHomes.writeTo(homes);
        try (Stream<Path> directories = Files.list(homes)) {
            all = directories.sorted().toList();
        }
    }

    private static Ossec open(Path home) {
        return Ossec.builder(home)
                .clock(Clock.fixed(GoldenHomes.NOW, ZoneOffset.UTC))
                .zone(ZoneOffset.UTC)
                .onMalformedLine(MalformedLineHandler.ignore())
                .open();
    }

    /** What the homes have, by manager. */
    private static Map<String, List<String>> typed(Function<Ossec, List<String>> reading) {
        Map<String, List<String>> seen = new TreeMap<>();
        for (Path home : all) {
            List<String> found = reading.apply(open(home)).stream().sorted().toList();
            if (!found.isEmpty()) {
                seen.put(home.getFileName().toString(), found);
            }
        }
        return seen;
    }

    private static Map<String, List<String>> rows(Dataset<Row> table) {
        return table.collectAsList().stream()
                .collect(Collectors.groupingBy(
                        row -> row.getString(0),
                        TreeMap::new,
                        Collectors.mapping(
                                row -> Shown.row(row).substring(row.getString(0).length() + 1),
                                Collectors.collectingAndThen(
                                        Collectors.toList(),
                                        lines -> lines.stream().sorted().toList()))));
    }

    /** Compares home by home, so that a difference can be read. */
    private static void assertSame(Map<String, List<String>> rows, Map<String, List<String>> typed) {
        assertThat(rows).isNotEmpty();
        var homesOfEither = new TreeSet<>(rows.keySet());
        homesOfEither.addAll(typed.keySet());
        for (String home : homesOfEither) {
            assertThat(rows.getOrDefault(home, List.of())).as(home).isEqualTo(typed.getOrDefault(home, List.of()));
        }
    }

    private static Dataset<Row> table(String name, Map<String, String> options) {
        return LocalSpark.table(name, homes.toString(), options);
    }

    private static String source(FleetSource source) {
        return source.agent().map(agent -> agent.id().number() + "|").orElse("null|")
                + (source.agent().filter(AgentHandle::isManager).isPresent()
                        ? source.manager().home().root().getFileName()
                        : source.name())
                + "|" + source.isRegistry() + "|";
    }

    private static List<String> files(Ossec ossec, boolean isWithHistory) {
        var seen = new TreeSet<String>();
        FileSearch search = isWithHistory ? FileSearch.all().withHistory() : FileSearch.all();
        try (FleetResults results = ossec.fleet().search(search)) {
            for (FleetMatch match : results) {
                // Superseded, yet without a later state: the inventory has such a path all the same. It takes a look at
                // the
                // whole database to know that, which a task that reads a part of it does not have.
                if (isWithHistory || !match.entry().isSuperseded()) {
                    seen.add(source(match.source()) + Shown.entry(match.entry()));
                }
            }
        }
        return List.copyOf(seen);
    }

    /** Of databases that the typed methods know: removed agents leave theirs behind. */
    private static Map<String, List<String>> ofKnownSources(Map<String, List<String>> rows) {
        Map<String, List<String>> known = new TreeMap<>();
        for (Path home : all) {
            String name = home.getFileName().toString();
            Set<String> sources = new HashSet<>();
            open(home).fleet().sources().forEach(source -> sources.add(source(source)));
            List<String> found = rows.getOrDefault(name, List.of()).stream()
                    .filter(row -> sources.stream().anyMatch(row::startsWith))
                    .distinct()
                    .toList();
            if (!found.isEmpty()) {
                known.put(name, found);
            }
        }
        return known;
    }

    @Test
    void filesAreTheInventory() {
        assertSame(ofKnownSources(rows(table("files", Map.of()))), typed(ossec -> files(ossec, false)));
    }

    @Test
    void filesWithHistoryAreAllRecords() {
        assertSame(ofKnownSources(rows(table("files", Map.of("history", "true")))), typed(ossec -> files(ossec, true)));
    }

    @Test
    void changesAreTheSteps() {
        assertSame(ofKnownSources(rows(table("file_changes", Map.of()))), typed(ossec -> {
            var seen = new TreeSet<String>();
            for (FleetSource source : ossec.fleet().sources()) {
                try (var changes = SyscheckDatabase.at(source.file(), MalformedLineHandler.ignore())
                        .history((bytes, from, to) -> true)) {
                    changes.forEach(change -> seen.add(source(source) + Shown.change(change)));
                } catch (FileSystemException e) {
                    // No database, or a directory in its place.
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
            return List.copyOf(seen);
        }));
    }

    @Test
    void policiesAreTheFindings() {
        Map<String, List<String>> rows = rows(table("policy", NOW).where("agent_id IS NOT NULL"));
        assertSame(rows, typed(ossec -> {
            var seen = new TreeSet<String>();
            for (AgentHandle agent : ossec.snapshot()) {
                String name =
                        agent.isManager() ? ossec.home().root().getFileName().toString() : agent.name();
                try (var findings = agent.findings()) {
                    findings.forEach(event -> seen.add(agent.id().number() + "|" + name + "|" + Shown.event(event)));
                }
            }
            return List.copyOf(seen);
        }));
    }

    @Test
    void agentsAreTheirDetails() {
        assertSame(rows(table("agents", NOW)), typed(ossec -> {
            if (!Files.exists(ossec.home().clientKeys())) {
                return List.of();
            }
            return StreamSupport.stream(ossec.snapshot().spliterator(), false)
                    .map(agent ->
                            details(agent, ossec.home().root().getFileName().toString()))
                    .toList();
        }));
    }

    private static String details(AgentHandle handle, String manager) {
        AgentDetails details = handle.details();
        var info = details.info().filter(known -> !handle.isManager());
        return String.join(
                "|",
                Integer.toString(details.agent().id().number()),
                handle.isManager()
                        ? manager
                        : RawText.fromLossless(details.agent().name()).display(),
                details.agent().address().text(),
                details.agent().status().text().toLowerCase(Locale.ROOT),
                details.lastKeepAlive().map(Object::toString).orElse("null"),
                info.map(known -> known.operatingSystem().display()).orElse("null"),
                info.flatMap(AgentInfo::version)
                        .map(version -> RawText.fromLossless(version).display())
                        .orElse("null"),
                info.flatMap(AgentInfo::sharedConfigurationMd5).orElse("null"),
                info.flatMap(AgentInfo::encryption)
                        .map(cipher -> cipher.name().toLowerCase(Locale.ROOT))
                        .orElse("null"),
                details.scans().syscheckStart().map(Object::toString).orElse("null"),
                details.scans().syscheckEnd().map(Object::toString).orElse("null"),
                details.scans().rootcheckStart().map(Object::toString).orElse("null"),
                details.scans().rootcheckEnd().map(Object::toString).orElse("null"));
    }

    @Test
    void alertsAreThoseOfAllTime() {
        assertSame(rows(table("alerts", Map.of())), typed(ossec -> {
            try (RecordStream<Alert> alerts = ossec.alerts().matching(AlertFilter.ALL)) {
                return alerts.stream().map(Shown::alert).toList();
            }
        }));
    }

    @Test
    void statisticsAreThoseOfEachDay() {
        Dataset<Row> table = table("stats", Map.of());
        List<LocalDate> days = table.select("day").distinct().collectAsList().stream()
                .map(row -> row.getDate(0).toLocalDate())
                .toList();
        assertThat(days).hasSizeGreaterThan(2);
        assertSame(
                rows(table),
                typed(ossec -> days.stream()
                        .flatMap(day -> Shown.hours(day, stats(ossec, day)))
                        .toList()));
    }

    private static List<HourlyTotals> stats(Ossec ossec, LocalDate day) {
        try {
            return ossec.manager().stats(day);
        } catch (FileMissingException e) {
            return List.of();
        }
    }
}
