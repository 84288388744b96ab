package io.github.ossec4j.model.conf;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * {@code rootcheck}: the search for rootkits and the policy checks; source: {@code docs/formats/ossec.conf.md}.
 *
 * @param rootkitFiles {@code <rootkit_files>}: path
 * @param rootkitTrojans {@code <rootkit_trojans>}: path
 * @param windowsAudit {@code <windows_audit>}: path
 * @param windowsApps {@code <windows_apps>}: path
 * @param windowsMalware {@code <windows_malware>}: path
 * @param systemAudits {@code <system_audit>}: paths
 * @param baseDirectory {@code <base_directory>}: path
 * @param scanAll {@code <scanall>}; default no
 * @param readAll {@code <readall>}; default no
 * @param disabled {@code <disabled>}; default no
 * @param skipNfs {@code <skip_nfs>}; default no
 * @param frequency {@code <frequency>}; default 72000 s
 * @param ignores {@code <ignore>}: paths
 * @param checks the checks that are on; each is unless its element says no
 */
public record RootcheckSection(
        Optional<String> rootkitFiles,
        Optional<String> rootkitTrojans,
        Optional<String> windowsAudit,
        Optional<String> windowsApps,
        Optional<String> windowsMalware,
        List<String> systemAudits,
        Optional<String> baseDirectory,
        boolean scanAll,
        boolean readAll,
        boolean disabled,
        boolean skipNfs,
        Duration frequency,
        List<String> ignores,
        Set<Check> checks) {
    /** Copies the collections. */
    public RootcheckSection {
        systemAudits = List.copyOf(systemAudits);
        ignores = List.copyOf(ignores);
        checks = Set.copyOf(checks);
    }

    static RootcheckSection from(SectionReader section) {
        Set<Check> checks = EnumSet.noneOf(Check.class);
        for (Check check : Check.values()) {
            if (section.yes("check_" + check.name().toLowerCase(Locale.ROOT), true)) {
                checks.add(check);
            }
        }
        return new RootcheckSection(
                section.text("rootkit_files"),
                section.text("rootkit_trojans"),
                section.text("windows_audit"),
                section.text("windows_apps"),
                section.text("windows_malware"),
                section.texts("system_audit"),
                section.text("base_directory"),
                section.yes("scanall", false),
                section.yes("readall", false),
                section.yes("disabled", false),
                section.yes("skip_nfs", false),
                section.seconds("frequency", Duration.ofHours(20)),
                section.texts("ignore"),
                checks);
    }

    /** One check; its element is {@code check_} and the name in lower case. */
    public enum Check {
        /** Devices. */
        DEV,
        /** Files known from rootkits. */
        FILES,
        /** Network interfaces. */
        IF,
        /** Processes. */
        PIDS,
        /** Ports. */
        PORTS,
        /** The file system. */
        SYS,
        /** Trojans. */
        TROJANS,
        /** Policies of Unix. */
        UNIXAUDIT,
        /** Applications of Windows. */
        WINAPPS,
        /** Policies of Windows. */
        WINAUDIT,
        /** Malware of Windows. */
        WINMALWARE
    }
}
