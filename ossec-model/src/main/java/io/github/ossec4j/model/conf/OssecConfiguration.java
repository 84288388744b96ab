package io.github.ossec4j.model.conf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A complete configuration: all its roots merged; source: {@code docs/formats/ossec.conf.md}.
 *
 * <p>If a value is given several times, the last valid one counts; lists accumulate. A missing section has its
 * defaults. Elements without a typed accessor are found through {@link #sections(String)}. Times of day are
 * those of the machine that reads them.
 *
 * <p>Immutable. Equal if the elements are, in the same lines.
 */
public final class OssecConfiguration {
    /**
     * A kind of section.
     *
     * @param isMerged whether all sections of a configuration are merged
     */
    private record Kind(
            Set<String> names,
            boolean isMerged,
            Class<? extends Section> type,
            Function<SectionReader, Section> reading) {
        Kind(String name, boolean isMerged, Class<? extends Section> type, Function<SectionReader, Section> reading) {
            this(Set.of(name), isMerged, type, reading);
        }

        boolean isOf(ConfigurationElement section) {
            return names.contains(section.name());
        }
    }

    private static final List<Kind> KINDS = List.of(
            new Kind("global", true, GlobalSection.class, GlobalSection::new),
            new Kind(Set.of("rules", "ruleset"), true, RulesSection.class, RulesSection::new),
            new Kind("alerts", true, AlertsSection.class, AlertsSection::new),
            new Kind("syscheck", true, SyscheckSection.class, SyscheckSection::new),
            new Kind("rootcheck", true, RootcheckSection.class, RootcheckSection::new),
            new Kind("client", true, ClientSection.class, ClientSection::new),
            new Kind("database_output", true, DatabaseOutputSection.class, DatabaseOutputSection::new),
            new Kind("remote", false, RemoteSection.class, RemoteSection::new),
            new Kind("command", false, CommandSection.class, CommandSection::new),
            new Kind("active-response", false, ActiveResponseSection.class, ActiveResponseSection::new),
            new Kind("localfile", false, LocalfileSection.class, LocalfileSection::new),
            new Kind("email_alerts", false, EmailAlertsSection.class, EmailAlertsSection::new),
            new Kind("reports", false, ReportsSection.class, ReportsSection::new),
            new Kind("syslog_output", false, SyslogOutputSection.class, SyslogOutputSection::new),
            new Kind("integration", false, IntegrationSection.class, IntegrationSection::new),
            new Kind("agentless", false, AgentlessEntry.class, AgentlessEntry::new));

    private final List<ConfigurationElement> roots;
    private final Map<Class<?>, List<Section>> sections = new HashMap<>();

    private OssecConfiguration(List<ConfigurationElement> roots, Consumer<ConfigurationProblem> problems) {
        this.roots = List.copyOf(roots);
        for (ConfigurationElement root : roots) {
            for (ConfigurationElement section : root.children()) {
                if (KINDS.stream().noneMatch(kind -> kind.isOf(section))) {
                    problems.accept(new ConfigurationProblem(section.lineNumber(), "a section known to OSSEC"));
                }
            }
        }
        for (Kind kind : KINDS) {
            List<ConfigurationElement> blocks = roots.stream()
                    .flatMap(root -> root.children().stream())
                    .filter(kind::isOf)
                    .toList();
            List<List<ConfigurationElement>> units = kind.isMerged()
                    ? List.of(blocks)
                    : blocks.stream().map(List::of).toList();
            sections.put(
                    kind.type(),
                    units.stream()
                            .map(unit -> kind.reading().apply(new SectionReader(unit, problems)))
                            .filter(Section::isValid)
                            .toList());
        }
    }

    /**
     * Reads typed values from the roots of a file; invalid values are reported, and their defaults kept.
     *
     * @param roots the roots of the file, in order; those not called {@code ossec_config} are reported and left out
     */
    public static OssecConfiguration of(List<ConfigurationElement> roots, Consumer<ConfigurationProblem> problems) {
        var known = new ArrayList<ConfigurationElement>();
        for (ConfigurationElement root : roots) {
            if (root.name().equals("ossec_config")) {
                known.add(root);
            } else {
                problems.accept(new ConfigurationProblem(root.lineNumber(), "ossec_config"));
            }
        }
        return ofSections(known, problems);
    }

    /** The sections of roots that belong together. */
    static OssecConfiguration ofSections(List<ConfigurationElement> roots, Consumer<ConfigurationProblem> problems) {
        return new OssecConfiguration(roots, problems);
    }

    /** Everything in the file, in order. */
    public List<ConfigurationElement> roots() {
        return roots;
    }

    /** All sections of that name, in the order of the file; empty if there is none. */
    public List<ConfigurationElement> sections(String name) {
        return roots.stream().flatMap(root -> root.children(name).stream()).toList();
    }

    /** All {@code global} sections. */
    public GlobalSection global() {
        return one(GlobalSection.class);
    }

    /** All {@code rules} sections, which OSSEC Wazuh 2.x calls {@code ruleset}. */
    public RulesSection rules() {
        return one(RulesSection.class);
    }

    /** All {@code alerts} sections. */
    public AlertsSection alerts() {
        return one(AlertsSection.class);
    }

    /** All {@code syscheck} sections. */
    public SyscheckSection syscheck() {
        return one(SyscheckSection.class);
    }

    /** All {@code rootcheck} sections. */
    public RootcheckSection rootcheck() {
        return one(RootcheckSection.class);
    }

    /** All {@code client} sections. */
    public ClientSection client() {
        return one(ClientSection.class);
    }

    /** All {@code database_output} sections. */
    public DatabaseOutputSection databaseOutput() {
        return one(DatabaseOutputSection.class);
    }

    /** Each valid {@code <remote>}. */
    public List<RemoteSection> remotes() {
        return each(RemoteSection.class);
    }

    /** Each valid {@code <command>}. */
    public List<CommandSection> commands() {
        return each(CommandSection.class);
    }

    /** Each valid {@code <active-response>}. */
    public List<ActiveResponseSection> activeResponses() {
        return each(ActiveResponseSection.class);
    }

    /** Each valid {@code <localfile>}. */
    public List<LocalfileSection> localfiles() {
        return each(LocalfileSection.class);
    }

    /** Each valid {@code <email_alerts>}. */
    public List<EmailAlertsSection> emailAlerts() {
        return each(EmailAlertsSection.class);
    }

    /** Each valid {@code <reports>}. */
    public List<ReportsSection> reports() {
        return each(ReportsSection.class);
    }

    /** Each valid {@code <syslog_output>}. */
    public List<SyslogOutputSection> syslogOutputs() {
        return each(SyslogOutputSection.class);
    }

    /** Each valid {@code <integration>}. */
    public List<IntegrationSection> integrations() {
        return each(IntegrationSection.class);
    }

    /** Each valid {@code <agentless>}. */
    public List<AgentlessEntry> agentless() {
        return each(AgentlessEntry.class);
    }

    private <T extends Section> T one(Class<T> type) {
        return each(type).get(0);
    }

    private <T extends Section> List<T> each(Class<T> type) {
        return sections.getOrDefault(type, List.of()).stream().map(type::cast).toList();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OssecConfiguration that && roots.equals(that.roots);
    }

    @Override
    public int hashCode() {
        return roots.hashCode();
    }

    /** The typed sections; secrets are not shown. */
    @Override
    public String toString() {
        return "OssecConfiguration"
                + KINDS.stream().flatMap(kind -> each(kind.type()).stream()).toList();
    }
}
