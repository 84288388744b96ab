package io.github.ossec4j.report;

import io.github.ossec4j.api.HostIdentity;
import io.github.ossec4j.api.Ossec;
import io.github.ossec4j.fixtures.FileState;
import io.github.ossec4j.fixtures.OssecHomeFixture;
import io.github.ossec4j.fixtures.StatisticsGenerator;
import io.github.ossec4j.fixtures.SyscheckHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Homes to report on. */
final class Homes {
    static final Instant NOW = Instant.parse("2026-11-27T15:20:00Z");

    private static final List<String> FILES = List.of(
            "/etc/passwd",
            "/etc/shadow",
            "/etc/group",
            "/etc/hosts",
            "/etc/ssh/sshd_config",
            "/etc/sudoers",
            "/etc/crontab",
            "/etc/resolv.conf",
            "/etc/ld.so.conf",
            "/usr/bin/sudo",
            "/usr/sbin/sshd",
            "/usr/bin/openssl");

    private static final List<String> AUDITS = List.of(
            "System Audit: CIS - Debian Linux - 1.4 - Robust partition scheme - /tmp is not on its own partition"
                    + " {CIS: 1.4 Debian Linux}. File: /etc/fstab. Reference: https://example.org/cis .",
            "System Audit: SSH Hardening - 3: Root can log in {PCI_DSS: 2.2.4}. File: /etc/ssh/sshd_config. Reference: 3 .",
            "System Audit: CIS - RHEL7 - 6.2.5 - SSH configuration - MaxAuthTries above 4 {CIS: 6.2.5 RHEL7}"
                    + " {PCI_DSS: 2.2.4}. File: /etc/ssh/sshd_config. Reference: https://example.org/cis .",
            "System Audit: Web vulnerability - Outdated application {PCI_DSS: 6.5, 6.6}."
                    + " File: /var/www/html/wp-includes/version.php. Reference: 12 .",
            "System Audit: CIS - Debian Linux - 2.3 - User-mounted removable partition {CIS: 2.3 Debian Linux}"
                    + " {PCI_DSS: 2.2.4}. File: /etc/fstab. Reference: https://example.org/cis .",
            "System Audit: Null passwords are allowed {PCI_DSS: 8.2}. File: /etc/shadow. Reference: 5 .",
            "File '/var/www/html/upload/.x' is owned by root and has written permissions to anyone.");

    private Homes() {}

    static Ossec open(Path home) {
        return Ossec.builder(home)
                .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                .zone(ZoneOffset.UTC)
                .identity(new HostIdentity("ossec.example.org", "Linux"))
                .open();
    }

    /** A fleet as an administrator knows it. */
    static void writeFleet(Path directory) throws IOException {
        OssecHomeFixture home = OssecHomeFixture.builder(NOW).zone(ZoneOffset.UTC);
        home.managerSyscheck(files -> history(files, new Random(0)));
        String[] kinds = {"web", "db", "mail", "app", "cache", "build"};
        for (int i = 0; i < 42; i++) {
            var random = new Random(i + 1L);
            String name = kinds[i % kinds.length] + "-0" + (1 + i / kinds.length) + ".example.org";
            int number = i;
            home.agent(name, agent -> {
                agent.address("192.0.2." + (10 + number));
                if (number == 17 || number == 40) {
                    agent.neverConnected();
                    return;
                }
                if (number % 9 == 5) {
                    agent.lastKeepAlive(Duration.ofHours(7 + 31L * number));
                }
                agent.syscheck(files -> history(files, random));
                agent.rootcheck(policy -> {
                    policy.scanned(NOW.minus(Duration.ofHours(random.nextInt(20))));
                    AUDITS.stream().filter(audit -> random.nextInt(3) == 0).forEach(policy::outstanding);
                });
            });
        }
        LocalDate today = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
        StatisticsGenerator counts = StatisticsGenerator.of(11);
        for (int ago = 29; ago > 0; ago--) {
            home.totalsOfWholeDay(today.minusDays(ago), counts.totals(today.minusDays(ago)));
        }
        home.totals(today, counts.totals(today, 15)).hourlyAverages(counts.hourlyAverages());
        home.writeTo(directory);
        for (int ago = 0; ago < 30; ago++) {
            writeAlerts(directory, today.minusDays(ago));
        }
    }

    private static void writeAlerts(Path home, LocalDate day) throws IOException {
        var random = new Random(day.toEpochDay());
        var alerts = new StringBuilder();
        int[] rules = {5716, 5716, 5716, 31101, 31101, 5501, 550, 5712, 31151, 40101};
        int[] levels = {5, 5, 5, 5, 5, 3, 7, 10, 10, 12};
        String[] descriptions = {
            "SSHD authentication failed.",
            "SSHD authentication failed.",
            "SSHD authentication failed.",
            "Web server 400 error code.",
            "Web server 400 error code.",
            "Login session opened.",
            "Integrity checksum changed.",
            "SSHD brute force trying to get access to the system.",
            "Multiple web server 400 error codes from same source ip.",
            "System user successfully logged to the system."
        };
        int count = 40 + random.nextInt(60);
        for (int i = 0; i < count; i++) {
            int rule = random.nextInt(random.nextInt(rules.length) + 1);
            alerts.append(alert(
                    day.atStartOfDay().toEpochSecond(ZoneOffset.UTC) + i * 300L,
                    "web-0" + (1 + random.nextInt(7)) + ".example.org",
                    rules[rule],
                    levels[rule],
                    descriptions[rule],
                    "203.0.113." + random.nextInt(random.nextInt(60) + 1)));
        }
        Path file = home.resolve("logs/alerts/" + day.getYear() + "/"
                + DateTimeFormatter.ofPattern("MMM/'ossec-alerts-'dd'.log'", Locale.US)
                        .format(day));
        Files.createDirectories(file.getParent());
        Files.writeString(file, alerts);
    }

    static String alert(long second, String agent, int rule, int level, String description, String source) {
        return "** Alert " + second + ".1: - syslog,\n2026 Nov 01 00:00:00 (" + agent
                + ") 192.0.2.1->/var/log/auth.log\nRule: " + rule + " (level " + level + ") -> '" + description + "'\n"
                + "Src IP: " + source + "\nan event\n\n";
    }

    private static void history(SyscheckHistory files, Random random) {
        files.at(NOW.minus(Duration.ofDays(90)));
        files.baseline(FILES.toArray(String[]::new)).completed();
        files.at(NOW.minus(Duration.ofDays(29)));
        for (int day = 0; day < 29; day++) {
            boolean patched = day == 12 || day == 26;
            for (String path : FILES) {
                if (random.nextInt(patched ? 6 : 60) == 0) {
                    files.changed(path);
                }
            }
            if (random.nextInt(15) == 0) {
                files.seen("/etc/cron.d/job-" + day, FileState.containing("job " + day));
            }
            if (random.nextInt(90) == 0) {
                files.deleted("/etc/crontab");
            }
            if (random.nextInt(110) == 0) {
                files.seen(
                        "/usr/local/bin/" + (day % 2 == 0 ? "backup" : "deploy"),
                        FileState.containing("backup").mode(random.nextInt(3) > 0 ? 04755 : 0777));
            }
            files.after(Duration.ofDays(1));
        }
    }
}
