package io.github.ossec4j.api;

import io.github.ossec4j.api.rest.RestApi;
import io.github.ossec4j.api.rest.RestRequest;
import io.github.ossec4j.fixtures.FileState;
import io.github.ossec4j.fixtures.OssecHomeFixture;
import io.github.ossec4j.model.manager.Daemon;
import io.github.ossec4j.model.stats.HourlyAverages;
import io.github.ossec4j.model.stats.HourlyTotals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Homes that the tests of the facade share, and what they ask of them. */
final class Homes {
    static final Instant NOW = Instant.parse("2016-04-12T09:05:03Z");
    static final LocalDate TODAY = LocalDate.of(2016, 4, 12);
    static final HostIdentity IDENTITY = new HostIdentity("manager", "Linux manager 3.13.0 #1 SMP x86_64");

    private static final JsonMapper MAPPER = new JsonMapper();

    private Homes() {}

    /** A home in which there is something of everything. */
    static OssecHomeFixture full() {
        return OssecHomeFixture.builder(NOW)
                .keysLine("# the agents")
                .agent(
                        "web-01",
                        agent -> agent.address("192.0.2.10")
                                .secret("5a".repeat(32))
                                .sharedConfiguration("d41d8cd98f00b204e9800998ecf8427e")
                                .syscheck(files -> files.baseline("/etc/hosts", "/etc/passwd", "/etc/motd")
                                        .completed()
                                        .after(Duration.ofHours(1))
                                        .seen(
                                                "/etc/hosts",
                                                FileState.containing("a").mode(0600))
                                        .after(Duration.ofHours(1))
                                        .deleted("/etc/motd")
                                        .after(Duration.ofHours(1))
                                        .restored("/etc/motd"))
                                .rootcheck(policy -> policy.scanned(NOW.minus(Duration.ofHours(5)))
                                        .outstanding("System Audit: CIS - Testing {CIS: 1.4 Debian Linux}."
                                                + " File: /etc/fstab. Reference: http://www.example.org .")
                                        .resolved("File '/tmp/x' is owned by root and has written permissions.")))
                .agent("db-01", agent -> agent.disconnected().address("192.0.2.0/24"))
                .agent("new", agent -> agent.neverConnected())
                .agent("gone", agent -> agent.removed())
                .agent(
                        "win-01",
                        agent -> agent.windows()
                                .syscheck(files -> files.baseline("C:\\Windows/win.ini"))
                                .registry(keys -> keys.seen(
                                        "HKEY_LOCAL_MACHINE\\Software\\Classes\\batfile",
                                        FileState.registryKey("open"))))
                .managerSyscheck(
                        files -> files.baseline("/etc/crontab").completed().changed("/etc/crontab", 2))
                .managerRootcheck(policy -> policy.scanned(NOW.minus(Duration.ofHours(2))))
                .agentless(
                        "ssh_integrity_check_linux",
                        "root@192.0.2.30",
                        device -> device.syscheck(files -> files.baseline("/etc/issue")))
                .agentless("ssh_generic_diff", "admin@192.0.2.31", device -> device.diff())
                .totals(
                        TODAY,
                        List.of(new HourlyTotals(0, List.of(new HourlyTotals.RuleCount(5501, 3, 7)), 7, 90, 4, 1)))
                .hourlyAverages(
                        new HourlyAverages(LongStream.range(0, 24).boxed().toList(), 12))
                .weeklyAverages(Averages.week())
                .pid(Daemon.ANALYSISD, 1001)
                .pid(Daemon.REMOTED, 1002)
                .enabled(Daemon.AGENTLESSD);
    }

    private static final class Averages {
        static io.github.ossec4j.model.stats.WeeklyAverages week() {
            var days = new java.util.EnumMap<java.time.DayOfWeek, HourlyAverages>(java.time.DayOfWeek.class);
            for (java.time.DayOfWeek day : java.time.DayOfWeek.values()) {
                days.put(day, new HourlyAverages(Collections.nCopies(24, (long) day.getValue()), 0));
            }
            return new io.github.ossec4j.model.stats.WeeklyAverages(days);
        }
    }

    /** A home without any file that is read. */
    static Path bare(Path home) throws IOException {
        Files.createDirectories(home.resolve("logs"));
        Files.createFile(home.resolve("logs/ossec.log"));
        return home;
    }

    static Ossec open(Path home) {
        return builder(home).open();
    }

    static Ossec.Builder builder(Path home) {
        return Ossec.builder(home)
                .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                .zone(ZoneOffset.UTC)
                .identity(IDENTITY)
                .daemonPatience(Duration.ZERO)
                .processes(pid -> pid == 1001 ? Optional.of("ossec-analysisd") : Optional.empty());
    }

    static JsonNode get(Ossec ossec, String path) {
        return MAPPER.readTree(RestApi.over(ossec).handle(RestRequest.get(path)).body());
    }

    static List<String> texts(JsonNode list, String member) {
        return list.valueStream().map(element -> element.get(member).asString()).toList();
    }

    /** Everything below a directory, with content, so that two moments can be compared. */
    static SortedMap<String, String> content(Path directory) throws IOException {
        var content = new TreeMap<String, String>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.toList()) {
                String name = directory.relativize(file).toString();
                if (Files.isSymbolicLink(file)) {
                    content.put(name, "-> " + Files.readSymbolicLink(file));
                } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    content.put(name, Files.readString(file, StandardCharsets.ISO_8859_1));
                } else {
                    content.put(name, "directory");
                }
            }
        }
        return content;
    }
}
