package io.github.ossec4j.model.conf;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code syscheck}: the integrity check; source: {@code docs/formats/ossec.conf.md}.
 *
 * @param directories {@code <directories>}: one entry per path; those without a check are reported and left out
 * @param windowsRegistryKeys {@code <windows_registry>}
 * @param frequency {@code <frequency>}: time between two scans; default 600 s
 * @param scanDay {@code <scan_day>}
 * @param scanTime {@code <scan_time>}, in the machine's zone
 * @param scanOnStart {@code <scan_on_start>}; default yes
 * @param disabled {@code <disabled>}; default no
 * @param alertNewFiles {@code <alert_new_files>}; default no
 * @param skipNfs {@code <skip_nfs>}; default no
 * @param autoIgnore {@code <auto_ignore>}: say nothing of files that change often; default yes
 * @param ignores {@code <ignore>}
 * @param registryIgnores {@code <registry_ignore>}
 * @param noDiffs {@code <nodiff>}: files whose changes are not shown
 * @param prefilterCommand {@code <prefilter_cmd>}
 */
public record SyscheckSection(
        List<Directory> directories,
        List<String> windowsRegistryKeys,
        Duration frequency,
        Optional<DayOfWeek> scanDay,
        Optional<LocalTime> scanTime,
        boolean scanOnStart,
        boolean disabled,
        boolean alertNewFiles,
        boolean skipNfs,
        boolean autoIgnore,
        List<Exclusion> ignores,
        List<Exclusion> registryIgnores,
        List<Exclusion> noDiffs,
        Optional<String> prefilterCommand) {
    /** Copies the lists. */
    public SyscheckSection {
        directories = List.copyOf(directories);
        windowsRegistryKeys = List.copyOf(windowsRegistryKeys);
        ignores = List.copyOf(ignores);
        registryIgnores = List.copyOf(registryIgnores);
        noDiffs = List.copyOf(noDiffs);
    }

    static SyscheckSection from(SectionReader section) {
        var directories = new ArrayList<Directory>();
        section.elements("directories").forEach(element -> directories.addAll(Directory.from(element, section)));
        return new SyscheckSection(
                directories,
                section.items("windows_registry"),
                section.seconds("frequency", Duration.ofMinutes(10)),
                section.day("scan_day"),
                section.time("scan_time"),
                section.yes("scan_on_start", true),
                section.yes("disabled", false),
                section.yes("alert_new_files", false),
                section.yes("skip_nfs", false),
                section.yes("auto_ignore", true),
                Exclusion.from(section.elements("ignore")),
                Exclusion.from(section.elements("registry_ignore")),
                Exclusion.from(section.elements("nodiff")),
                section.text("prefilter_cmd"));
    }

    /** What is compared, as the attributes of {@code directories} name it. */
    public enum Check {
        /** {@code check_all}. */
        ALL,
        /** {@code check_sum}. */
        SUM,
        /** {@code check_md5sum}. */
        MD5,
        /** {@code check_sha1sum}. */
        SHA1,
        /** {@code check_sha256sum}, from 4.0. */
        SHA256,
        /** {@code check_size}. */
        SIZE,
        /** {@code check_owner}. */
        OWNER,
        /** {@code check_group}. */
        GROUP,
        /** {@code check_perm}. */
        PERMISSIONS;

        private static final Map<String, Check> BY_ATTRIBUTE = Map.of(
                "check_all", ALL,
                "check_sum", SUM,
                "check_md5sum", MD5,
                "check_sha1sum", SHA1,
                "check_sha256sum", SHA256,
                "check_size", SIZE,
                "check_owner", OWNER,
                "check_group", GROUP,
                "check_perm", PERMISSIONS);
    }

    /**
     * One watched path.
     *
     * @param path a directory, a file, or a pattern of them
     * @param checks the checks switched on, as written: {@link Check#ALL} is not spelt out
     * @param realtime whether changes are seen at once
     * @param reportChanges whether differences of text files are kept
     * @param noRecurse whether directories below are left out
     * @param restrict pattern that names must match
     */
    public record Directory(
            String path,
            Set<Check> checks,
            boolean realtime,
            boolean reportChanges,
            boolean noRecurse,
            Optional<String> restrict) {
        /** Copies the set. */
        public Directory {
            checks = Set.copyOf(checks);
        }

        private static List<Directory> from(ConfigurationElement element, SectionReader section) {
            Set<Check> checks = EnumSet.noneOf(Check.class);
            Set<String> switches = new TreeSet<>();
            boolean anyCheck = false;
            for (Map.Entry<String, String> attribute : element.attributes().entrySet()) {
                if (attribute.getKey().equals("restrict")) {
                    continue;
                }
                Optional<Boolean> on = SectionReader.flagOf(attribute.getValue());
                if (on.isEmpty()) {
                    section.problem(element, "yes or no in the attributes of directories");
                    continue;
                }
                Check check = Check.BY_ATTRIBUTE.get(attribute.getKey());
                anyCheck |= check != null;
                if (on.get()) {
                    if (check != null) {
                        checks.add(check);
                    } else {
                        switches.add(attribute.getKey());
                    }
                }
            }
            if (!anyCheck) {
                section.problem(element, "at least one check attribute on directories");
                return List.of();
            }
            return SectionReader.split(element.text()).stream()
                    .map(path -> new Directory(
                            path,
                            checks,
                            switches.contains("realtime"),
                            switches.contains("report_changes"),
                            switches.contains("no_recurse"),
                            element.attribute("restrict")))
                    .toList();
        }
    }

    /**
     * Something that is left out.
     *
     * @param text a path, a key, or a pattern
     * @param pattern whether {@code type="sregex"} makes it a pattern
     */
    public record Exclusion(String text, boolean pattern) {
        private static List<Exclusion> from(List<ConfigurationElement> elements) {
            return elements.stream()
                    .map(element -> new Exclusion(
                            element.text(),
                            element.attribute("type").filter("sregex"::equals).isPresent()))
                    .toList();
        }
    }
}
