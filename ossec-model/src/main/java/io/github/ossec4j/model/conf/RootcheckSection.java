package io.github.ossec4j.model.conf;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code rootcheck}: the search for rootkits and the policy checks; source: {@code docs/formats/ossec.conf.md}.
 */
public final class RootcheckSection extends Section {
    RootcheckSection(SectionReader in) {
        super(in.text("rootkit_files", "rootkit_trojans", "windows_audit", "windows_apps", "windows_malware")
                .texts("system_audit", "ignore")
                .text("base_directory")
                .yes("scanall", false)
                .yes("readall", false)
                .yes("disabled", false)
                .yes("skip_nfs", false)
                .seconds("frequency", Duration.ofHours(20))
                .keep("checks", checks(in)));
    }

    /** {@code <rootkit_files>}: path. */
    public Optional<String> rootkitFiles() {
        return text("rootkit_files");
    }

    /** {@code <rootkit_trojans>}: path. */
    public Optional<String> rootkitTrojans() {
        return text("rootkit_trojans");
    }

    /** {@code <windows_audit>}: path. */
    public Optional<String> windowsAudit() {
        return text("windows_audit");
    }

    /** {@code <windows_apps>}: path. */
    public Optional<String> windowsApps() {
        return text("windows_apps");
    }

    /** {@code <windows_malware>}: path. */
    public Optional<String> windowsMalware() {
        return text("windows_malware");
    }

    /** {@code <system_audit>}: paths. */
    public List<String> systemAudits() {
        return texts("system_audit");
    }

    /** {@code <base_directory>}: path. */
    public Optional<String> baseDirectory() {
        return text("base_directory");
    }

    /** {@code <scanall>}; default no. */
    public boolean scanAll() {
        return yes("scanall");
    }

    /** {@code <readall>}; default no. */
    public boolean readAll() {
        return yes("readall");
    }

    /** {@code <disabled>}; default no. */
    public boolean disabled() {
        return yes("disabled");
    }

    /** {@code <skip_nfs>}; default no. */
    public boolean skipNfs() {
        return yes("skip_nfs");
    }

    /** {@code <frequency>}; default 20 hours. */
    public Duration frequency() {
        return duration("frequency");
    }

    /** {@code <ignore>}: paths. */
    public List<String> ignores() {
        return texts("ignore");
    }

    /** The enabled checks; each is enabled unless its element is no. */
    public Set<Check> checks() {
        return Set.copyOf(list("checks", Check.class));
    }

    private static List<Check> checks(SectionReader in) {
        return Stream.of(Check.values())
                .filter(check -> in.flagOf("check_" + check.name().toLowerCase(Locale.ROOT))
                        .orElse(true))
                .toList();
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
