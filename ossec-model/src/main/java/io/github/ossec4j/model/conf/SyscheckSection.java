package io.github.ossec4j.model.conf;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * {@code syscheck}: the integrity check; source: {@code docs/formats/ossec.conf.md}.
 */
public final class SyscheckSection extends Section {
    SyscheckSection(SectionReader in) {
        super(in.keep("directories", Directory.in(in))
                .keep("windows_registry", in.items("windows_registry"))
                .seconds("frequency", Duration.ofMinutes(10))
                .keep("scan_day", in.last("scan_day", "a day of the week", SectionReader::dayIn))
                .keep("scan_time", in.last("scan_time", "a time such as 21:30, 9am or 9pm", SectionReader::timeIn))
                .yes("scan_on_start", true)
                .yes("disabled", false)
                .yes("alert_new_files", false)
                .yes("skip_nfs", false)
                .yes("auto_ignore", true)
                .keep("ignore", Exclusion.in(in, "ignore"))
                .keep("registry_ignore", Exclusion.in(in, "registry_ignore"))
                .keep("nodiff", Exclusion.in(in, "nodiff"))
                .text("prefilter_cmd"));
    }

    /** {@code <directories>}: one entry per path; those without a check are reported and left out. */
    public List<Directory> directories() {
        return list("directories", Directory.class);
    }

    /** {@code <windows_registry>}. */
    public List<String> windowsRegistryKeys() {
        return texts("windows_registry");
    }

    /** {@code <frequency>}: time between two scans; default 600 s. */
    public Duration frequency() {
        return duration("frequency");
    }

    /** {@code <scan_day>}. */
    public Optional<DayOfWeek> scanDay() {
        return optional("scan_day", DayOfWeek.class);
    }

    /** {@code <scan_time>}, in the machine's zone. */
    public Optional<LocalTime> scanTime() {
        return optional("scan_time", LocalTime.class);
    }

    /** {@code <scan_on_start>}; default yes. */
    public boolean scanOnStart() {
        return yes("scan_on_start");
    }

    /** {@code <disabled>}; default no. */
    public boolean disabled() {
        return yes("disabled");
    }

    /** {@code <alert_new_files>}; default no. */
    public boolean alertNewFiles() {
        return yes("alert_new_files");
    }

    /** {@code <skip_nfs>}; default no. */
    public boolean skipNfs() {
        return yes("skip_nfs");
    }

    /** {@code <auto_ignore>}: ignore files that change often; default yes. */
    public boolean autoIgnore() {
        return yes("auto_ignore");
    }

    /** {@code <ignore>}. */
    public List<Exclusion> ignores() {
        return list("ignore", Exclusion.class);
    }

    /** {@code <registry_ignore>}. */
    public List<Exclusion> registryIgnores() {
        return list("registry_ignore", Exclusion.class);
    }

    /** {@code <nodiff>}: files whose changes are not shown. */
    public List<Exclusion> noDiffs() {
        return list("nodiff", Exclusion.class);
    }

    /** {@code <prefilter_cmd>}. */
    public Optional<String> prefilterCommand() {
        return text("prefilter_cmd");
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

    /** One watched path: a directory, a file, or a pattern of them. */
    public static final class Directory extends Section {
        private Directory(SectionReader in) {
            super(in);
        }

        private static List<Directory> in(SectionReader section) {
            return section.elements("directories").stream()
                    .flatMap(element -> from(element, section))
                    .toList();
        }

        private static Stream<Directory> from(ConfigurationElement element, SectionReader section) {
            Set<Check> checks = EnumSet.noneOf(Check.class);
            var switches = new TreeSet<String>();
            boolean anyCheck = false;
            for (Map.Entry<String, String> attribute : element.attributes().entrySet()) {
                if (attribute.getKey().equals("restrict")) {
                    continue;
                }
                Optional<Boolean> on = SectionReader.flagIn(attribute.getValue());
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
                return Stream.of();
            }
            return SectionReader.split(element.text()).stream()
                    .map(path -> new Directory(section.again()
                            .keep("path", path)
                            .keep("checks", List.copyOf(checks))
                            .keep("realtime", switches.contains("realtime"))
                            .keep("report_changes", switches.contains("report_changes"))
                            .keep("no_recurse", switches.contains("no_recurse"))
                            .keep("restrict", element.attribute("restrict"))));
        }

        /** As written. */
        public String path() {
            return get("path", String.class);
        }

        /** The enabled checks, as written: {@link Check#ALL} is not expanded. */
        public Set<Check> checks() {
            return Set.copyOf(list("checks", Check.class));
        }

        /** Whether changes are detected in real time. */
        public boolean realtime() {
            return yes("realtime");
        }

        /** Whether differences of text files are kept. */
        public boolean reportChanges() {
            return yes("report_changes");
        }

        /** Whether subdirectories are excluded. */
        public boolean noRecurse() {
            return yes("no_recurse");
        }

        /** Pattern that names must match. */
        public Optional<String> restrict() {
            return text("restrict");
        }
    }

    /**
     * Something that is excluded.
     *
     * @param text a path, a key, or a pattern
     * @param pattern whether {@code type="sregex"} makes it a pattern
     */
    public record Exclusion(String text, boolean pattern) {
        private static List<Exclusion> in(SectionReader section, String name) {
            return section.elements(name).stream()
                    .map(element -> new Exclusion(
                            element.text(),
                            element.attribute("type").filter("sregex"::equals).isPresent()))
                    .toList();
        }
    }
}
